import type { GraphQLResolveInfo, GraphQLScalarType, GraphQLScalarTypeConfig } from 'graphql';
import type { Address as AddressParent } from '../entities/address.js';
import type { Money as MoneyParent } from '@souk/kernel';
import type { Session as SessionParent } from '../entities/session.js';
import type { Profile } from '../domain/profile.js';
import type { Wallet as WalletParent } from '../domain/wallet.js';
import type { Context } from '../context.js';
export type Maybe<T> = T | null;
export type InputMaybe<T> = Maybe<T>;
export type Omit<T, K extends keyof T> = Pick<T, Exclude<keyof T, K>>;
export type RequireFields<T, K extends keyof T> = Omit<T, K> & { [P in K]-?: NonNullable<T[P]> };
/** All built-in and custom scalars, mapped to their actual values */
export type Scalars = {
  ID: { input: string; output: string; }
  String: { input: string; output: string; }
  Boolean: { input: boolean; output: boolean; }
  Int: { input: number; output: number; }
  Float: { input: number; output: number; }
  /** An instant, ISO 8601 in UTC with milliseconds, e.g. `2026-04-01T12:00:00.000Z`. */
  DateTime: { input: Date; output: Date; }
  /** A whole number between −(2^53−1) and 2^53−1, as a JSON number; inputs may also be a text of digits. */
  BigInt: { input: number; output: number; }
  /** A decimal number as text, with all its digits, e.g. `12.30`. */
  Decimal: { input: string; output: string; }
  /** ISO 3166-1 alpha-2, e.g. `BR`. */
  CountryCode: { input: string; output: string; }
  _FieldSet: { input: unknown; output: unknown; }
};

/** Anything with an id that stays the same for ever. */
export type Node = {
  /** Opaque and type-prefixed, e.g. `prod_0196…`. */
  readonly id: Scalars['ID']['output'];
};

/** ISO 4217 currencies that Souk sells in. */
export type CurrencyCode =
  | 'BRL'
  | 'CNY'
  | 'EUR'
  | 'GBP'
  | 'JPY'
  | 'USD';

/** An exact amount, never a float. */
export type Money = {
  readonly __typename?: 'Money';
  /** Whole minor units: cents; yen as they are. */
  readonly amountMinor: Scalars['BigInt']['output'];
  /** The currency of the amount. */
  readonly currency: CurrencyCode;
  /** The same amount as decimal text, for display. */
  readonly decimal: Scalars['Decimal']['output'];
};

/** An exact amount, as input. */
export type MoneyInput = {
  /** Whole minor units: cents; yen as they are. */
  readonly amountMinor: Scalars['BigInt']['input'];
  /** The currency of the amount. */
  readonly currency: CurrencyCode;
};

/** An expected refusal, answered as data: show `message`, switch on `code`. */
export type UserError = {
  /** For people: what was expected, what was found, what to do. */
  readonly message: Scalars['String']['output'];
  /** Stable, for programs. */
  readonly code: Scalars['String']['output'];
  /** The input field it is about, where there is one. */
  readonly path?: Maybe<ReadonlyArray<Scalars['String']['output']>>;
};

/** What was named does not exist, or this viewer may not know that it does. */
export type NotFoundError = UserError & {
  readonly __typename?: 'NotFoundError';
  readonly message: Scalars['String']['output'];
  readonly code: Scalars['String']['output'];
  readonly path?: Maybe<ReadonlyArray<Scalars['String']['output']>>;
  /** The id that led nowhere. */
  readonly entityId: Scalars['ID']['output'];
};

/** The input breaks rules; every broken one is listed. */
export type ValidationError = UserError & {
  readonly __typename?: 'ValidationError';
  readonly message: Scalars['String']['output'];
  readonly code: Scalars['String']['output'];
  readonly path?: Maybe<ReadonlyArray<Scalars['String']['output']>>;
  /** Every broken rule. */
  readonly issues: ReadonlyArray<FieldIssue>;
};

/** One broken rule of one input field. */
export type FieldIssue = {
  readonly __typename?: 'FieldIssue';
  /** Where in the input. */
  readonly path: ReadonlyArray<Scalars['String']['output']>;
  /** Stable name of the rule, e.g. `too_small`. */
  readonly rule: Scalars['String']['output'];
  /** For people. */
  readonly message: Scalars['String']['output'];
};

/** Too many tries: wait. */
export type RateLimitedError = UserError & {
  readonly __typename?: 'RateLimitedError';
  readonly message: Scalars['String']['output'];
  readonly code: Scalars['String']['output'];
  readonly path?: Maybe<ReadonlyArray<Scalars['String']['output']>>;
  /** Seconds until the next try counts. */
  readonly retryAfterSeconds: Scalars['Int']['output'];
};

/** E-mail and password do not belong together, or the refresh token is spent. Says no more on purpose. */
export type InvalidCredentialsError = UserError & {
  readonly __typename?: 'InvalidCredentialsError';
  readonly message: Scalars['String']['output'];
  readonly code: Scalars['String']['output'];
  readonly path?: Maybe<ReadonlyArray<Scalars['String']['output']>>;
};

/** The key was used before with another input: take a new key for a new intent. */
export type IdempotencyMismatchError = UserError & {
  readonly __typename?: 'IdempotencyMismatchError';
  readonly message: Scalars['String']['output'];
  readonly code: Scalars['String']['output'];
  readonly path?: Maybe<ReadonlyArray<Scalars['String']['output']>>;
};

/** Somebody with an account. Everything but the name is for the account itself and for those whose role allows it. */
export type User = Node & {
  readonly __typename?: 'User';
  readonly id: Scalars['ID']['output'];
  /** As shown to others; imported accounts whose source named nobody are `Customer` and the start of their id. */
  readonly displayName: Scalars['String']['output'];
  /** Null to everybody but the account itself and readers of users, and where the source gave none. */
  readonly email?: Maybe<Scalars['String']['output']>;
  /** What the account may do. */
  readonly roles?: Maybe<ReadonlyArray<Role>>;
  /** The address book, newest first. Null to everybody but the account itself and readers of users. */
  readonly addresses?: Maybe<ReadonlyArray<Address>>;
  /** Devices that are logged in. Null to everybody but the account itself. */
  readonly sessions?: Maybe<ReadonlyArray<Session>>;
  /** Store credit. Null to everybody but the account itself and those who may write wallets. */
  readonly wallet?: Maybe<Wallet>;
  /** When the account was made. */
  readonly createdAt?: Maybe<Scalars['DateTime']['output']>;
  /** Only other subgraphs may ask: never in the public schema. */
  readonly sourceId?: Maybe<Scalars['String']['output']>;
};

/** What somebody may do; permissions add up. */
export type Role =
  /** Shops. */
  | 'CUSTOMER'
  /** Keeps the catalog: products, prices, stock. */
  | 'PRODUCT_MANAGER'
  /** Handles orders, shipments and wallets; reads reports. */
  | 'OPERATIONS'
  /** Everything, roles included. */
  | 'ADMIN';

/** Store credit, one balance a currency. */
export type Wallet = {
  readonly __typename?: 'Wallet';
  /** Currencies that were ever used. */
  readonly balances: ReadonlyArray<Money>;
};

/** An entry of the address book. */
export type Address = Node & {
  readonly __typename?: 'Address';
  readonly id: Scalars['ID']['output'];
  /** Null where the source named nobody. */
  readonly recipient?: Maybe<Scalars['String']['output']>;
  /** Street and number; empty where the source gave none. */
  readonly lines: ReadonlyArray<Scalars['String']['output']>;
  readonly city: Scalars['String']['output'];
  /** State or region code. */
  readonly region?: Maybe<Scalars['String']['output']>;
  /** Or its prefix, where the source gave no more; leading zeros kept. */
  readonly postalCode: Scalars['String']['output'];
  readonly countryCode: Scalars['CountryCode']['output'];
};

/** A device that is logged in. */
export type Session = {
  readonly __typename?: 'Session';
  readonly id: Scalars['ID']['output'];
  readonly lastSeenAt: Scalars['DateTime']['output'];
  /** Whether it is the one that asks. */
  readonly current: Scalars['Boolean']['output'];
};

/** What the accounts hold, in figures. */
export type UserReport = {
  readonly __typename?: 'UserReport';
  readonly accountCount: Scalars['Int']['output'];
  /** Accounts that came from another system. */
  readonly importedAccountCount: Scalars['Int']['output'];
  /** Accounts with more than one distinct address. */
  readonly accountsWithSeveralAddresses: Scalars['Int']['output'];
};

export type Query = {
  readonly __typename?: 'Query';
  /** Who asks; null without a token. */
  readonly viewer?: Maybe<User>;
  /** One account, or null where there is none. */
  readonly user?: Maybe<User>;
  /** The accounts in figures; with `source` only what was imported from there. */
  readonly userReport?: Maybe<UserReport>;
};


export type QueryUserArgs = {
  id: Scalars['ID']['input'];
};


export type QueryUserReportArgs = {
  source?: InputMaybe<Scalars['String']['input']>;
};

export type Mutation = {
  readonly __typename?: 'Mutation';
  /** Makes an account with the role CUSTOMER and logs it in. */
  readonly register: RegisterResult;
  /** Gives tokens: send the access token as `Authorization: Bearer …`. */
  readonly login: LoginResult;
  /** Gives new tokens for a refresh token, which is spent by that. A spent one that comes back ends its session. */
  readonly tokenRefresh: TokenRefreshResult;
  /** Ends the session that asks. */
  readonly logout?: Maybe<LogoutResult>;
  /** Adds an address to the viewer's book. */
  readonly addressCreate?: Maybe<AddressCreateResult>;
  /** Replaces an address of the viewer's book. */
  readonly addressUpdate?: Maybe<AddressUpdateResult>;
  /** Takes an address out of the viewer's book; orders keep their own copy. */
  readonly addressDelete?: Maybe<AddressDeleteResult>;
  /** Puts store credit into somebody's wallet. */
  readonly walletTopUp?: Maybe<WalletTopUpResult>;
  /** Sets what an account may do; takes effect with its next token, within 15 minutes. */
  readonly userRolesSet?: Maybe<UserRolesSetResult>;
  /** Loads people from another system, facts as given. Idempotent by source id. At most 1,000 people. */
  readonly usersImport?: Maybe<UsersImportResult>;
};


export type MutationRegisterArgs = {
  input: RegisterInput;
};


export type MutationLoginArgs = {
  input: LoginInput;
};


export type MutationTokenRefreshArgs = {
  input: TokenRefreshInput;
};


export type MutationAddressCreateArgs = {
  input: AddressCreateInput;
};


export type MutationAddressUpdateArgs = {
  input: AddressUpdateInput;
};


export type MutationAddressDeleteArgs = {
  input: AddressDeleteInput;
};


export type MutationWalletTopUpArgs = {
  input: WalletTopUpInput;
};


export type MutationUserRolesSetArgs = {
  input: UserRolesSetInput;
};


export type MutationUsersImportArgs = {
  input: UsersImportInput;
};

export type RegisterInput = {
  /** At most 254 characters; unique, upper and lower case alike. */
  readonly email: Scalars['String']['input'];
  /** 10 to 200 characters. */
  readonly password: Scalars['String']['input'];
  /** 1 to 100 characters. */
  readonly displayName: Scalars['String']['input'];
};

export type RegisterResult = LoginSuccess | ValidationError | RateLimitedError;

export type LoginInput = {
  readonly email: Scalars['String']['input'];
  readonly password: Scalars['String']['input'];
};

export type LoginResult = LoginSuccess | InvalidCredentialsError | RateLimitedError;

export type LoginSuccess = {
  readonly __typename?: 'LoginSuccess';
  readonly viewer: User;
  readonly tokens: AuthTokens;
};

/** What a client keeps to stay logged in. */
export type AuthTokens = {
  readonly __typename?: 'AuthTokens';
  /** For `Authorization: Bearer …`; lives 15 minutes. */
  readonly accessToken: Scalars['String']['output'];
  readonly accessTokenExpiresAt: Scalars['DateTime']['output'];
  /** For `tokenRefresh`, once; lives 30 days. Keep it secret. */
  readonly refreshToken: Scalars['String']['output'];
};

export type TokenRefreshInput = {
  readonly refreshToken: Scalars['String']['input'];
};

export type TokenRefreshResult = AuthTokens | InvalidCredentialsError;

export type LogoutResult = {
  readonly __typename?: 'LogoutResult';
  /** The session that was ended. */
  readonly sessionId: Scalars['ID']['output'];
};

export type AddressInput = {
  /** 1 to 100 characters. */
  readonly recipient: Scalars['String']['input'];
  /** 1 to 4 lines of at most 200 characters. */
  readonly lines: ReadonlyArray<Scalars['String']['input']>;
  readonly city: Scalars['String']['input'];
  readonly region?: InputMaybe<Scalars['String']['input']>;
  /** 1 to 16 characters. */
  readonly postalCode: Scalars['String']['input'];
  readonly countryCode: Scalars['CountryCode']['input'];
};

export type AddressCreateInput = {
  readonly address: AddressInput;
};

export type AddressCreateResult = AddressCreateSuccess | ValidationError;

export type AddressCreateSuccess = {
  readonly __typename?: 'AddressCreateSuccess';
  readonly address: Address;
};

export type AddressUpdateInput = {
  readonly id: Scalars['ID']['input'];
  readonly address: AddressInput;
};

export type AddressUpdateResult = AddressUpdateSuccess | NotFoundError | ValidationError;

export type AddressUpdateSuccess = {
  readonly __typename?: 'AddressUpdateSuccess';
  readonly address: Address;
};

export type AddressDeleteInput = {
  readonly id: Scalars['ID']['input'];
};

export type AddressDeleteResult = AddressDeleteSuccess | NotFoundError;

export type AddressDeleteSuccess = {
  readonly __typename?: 'AddressDeleteSuccess';
  readonly deletedAddressId: Scalars['ID']['output'];
};

export type WalletTopUpInput = {
  readonly userId: Scalars['ID']['input'];
  /** More than zero, at most 1,000,000.00 in minor units. */
  readonly amount: MoneyInput;
  /** Client UUID, kept 24 h. The same key and input give the first answer again. */
  readonly idempotencyKey: Scalars['String']['input'];
};

export type WalletTopUpResult = WalletTopUpSuccess | NotFoundError | ValidationError | IdempotencyMismatchError;

export type WalletTopUpSuccess = {
  readonly __typename?: 'WalletTopUpSuccess';
  readonly wallet: Wallet;
};

export type UserRolesSetInput = {
  readonly userId: Scalars['ID']['input'];
  /** All it has from now on; at least one. */
  readonly roles: ReadonlyArray<Role>;
};

export type UserRolesSetResult = UserRolesSetSuccess | NotFoundError | ValidationError;

export type UserRolesSetSuccess = {
  readonly __typename?: 'UserRolesSetSuccess';
  readonly user: User;
};

export type UsersImportInput = {
  /** Name of the source, e.g. `olist`. */
  readonly source: Scalars['String']['input'];
  /** At most 1,000. */
  readonly users: ReadonlyArray<UserImportInput>;
};

export type UserImportInput = {
  /** The source's id of the person, 32 hexadecimal digits. */
  readonly sourceId: Scalars['String']['input'];
  /** All known addresses; those that are there already stay as they are. */
  readonly addresses: ReadonlyArray<AddressImportInput>;
};

export type AddressImportInput = {
  readonly city: Scalars['String']['input'];
  readonly region?: InputMaybe<Scalars['String']['input']>;
  readonly postalCode: Scalars['String']['input'];
  readonly countryCode: Scalars['CountryCode']['input'];
};

export type UsersImportResult = ImportSuccess | ValidationError;

/** What an import did. */
export type ImportSuccess = {
  readonly __typename?: 'ImportSuccess';
  /** Rows that are new. */
  readonly inserted: Scalars['Int']['output'];
  /** Rows that were there already, and stay as they were. */
  readonly unchanged: Scalars['Int']['output'];
};



export type ResolverTypeWrapper<T> = Promise<T> | T;

export type ReferenceResolver<TResult, TReference, TContext> = (
      reference: TReference,
      context: TContext,
      info: GraphQLResolveInfo
    ) => Promise<TResult> | TResult;

      type ScalarCheck<T, S> = S extends true ? T : NullableCheck<T, S>;
      type NullableCheck<T, S> = Maybe<T> extends T ? Maybe<ListCheck<NonNullable<T>, S>> : ListCheck<T, S>;
      type ListCheck<T, S> = T extends (infer U)[] ? NullableCheck<U, S>[] : GraphQLRecursivePick<T, S>;
      export type GraphQLRecursivePick<T, S> = { [K in keyof T & keyof S]: ScalarCheck<T[K], S[K]> };
    

export type ResolverWithResolve<TResult, TParent, TContext, TArgs> = {
  resolve: ResolverFn<TResult, TParent, TContext, TArgs>;
};
export type Resolver<TResult, TParent = Record<PropertyKey, never>, TContext = Record<PropertyKey, never>, TArgs = Record<PropertyKey, never>> = ResolverFn<TResult, TParent, TContext, TArgs> | ResolverWithResolve<TResult, TParent, TContext, TArgs>;

export type ResolverFn<TResult, TParent, TContext, TArgs> = (
  parent: TParent,
  args: TArgs,
  context: TContext,
  info: GraphQLResolveInfo
) => Promise<TResult> | TResult;

export type SubscriptionSubscribeFn<TResult, TParent, TContext, TArgs> = (
  parent: TParent,
  args: TArgs,
  context: TContext,
  info: GraphQLResolveInfo
) => AsyncIterable<TResult> | Promise<AsyncIterable<TResult>>;

export type SubscriptionResolveFn<TResult, TParent, TContext, TArgs> = (
  parent: TParent,
  args: TArgs,
  context: TContext,
  info: GraphQLResolveInfo
) => TResult | Promise<TResult>;

export interface SubscriptionSubscriberObject<TResult, TKey extends string, TParent, TContext, TArgs> {
  subscribe: SubscriptionSubscribeFn<{ [key in TKey]: TResult }, TParent, TContext, TArgs>;
  resolve?: SubscriptionResolveFn<TResult, { [key in TKey]: TResult }, TContext, TArgs>;
}

export interface SubscriptionResolverObject<TResult, TParent, TContext, TArgs> {
  subscribe: SubscriptionSubscribeFn<any, TParent, TContext, TArgs>;
  resolve: SubscriptionResolveFn<TResult, any, TContext, TArgs>;
}

export type SubscriptionObject<TResult, TKey extends string, TParent, TContext, TArgs> =
  | SubscriptionSubscriberObject<TResult, TKey, TParent, TContext, TArgs>
  | SubscriptionResolverObject<TResult, TParent, TContext, TArgs>;

export type SubscriptionResolver<TResult, TKey extends string, TParent = Record<PropertyKey, never>, TContext = Record<PropertyKey, never>, TArgs = Record<PropertyKey, never>> =
  | ((...args: any[]) => SubscriptionObject<TResult, TKey, TParent, TContext, TArgs>)
  | SubscriptionObject<TResult, TKey, TParent, TContext, TArgs>;

export type TypeResolveFn<TTypes, TParent = Record<PropertyKey, never>, TContext = Record<PropertyKey, never>> = (
  parent: TParent,
  context: TContext,
  info: GraphQLResolveInfo
) => Maybe<TTypes> | Promise<Maybe<TTypes>>;

export type IsTypeOfResolverFn<T = Record<PropertyKey, never>, TContext = Record<PropertyKey, never>> = (obj: T, context: TContext, info: GraphQLResolveInfo) => boolean | Promise<boolean>;

export type NextResolverFn<T> = () => Promise<T>;

export type DirectiveResolverFn<TResult = Record<PropertyKey, never>, TParent = Record<PropertyKey, never>, TContext = Record<PropertyKey, never>, TArgs = Record<PropertyKey, never>> = (
  next: NextResolverFn<TResult>,
  parent: TParent,
  args: TArgs,
  context: TContext,
  info: GraphQLResolveInfo
) => TResult | Promise<TResult>;

/** Mapping of federation types */
export type FederationTypes = {
  User: User;
  Address: Address;
};

/** Mapping of federation reference types */
export type FederationReferenceTypes = {
  User:
    ( { __typename: 'User' }
    & GraphQLRecursivePick<FederationTypes['User'], {"id":true}> );
  Address:
    ( { __typename: 'Address' }
    & GraphQLRecursivePick<FederationTypes['Address'], {"id":true}> );
};

/** Mapping of union types */
export type ResolversUnionTypes<_RefType extends Record<string, unknown>> = {
  RegisterResult:
    | ( Partial<Omit<LoginSuccess, 'viewer'> & { viewer: _RefType['User'] }> )
    | ( Partial<ValidationError> )
    | ( Partial<RateLimitedError> )
  ;
  LoginResult:
    | ( Partial<Omit<LoginSuccess, 'viewer'> & { viewer: _RefType['User'] }> )
    | ( Partial<InvalidCredentialsError> )
    | ( Partial<RateLimitedError> )
  ;
  TokenRefreshResult:
    | ( Partial<AuthTokens> )
    | ( Partial<InvalidCredentialsError> )
  ;
  AddressCreateResult:
    | ( Partial<Omit<AddressCreateSuccess, 'address'> & { address: _RefType['Address'] }> )
    | ( Partial<ValidationError> )
  ;
  AddressUpdateResult:
    | ( Partial<Omit<AddressUpdateSuccess, 'address'> & { address: _RefType['Address'] }> )
    | ( Partial<NotFoundError> )
    | ( Partial<ValidationError> )
  ;
  AddressDeleteResult:
    | ( Partial<AddressDeleteSuccess> )
    | ( Partial<NotFoundError> )
  ;
  WalletTopUpResult:
    | ( Partial<Omit<WalletTopUpSuccess, 'wallet'> & { wallet: _RefType['Wallet'] }> )
    | ( Partial<NotFoundError> )
    | ( Partial<ValidationError> )
    | ( Partial<IdempotencyMismatchError> )
  ;
  UserRolesSetResult:
    | ( Partial<Omit<UserRolesSetSuccess, 'user'> & { user: _RefType['User'] }> )
    | ( Partial<NotFoundError> )
    | ( Partial<ValidationError> )
  ;
  UsersImportResult:
    | ( Partial<ImportSuccess> )
    | ( Partial<ValidationError> )
  ;
};

/** Mapping of interface types */
export type ResolversInterfaceTypes<_RefType extends Record<string, unknown>> = {
  Node:
    | ( Profile )
    | ( AddressParent )
  ;
  UserError:
    | ( Partial<NotFoundError> )
    | ( Partial<ValidationError> )
    | ( Partial<RateLimitedError> )
    | ( Partial<InvalidCredentialsError> )
    | ( Partial<IdempotencyMismatchError> )
  ;
};

/** Mapping between all available schema types and the resolvers types */
export type ResolversTypes = {
  DateTime: ResolverTypeWrapper<Partial<Scalars['DateTime']['output']>>;
  BigInt: ResolverTypeWrapper<Partial<Scalars['BigInt']['output']>>;
  Decimal: ResolverTypeWrapper<Partial<Scalars['Decimal']['output']>>;
  CountryCode: ResolverTypeWrapper<Partial<Scalars['CountryCode']['output']>>;
  Node: ResolverTypeWrapper<ResolversInterfaceTypes<ResolversTypes>['Node']>;
  ID: ResolverTypeWrapper<Partial<Scalars['ID']['output']>>;
  CurrencyCode: ResolverTypeWrapper<Partial<CurrencyCode>>;
  Money: ResolverTypeWrapper<MoneyParent>;
  MoneyInput: ResolverTypeWrapper<Partial<MoneyInput>>;
  UserError: ResolverTypeWrapper<ResolversInterfaceTypes<ResolversTypes>['UserError']>;
  String: ResolverTypeWrapper<Partial<Scalars['String']['output']>>;
  NotFoundError: ResolverTypeWrapper<Partial<NotFoundError>>;
  ValidationError: ResolverTypeWrapper<Partial<ValidationError>>;
  FieldIssue: ResolverTypeWrapper<Partial<FieldIssue>>;
  RateLimitedError: ResolverTypeWrapper<Partial<RateLimitedError>>;
  Int: ResolverTypeWrapper<Partial<Scalars['Int']['output']>>;
  InvalidCredentialsError: ResolverTypeWrapper<Partial<InvalidCredentialsError>>;
  IdempotencyMismatchError: ResolverTypeWrapper<Partial<IdempotencyMismatchError>>;
  User: ResolverTypeWrapper<Profile>;
  Role: ResolverTypeWrapper<Partial<Role>>;
  Wallet: ResolverTypeWrapper<WalletParent>;
  Address: ResolverTypeWrapper<AddressParent>;
  Session: ResolverTypeWrapper<SessionParent>;
  Boolean: ResolverTypeWrapper<Partial<Scalars['Boolean']['output']>>;
  UserReport: ResolverTypeWrapper<Partial<UserReport>>;
  Query: ResolverTypeWrapper<Record<PropertyKey, never>>;
  Mutation: ResolverTypeWrapper<Record<PropertyKey, never>>;
  RegisterInput: ResolverTypeWrapper<Partial<RegisterInput>>;
  RegisterResult: Partial<ResolverTypeWrapper<ResolversUnionTypes<ResolversTypes>['RegisterResult']>>;
  LoginInput: ResolverTypeWrapper<Partial<LoginInput>>;
  LoginResult: Partial<ResolverTypeWrapper<ResolversUnionTypes<ResolversTypes>['LoginResult']>>;
  LoginSuccess: ResolverTypeWrapper<Partial<Omit<LoginSuccess, 'viewer'> & { viewer: ResolversTypes['User'] }>>;
  AuthTokens: ResolverTypeWrapper<Partial<AuthTokens>>;
  TokenRefreshInput: ResolverTypeWrapper<Partial<TokenRefreshInput>>;
  TokenRefreshResult: Partial<ResolverTypeWrapper<ResolversUnionTypes<ResolversTypes>['TokenRefreshResult']>>;
  LogoutResult: ResolverTypeWrapper<Partial<LogoutResult>>;
  AddressInput: ResolverTypeWrapper<Partial<AddressInput>>;
  AddressCreateInput: ResolverTypeWrapper<Partial<AddressCreateInput>>;
  AddressCreateResult: Partial<ResolverTypeWrapper<ResolversUnionTypes<ResolversTypes>['AddressCreateResult']>>;
  AddressCreateSuccess: ResolverTypeWrapper<Partial<Omit<AddressCreateSuccess, 'address'> & { address: ResolversTypes['Address'] }>>;
  AddressUpdateInput: ResolverTypeWrapper<Partial<AddressUpdateInput>>;
  AddressUpdateResult: Partial<ResolverTypeWrapper<ResolversUnionTypes<ResolversTypes>['AddressUpdateResult']>>;
  AddressUpdateSuccess: ResolverTypeWrapper<Partial<Omit<AddressUpdateSuccess, 'address'> & { address: ResolversTypes['Address'] }>>;
  AddressDeleteInput: ResolverTypeWrapper<Partial<AddressDeleteInput>>;
  AddressDeleteResult: Partial<ResolverTypeWrapper<ResolversUnionTypes<ResolversTypes>['AddressDeleteResult']>>;
  AddressDeleteSuccess: ResolverTypeWrapper<Partial<AddressDeleteSuccess>>;
  WalletTopUpInput: ResolverTypeWrapper<Partial<WalletTopUpInput>>;
  WalletTopUpResult: Partial<ResolverTypeWrapper<ResolversUnionTypes<ResolversTypes>['WalletTopUpResult']>>;
  WalletTopUpSuccess: ResolverTypeWrapper<Partial<Omit<WalletTopUpSuccess, 'wallet'> & { wallet: ResolversTypes['Wallet'] }>>;
  UserRolesSetInput: ResolverTypeWrapper<Partial<UserRolesSetInput>>;
  UserRolesSetResult: Partial<ResolverTypeWrapper<ResolversUnionTypes<ResolversTypes>['UserRolesSetResult']>>;
  UserRolesSetSuccess: ResolverTypeWrapper<Partial<Omit<UserRolesSetSuccess, 'user'> & { user: ResolversTypes['User'] }>>;
  UsersImportInput: ResolverTypeWrapper<Partial<UsersImportInput>>;
  UserImportInput: ResolverTypeWrapper<Partial<UserImportInput>>;
  AddressImportInput: ResolverTypeWrapper<Partial<AddressImportInput>>;
  UsersImportResult: Partial<ResolverTypeWrapper<ResolversUnionTypes<ResolversTypes>['UsersImportResult']>>;
  ImportSuccess: ResolverTypeWrapper<Partial<ImportSuccess>>;
};

/** Mapping between all available schema types and the resolvers parents */
export type ResolversParentTypes = {
  DateTime: Partial<Scalars['DateTime']['output']>;
  BigInt: Partial<Scalars['BigInt']['output']>;
  Decimal: Partial<Scalars['Decimal']['output']>;
  CountryCode: Partial<Scalars['CountryCode']['output']>;
  Node: ResolversInterfaceTypes<ResolversParentTypes>['Node'];
  ID: Partial<Scalars['ID']['output']>;
  Money: MoneyParent;
  MoneyInput: Partial<MoneyInput>;
  UserError: ResolversInterfaceTypes<ResolversParentTypes>['UserError'];
  String: Partial<Scalars['String']['output']>;
  NotFoundError: Partial<NotFoundError>;
  ValidationError: Partial<ValidationError>;
  FieldIssue: Partial<FieldIssue>;
  RateLimitedError: Partial<RateLimitedError>;
  Int: Partial<Scalars['Int']['output']>;
  InvalidCredentialsError: Partial<InvalidCredentialsError>;
  IdempotencyMismatchError: Partial<IdempotencyMismatchError>;
  User: Profile;
  Wallet: WalletParent;
  Address: AddressParent;
  Session: SessionParent;
  Boolean: Partial<Scalars['Boolean']['output']>;
  UserReport: Partial<UserReport>;
  Query: Record<PropertyKey, never>;
  Mutation: Record<PropertyKey, never>;
  RegisterInput: Partial<RegisterInput>;
  RegisterResult: Partial<ResolversUnionTypes<ResolversParentTypes>['RegisterResult']>;
  LoginInput: Partial<LoginInput>;
  LoginResult: Partial<ResolversUnionTypes<ResolversParentTypes>['LoginResult']>;
  LoginSuccess: Partial<Omit<LoginSuccess, 'viewer'> & { viewer: ResolversParentTypes['User'] }>;
  AuthTokens: Partial<AuthTokens>;
  TokenRefreshInput: Partial<TokenRefreshInput>;
  TokenRefreshResult: Partial<ResolversUnionTypes<ResolversParentTypes>['TokenRefreshResult']>;
  LogoutResult: Partial<LogoutResult>;
  AddressInput: Partial<AddressInput>;
  AddressCreateInput: Partial<AddressCreateInput>;
  AddressCreateResult: Partial<ResolversUnionTypes<ResolversParentTypes>['AddressCreateResult']>;
  AddressCreateSuccess: Partial<Omit<AddressCreateSuccess, 'address'> & { address: ResolversParentTypes['Address'] }>;
  AddressUpdateInput: Partial<AddressUpdateInput>;
  AddressUpdateResult: Partial<ResolversUnionTypes<ResolversParentTypes>['AddressUpdateResult']>;
  AddressUpdateSuccess: Partial<Omit<AddressUpdateSuccess, 'address'> & { address: ResolversParentTypes['Address'] }>;
  AddressDeleteInput: Partial<AddressDeleteInput>;
  AddressDeleteResult: Partial<ResolversUnionTypes<ResolversParentTypes>['AddressDeleteResult']>;
  AddressDeleteSuccess: Partial<AddressDeleteSuccess>;
  WalletTopUpInput: Partial<WalletTopUpInput>;
  WalletTopUpResult: Partial<ResolversUnionTypes<ResolversParentTypes>['WalletTopUpResult']>;
  WalletTopUpSuccess: Partial<Omit<WalletTopUpSuccess, 'wallet'> & { wallet: ResolversParentTypes['Wallet'] }>;
  UserRolesSetInput: Partial<UserRolesSetInput>;
  UserRolesSetResult: Partial<ResolversUnionTypes<ResolversParentTypes>['UserRolesSetResult']>;
  UserRolesSetSuccess: Partial<Omit<UserRolesSetSuccess, 'user'> & { user: ResolversParentTypes['User'] }>;
  UsersImportInput: Partial<UsersImportInput>;
  UserImportInput: Partial<UserImportInput>;
  AddressImportInput: Partial<AddressImportInput>;
  UsersImportResult: Partial<ResolversUnionTypes<ResolversParentTypes>['UsersImportResult']>;
  ImportSuccess: Partial<ImportSuccess>;
};

export interface DateTimeScalarConfig extends GraphQLScalarTypeConfig<ResolversTypes['DateTime'], any> {
  name: 'DateTime';
}

export interface BigIntScalarConfig extends GraphQLScalarTypeConfig<ResolversTypes['BigInt'], any> {
  name: 'BigInt';
}

export interface DecimalScalarConfig extends GraphQLScalarTypeConfig<ResolversTypes['Decimal'], any> {
  name: 'Decimal';
}

export interface CountryCodeScalarConfig extends GraphQLScalarTypeConfig<ResolversTypes['CountryCode'], any> {
  name: 'CountryCode';
}

export type NodeResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Node'] = ResolversParentTypes['Node']> = {
  __resolveType: TypeResolveFn<'User' | 'Address', ParentType, ContextType>;
};

export type MoneyResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Money'] = ResolversParentTypes['Money']> = {
  amountMinor?: Resolver<ResolversTypes['BigInt'], ParentType, ContextType>;
  currency?: Resolver<ResolversTypes['CurrencyCode'], ParentType, ContextType>;
  decimal?: Resolver<ResolversTypes['Decimal'], ParentType, ContextType>;
};

export type UserErrorResolvers<ContextType = Context, ParentType extends ResolversParentTypes['UserError'] = ResolversParentTypes['UserError']> = {
  __resolveType: TypeResolveFn<'NotFoundError' | 'ValidationError' | 'RateLimitedError' | 'InvalidCredentialsError' | 'IdempotencyMismatchError', ParentType, ContextType>;
};

export type NotFoundErrorResolvers<ContextType = Context, ParentType extends ResolversParentTypes['NotFoundError'] = ResolversParentTypes['NotFoundError']> = {
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  code?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  path?: Resolver<Maybe<ReadonlyArray<ResolversTypes['String']>>, ParentType, ContextType>;
  entityId?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type ValidationErrorResolvers<ContextType = Context, ParentType extends ResolversParentTypes['ValidationError'] = ResolversParentTypes['ValidationError']> = {
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  code?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  path?: Resolver<Maybe<ReadonlyArray<ResolversTypes['String']>>, ParentType, ContextType>;
  issues?: Resolver<ReadonlyArray<ResolversTypes['FieldIssue']>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type FieldIssueResolvers<ContextType = Context, ParentType extends ResolversParentTypes['FieldIssue'] = ResolversParentTypes['FieldIssue']> = {
  path?: Resolver<ReadonlyArray<ResolversTypes['String']>, ParentType, ContextType>;
  rule?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type RateLimitedErrorResolvers<ContextType = Context, ParentType extends ResolversParentTypes['RateLimitedError'] = ResolversParentTypes['RateLimitedError']> = {
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  code?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  path?: Resolver<Maybe<ReadonlyArray<ResolversTypes['String']>>, ParentType, ContextType>;
  retryAfterSeconds?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type InvalidCredentialsErrorResolvers<ContextType = Context, ParentType extends ResolversParentTypes['InvalidCredentialsError'] = ResolversParentTypes['InvalidCredentialsError']> = {
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  code?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  path?: Resolver<Maybe<ReadonlyArray<ResolversTypes['String']>>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type IdempotencyMismatchErrorResolvers<ContextType = Context, ParentType extends ResolversParentTypes['IdempotencyMismatchError'] = ResolversParentTypes['IdempotencyMismatchError']> = {
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  code?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  path?: Resolver<Maybe<ReadonlyArray<ResolversTypes['String']>>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type UserResolvers<ContextType = Context, ParentType extends ResolversParentTypes['User'] = ResolversParentTypes['User'], FederationReferenceType extends FederationReferenceTypes['User'] = FederationReferenceTypes['User']> = {
  __resolveReference?: ReferenceResolver<Maybe<ResolversTypes['User']> | FederationReferenceType, FederationReferenceType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  displayName?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  email?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  roles?: Resolver<Maybe<ReadonlyArray<ResolversTypes['Role']>>, ParentType, ContextType>;
  addresses?: Resolver<Maybe<ReadonlyArray<ResolversTypes['Address']>>, ParentType, ContextType>;
  sessions?: Resolver<Maybe<ReadonlyArray<ResolversTypes['Session']>>, ParentType, ContextType>;
  wallet?: Resolver<Maybe<ResolversTypes['Wallet']>, ParentType, ContextType>;
  createdAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  sourceId?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type WalletResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Wallet'] = ResolversParentTypes['Wallet']> = {
  balances?: Resolver<ReadonlyArray<ResolversTypes['Money']>, ParentType, ContextType>;
};

export type AddressResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Address'] = ResolversParentTypes['Address'], FederationReferenceType extends FederationReferenceTypes['Address'] = FederationReferenceTypes['Address']> = {
  __resolveReference?: ReferenceResolver<Maybe<ResolversTypes['Address']> | FederationReferenceType, FederationReferenceType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  recipient?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  lines?: Resolver<ReadonlyArray<ResolversTypes['String']>, ParentType, ContextType>;
  city?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  region?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  postalCode?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  countryCode?: Resolver<ResolversTypes['CountryCode'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type SessionResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Session'] = ResolversParentTypes['Session']> = {
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  lastSeenAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  current?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
};

export type UserReportResolvers<ContextType = Context, ParentType extends ResolversParentTypes['UserReport'] = ResolversParentTypes['UserReport']> = {
  accountCount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  importedAccountCount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  accountsWithSeveralAddresses?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type QueryResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Query'] = ResolversParentTypes['Query']> = {
  viewer?: Resolver<Maybe<ResolversTypes['User']>, ParentType, ContextType>;
  user?: Resolver<Maybe<ResolversTypes['User']>, ParentType, ContextType, RequireFields<QueryUserArgs, 'id'>>;
  userReport?: Resolver<Maybe<ResolversTypes['UserReport']>, ParentType, ContextType, Partial<QueryUserReportArgs>>;
};

export type MutationResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Mutation'] = ResolversParentTypes['Mutation']> = {
  register?: Resolver<ResolversTypes['RegisterResult'], ParentType, ContextType, RequireFields<MutationRegisterArgs, 'input'>>;
  login?: Resolver<ResolversTypes['LoginResult'], ParentType, ContextType, RequireFields<MutationLoginArgs, 'input'>>;
  tokenRefresh?: Resolver<ResolversTypes['TokenRefreshResult'], ParentType, ContextType, RequireFields<MutationTokenRefreshArgs, 'input'>>;
  logout?: Resolver<Maybe<ResolversTypes['LogoutResult']>, ParentType, ContextType>;
  addressCreate?: Resolver<Maybe<ResolversTypes['AddressCreateResult']>, ParentType, ContextType, RequireFields<MutationAddressCreateArgs, 'input'>>;
  addressUpdate?: Resolver<Maybe<ResolversTypes['AddressUpdateResult']>, ParentType, ContextType, RequireFields<MutationAddressUpdateArgs, 'input'>>;
  addressDelete?: Resolver<Maybe<ResolversTypes['AddressDeleteResult']>, ParentType, ContextType, RequireFields<MutationAddressDeleteArgs, 'input'>>;
  walletTopUp?: Resolver<Maybe<ResolversTypes['WalletTopUpResult']>, ParentType, ContextType, RequireFields<MutationWalletTopUpArgs, 'input'>>;
  userRolesSet?: Resolver<Maybe<ResolversTypes['UserRolesSetResult']>, ParentType, ContextType, RequireFields<MutationUserRolesSetArgs, 'input'>>;
  usersImport?: Resolver<Maybe<ResolversTypes['UsersImportResult']>, ParentType, ContextType, RequireFields<MutationUsersImportArgs, 'input'>>;
};

export type RegisterResultResolvers<ContextType = Context, ParentType extends ResolversParentTypes['RegisterResult'] = ResolversParentTypes['RegisterResult']> = {
  __resolveType: TypeResolveFn<'LoginSuccess' | 'ValidationError' | 'RateLimitedError', ParentType, ContextType>;
};

export type LoginResultResolvers<ContextType = Context, ParentType extends ResolversParentTypes['LoginResult'] = ResolversParentTypes['LoginResult']> = {
  __resolveType: TypeResolveFn<'LoginSuccess' | 'InvalidCredentialsError' | 'RateLimitedError', ParentType, ContextType>;
};

export type LoginSuccessResolvers<ContextType = Context, ParentType extends ResolversParentTypes['LoginSuccess'] = ResolversParentTypes['LoginSuccess']> = {
  viewer?: Resolver<ResolversTypes['User'], ParentType, ContextType>;
  tokens?: Resolver<ResolversTypes['AuthTokens'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type AuthTokensResolvers<ContextType = Context, ParentType extends ResolversParentTypes['AuthTokens'] = ResolversParentTypes['AuthTokens']> = {
  accessToken?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  accessTokenExpiresAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  refreshToken?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type TokenRefreshResultResolvers<ContextType = Context, ParentType extends ResolversParentTypes['TokenRefreshResult'] = ResolversParentTypes['TokenRefreshResult']> = {
  __resolveType: TypeResolveFn<'AuthTokens' | 'InvalidCredentialsError', ParentType, ContextType>;
};

export type LogoutResultResolvers<ContextType = Context, ParentType extends ResolversParentTypes['LogoutResult'] = ResolversParentTypes['LogoutResult']> = {
  sessionId?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
};

export type AddressCreateResultResolvers<ContextType = Context, ParentType extends ResolversParentTypes['AddressCreateResult'] = ResolversParentTypes['AddressCreateResult']> = {
  __resolveType: TypeResolveFn<'AddressCreateSuccess' | 'ValidationError', ParentType, ContextType>;
};

export type AddressCreateSuccessResolvers<ContextType = Context, ParentType extends ResolversParentTypes['AddressCreateSuccess'] = ResolversParentTypes['AddressCreateSuccess']> = {
  address?: Resolver<ResolversTypes['Address'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type AddressUpdateResultResolvers<ContextType = Context, ParentType extends ResolversParentTypes['AddressUpdateResult'] = ResolversParentTypes['AddressUpdateResult']> = {
  __resolveType: TypeResolveFn<'AddressUpdateSuccess' | 'NotFoundError' | 'ValidationError', ParentType, ContextType>;
};

export type AddressUpdateSuccessResolvers<ContextType = Context, ParentType extends ResolversParentTypes['AddressUpdateSuccess'] = ResolversParentTypes['AddressUpdateSuccess']> = {
  address?: Resolver<ResolversTypes['Address'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type AddressDeleteResultResolvers<ContextType = Context, ParentType extends ResolversParentTypes['AddressDeleteResult'] = ResolversParentTypes['AddressDeleteResult']> = {
  __resolveType: TypeResolveFn<'AddressDeleteSuccess' | 'NotFoundError', ParentType, ContextType>;
};

export type AddressDeleteSuccessResolvers<ContextType = Context, ParentType extends ResolversParentTypes['AddressDeleteSuccess'] = ResolversParentTypes['AddressDeleteSuccess']> = {
  deletedAddressId?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type WalletTopUpResultResolvers<ContextType = Context, ParentType extends ResolversParentTypes['WalletTopUpResult'] = ResolversParentTypes['WalletTopUpResult']> = {
  __resolveType: TypeResolveFn<'WalletTopUpSuccess' | 'NotFoundError' | 'ValidationError' | 'IdempotencyMismatchError', ParentType, ContextType>;
};

export type WalletTopUpSuccessResolvers<ContextType = Context, ParentType extends ResolversParentTypes['WalletTopUpSuccess'] = ResolversParentTypes['WalletTopUpSuccess']> = {
  wallet?: Resolver<ResolversTypes['Wallet'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type UserRolesSetResultResolvers<ContextType = Context, ParentType extends ResolversParentTypes['UserRolesSetResult'] = ResolversParentTypes['UserRolesSetResult']> = {
  __resolveType: TypeResolveFn<'UserRolesSetSuccess' | 'NotFoundError' | 'ValidationError', ParentType, ContextType>;
};

export type UserRolesSetSuccessResolvers<ContextType = Context, ParentType extends ResolversParentTypes['UserRolesSetSuccess'] = ResolversParentTypes['UserRolesSetSuccess']> = {
  user?: Resolver<ResolversTypes['User'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type UsersImportResultResolvers<ContextType = Context, ParentType extends ResolversParentTypes['UsersImportResult'] = ResolversParentTypes['UsersImportResult']> = {
  __resolveType: TypeResolveFn<'ImportSuccess' | 'ValidationError', ParentType, ContextType>;
};

export type ImportSuccessResolvers<ContextType = Context, ParentType extends ResolversParentTypes['ImportSuccess'] = ResolversParentTypes['ImportSuccess']> = {
  inserted?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  unchanged?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type Resolvers<ContextType = Context> = {
  DateTime?: GraphQLScalarType;
  BigInt?: GraphQLScalarType;
  Decimal?: GraphQLScalarType;
  CountryCode?: GraphQLScalarType;
  Node?: NodeResolvers<ContextType>;
  Money?: MoneyResolvers<ContextType>;
  UserError?: UserErrorResolvers<ContextType>;
  NotFoundError?: NotFoundErrorResolvers<ContextType>;
  ValidationError?: ValidationErrorResolvers<ContextType>;
  FieldIssue?: FieldIssueResolvers<ContextType>;
  RateLimitedError?: RateLimitedErrorResolvers<ContextType>;
  InvalidCredentialsError?: InvalidCredentialsErrorResolvers<ContextType>;
  IdempotencyMismatchError?: IdempotencyMismatchErrorResolvers<ContextType>;
  User?: UserResolvers<ContextType>;
  Wallet?: WalletResolvers<ContextType>;
  Address?: AddressResolvers<ContextType>;
  Session?: SessionResolvers<ContextType>;
  UserReport?: UserReportResolvers<ContextType>;
  Query?: QueryResolvers<ContextType>;
  Mutation?: MutationResolvers<ContextType>;
  RegisterResult?: RegisterResultResolvers<ContextType>;
  LoginResult?: LoginResultResolvers<ContextType>;
  LoginSuccess?: LoginSuccessResolvers<ContextType>;
  AuthTokens?: AuthTokensResolvers<ContextType>;
  TokenRefreshResult?: TokenRefreshResultResolvers<ContextType>;
  LogoutResult?: LogoutResultResolvers<ContextType>;
  AddressCreateResult?: AddressCreateResultResolvers<ContextType>;
  AddressCreateSuccess?: AddressCreateSuccessResolvers<ContextType>;
  AddressUpdateResult?: AddressUpdateResultResolvers<ContextType>;
  AddressUpdateSuccess?: AddressUpdateSuccessResolvers<ContextType>;
  AddressDeleteResult?: AddressDeleteResultResolvers<ContextType>;
  AddressDeleteSuccess?: AddressDeleteSuccessResolvers<ContextType>;
  WalletTopUpResult?: WalletTopUpResultResolvers<ContextType>;
  WalletTopUpSuccess?: WalletTopUpSuccessResolvers<ContextType>;
  UserRolesSetResult?: UserRolesSetResultResolvers<ContextType>;
  UserRolesSetSuccess?: UserRolesSetSuccessResolvers<ContextType>;
  UsersImportResult?: UsersImportResultResolvers<ContextType>;
  ImportSuccess?: ImportSuccessResolvers<ContextType>;
};

