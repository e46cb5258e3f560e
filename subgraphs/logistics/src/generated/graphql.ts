import type { GraphQLResolveInfo, GraphQLScalarType, GraphQLScalarTypeConfig } from 'graphql';
import type { Carrier as CarrierParent } from '../domain/carrier.js';
import type { DeliveryProgressParent } from '../resolvers/delivery-progress.js';
import type { Money as MoneyParent } from '@souk/kernel';
import type { OrderParent } from '../resolvers/order.js';
import type { VariantParent } from '../resolvers/product-variant.js';
import type { ShownShipment } from '../resolvers/shipment-as-of.js';
import type { ShipmentLine as ShipmentLineParent } from '../entities/shipment-line.js';
import type { QuotedEstimate, Quote } from '../quotes/quote.js';
import type { Warehouse as WarehouseParent } from '../entities/warehouse.js';
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

/** Somebody else changed it first: read it again and repeat the change. */
export type ConflictError = UserError & {
  readonly __typename?: 'ConflictError';
  readonly message: Scalars['String']['output'];
  readonly code: Scalars['String']['output'];
  readonly path?: Maybe<ReadonlyArray<Scalars['String']['output']>>;
  /** The version that the input named. */
  readonly expectedVersion: Scalars['Int']['output'];
  /** The version that is current. */
  readonly actualVersion: Scalars['Int']['output'];
};

/** The key was used before with another input: take a new key for a new intent. */
export type IdempotencyMismatchError = UserError & {
  readonly __typename?: 'IdempotencyMismatchError';
  readonly message: Scalars['String']['output'];
  readonly code: Scalars['String']['output'];
  readonly path?: Maybe<ReadonlyArray<Scalars['String']['output']>>;
};

export type ProductVariant = {
  readonly __typename?: 'ProductVariant';
  readonly id: Scalars['ID']['output'];
  readonly weightGrams?: Maybe<Scalars['Int']['output']>;
  /** What shipping one unit there costs and when it arrives. Unweighed variants are quoted as 1 kg. Null where no carrier goes. */
  readonly shippingEstimate?: Maybe<ShippingEstimate>;
};


export type ProductVariantShippingEstimateArgs = {
  to: ShipToInput;
};

/** A building that stock lies in. */
export type Warehouse = Node & {
  readonly __typename?: 'Warehouse';
  readonly id: Scalars['ID']['output'];
  /** Short and unique, e.g. `BER1`. */
  readonly code: Scalars['String']['output'];
  readonly name: Scalars['String']['output'];
  readonly countryCode: Scalars['CountryCode']['output'];
  readonly postalCode: Scalars['String']['output'];
};

/** Where to, as far as a quote needs it. */
export type ShipToInput = {
  readonly countryCode: Scalars['CountryCode']['input'];
  /** 1 to 16 characters. */
  readonly postalCode: Scalars['String']['input'];
};

/** Shipping in short, for a product page. */
export type ShippingEstimate = {
  readonly __typename?: 'ShippingEstimate';
  readonly cheapest: ShippingQuote;
  /** Earliest arrival over all services. */
  readonly earliestAt: Scalars['DateTime']['output'];
  /** Latest arrival of the cheapest service. */
  readonly latestAt: Scalars['DateTime']['output'];
};

/** An offer to carry a cart, or one unit of a variant. */
export type ShippingQuote = {
  readonly __typename?: 'ShippingQuote';
  /** Signed; pass it to `cartShippingSelect` before `validUntil`. */
  readonly id: Scalars['ID']['output'];
  readonly carrier: Carrier;
  /** Name of the carrier's service, e.g. `Express`. */
  readonly service: Scalars['String']['output'];
  readonly price: Money;
  readonly deliverFrom: Scalars['DateTime']['output'];
  readonly deliverBy: Scalars['DateTime']['output'];
  readonly validUntil: Scalars['DateTime']['output'];
};

/** Who carries shipments. */
export type Carrier = Node & {
  readonly __typename?: 'Carrier';
  readonly id: Scalars['ID']['output'];
  /** Short and unique, e.g. `swift`. */
  readonly code: Scalars['String']['output'];
  readonly name: Scalars['String']['output'];
  readonly services: ReadonlyArray<CarrierService>;
};

/** What a carrier offers, and its rates. */
export type CarrierService = {
  readonly __typename?: 'CarrierService';
  /** Unique within the carrier, e.g. `express`. */
  readonly code: Scalars['String']['output'];
  readonly name: Scalars['String']['output'];
  /** For the parcel itself. */
  readonly basePrice: Money;
  /** For each started kilogram. */
  readonly pricePerKg: Money;
  /** Days from handing over to arrival, at best. */
  readonly minDays: Scalars['Int']['output'];
  /** Days from handing over to arrival, at worst. */
  readonly maxDays: Scalars['Int']['output'];
  /** Countries it goes to; empty for all. */
  readonly countryCodes: ReadonlyArray<Scalars['CountryCode']['output']>;
};

export type Order = {
  readonly __typename?: 'Order';
  readonly id: Scalars['ID']['output'];
  readonly shippingAddress?: Maybe<OrderAddress>;
  /** Parcels of this order, oldest first. Null to those who may not see the order. */
  readonly shipments?: Maybe<ReadonlyArray<Shipment>>;
  /** When the last parcel arrives, as far as we know now; before any is planned, what the address's usual service takes. */
  readonly deliverBy?: Maybe<Scalars['DateTime']['output']>;
};

/** Snapshot: survives edits and deletion in the address book. */
export type OrderAddress = {
  readonly __typename?: 'OrderAddress';
  /** Or its prefix, where the source gave no more; leading zeros kept. */
  readonly postalCode: Scalars['String']['output'];
  readonly countryCode: Scalars['CountryCode']['output'];
};

export type OrderLine = {
  readonly __typename?: 'OrderLine';
  readonly id: Scalars['ID']['output'];
};

export type Merchant = {
  readonly __typename?: 'Merchant';
  readonly id: Scalars['ID']['output'];
};

/** A parcel. Seen by those who may see its order. */
export type Shipment = Node & {
  readonly __typename?: 'Shipment';
  readonly id: Scalars['ID']['output'];
  readonly state: ShipmentState;
  /** Null until it is handed over, and where the source named none. */
  readonly carrier?: Maybe<Carrier>;
  /** The carrier's number; null until it is handed over. */
  readonly trackingNumber?: Maybe<Scalars['String']['output']>;
  readonly lines: ReadonlyArray<ShipmentLine>;
  /** Scans, oldest first. */
  readonly trackingEvents: ReadonlyArray<TrackingEvent>;
  /** Null where nobody promised anything. With `asOf` also before the hand-over of an early parcel, whose events did not tell the promise yet that its hand-over replaced. */
  readonly estimatedDelivery?: Maybe<Scalars['DateTime']['output']>;
  readonly handedOverAt?: Maybe<Scalars['DateTime']['output']>;
  readonly deliveredAt?: Maybe<Scalars['DateTime']['output']>;
  /** Null where the merchant ships from its own house. */
  readonly warehouse?: Maybe<Warehouse>;
  /** Who ships it, where that is not the shop. */
  readonly merchant?: Maybe<Merchant>;
  /** States that it may move to from here. */
  readonly allowedTransitions: ReadonlyArray<ShipmentState>;
  /** Counts its changes; send it back as `expectedVersion`. */
  readonly version: Scalars['Int']['output'];
};

/** Part of an order line, in a parcel. */
export type ShipmentLine = {
  readonly __typename?: 'ShipmentLine';
  readonly orderLine?: Maybe<OrderLine>;
  readonly quantity: Scalars['Int']['output'];
};

/** Where a parcel is on its way. */
export type ShipmentState =
  | 'PLANNED'
  | 'PICKING'
  | 'PACKED'
  | 'HANDED_OVER'
  | 'IN_TRANSIT'
  | 'OUT_FOR_DELIVERY'
  | 'DELIVERED'
  /** Something is wrong: refused, damaged, lost, wrong address. */
  | 'EXCEPTION'
  | 'RETURNING'
  | 'RETURNED'
  /** Its order was cancelled before it was handed over. */
  | 'CANCELLED';

/** One scan of a carrier or one step in the warehouse. */
export type TrackingEvent = {
  readonly __typename?: 'TrackingEvent';
  /** Counts the order's delivery events over all its shipments: 1, 2, …; imported ones are not counted and have 0. */
  readonly sequence: Scalars['Int']['output'];
  /** When it happened, as the carrier said. */
  readonly at: Scalars['DateTime']['output'];
  readonly state: ShipmentState;
  /** As the carrier wrote it. */
  readonly place?: Maybe<Scalars['String']['output']>;
  readonly message: Scalars['String']['output'];
};

/** What logistics holds, in figures. */
export type LogisticsReport = {
  readonly __typename?: 'LogisticsReport';
  readonly shipmentCount: Scalars['Int']['output'];
  /** Orders with more than one parcel. */
  readonly ordersWithSeveralShipments: Scalars['Int']['output'];
  readonly byState: ReadonlyArray<ShipmentStateCount>;
};

/** Parcels of a state. */
export type ShipmentStateCount = {
  readonly __typename?: 'ShipmentStateCount';
  readonly state: ShipmentState;
  readonly count: Scalars['Int']['output'];
};

export type Query = {
  readonly __typename?: 'Query';
  /**
   * A parcel, or null where there is none for this viewer. With `asOf` as it was then, to whoever may see it now; null where it was not planned yet, or never came to that version.
   * An imported parcel begins with the first time that its source gave.
   */
  readonly shipment?: Maybe<Shipment>;
  /** Offers for a cart, cheapest first; empty where no carrier goes, or there is no such cart for this viewer. */
  readonly shippingQuotes?: Maybe<ReadonlyArray<ShippingQuote>>;
  /** All carriers, by code. */
  readonly carriers?: Maybe<ReadonlyArray<Carrier>>;
  /** All warehouses, by code. */
  readonly warehouses?: Maybe<ReadonlyArray<Warehouse>>;
  /** Logistics in figures; with `source` only what was imported from there. */
  readonly logisticsReport?: Maybe<LogisticsReport>;
};


export type QueryShipmentArgs = {
  id: Scalars['ID']['input'];
  guestToken?: InputMaybe<Scalars['String']['input']>;
  asOf?: InputMaybe<AsOfInput>;
};


export type QueryShippingQuotesArgs = {
  cartId: Scalars['ID']['input'];
  to: ShipToInput;
};


export type QueryLogisticsReportArgs = {
  source?: InputMaybe<Scalars['String']['input']>;
};

/**
 * A state of the past: exactly one of them. What an answer for the past cannot know, because it is not in the event log, its fields' descriptions say.
 * The answer carries the same ids as one of now: keep it out of a client's normalised cache.
 */
export type AsOfInput =
  /** With all that had happened by then, that instant included, as whoever reported it gave the time: what was told late counts from when it happened. Not in the future, not before 1970. */
  { readonly at: Scalars['DateTime']['input']; readonly version?: never; }
  |  /** After so many changes: the `version` that was current then. 1 or more. */
  { readonly at?: never; readonly version: Scalars['Int']['input']; };

export type Mutation = {
  readonly __typename?: 'Mutation';
  /** Adds a warehouse. */
  readonly warehouseCreate?: Maybe<WarehouseCreateResult>;
  /** Adds a carrier with its services and rates. */
  readonly carrierCreate?: Maybe<CarrierCreateResult>;
  /** Hands a parcel to its carrier. */
  readonly shipmentShip?: Maybe<ShipmentShipResult>;
  /** Writes down a scan, and moves the parcel on where the scan says so. */
  readonly shipmentScan?: Maybe<ShipmentScanResult>;
  /** Loads shipments from another system, facts as given. Idempotent by order and merchant. At most 1,000. */
  readonly shipmentsImport?: Maybe<ShipmentsImportResult>;
};


export type MutationWarehouseCreateArgs = {
  input: WarehouseCreateInput;
};


export type MutationCarrierCreateArgs = {
  input: CarrierCreateInput;
};


export type MutationShipmentShipArgs = {
  input: ShipmentShipInput;
};


export type MutationShipmentScanArgs = {
  input: ShipmentScanInput;
};


export type MutationShipmentsImportArgs = {
  input: ShipmentsImportInput;
};

export type WarehouseCreateInput = {
  /** 1 to 16 upper-case letters and digits, unique. */
  readonly code: Scalars['String']['input'];
  /** 1 to 100 characters. */
  readonly name: Scalars['String']['input'];
  readonly countryCode: Scalars['CountryCode']['input'];
  readonly postalCode: Scalars['String']['input'];
};

export type WarehouseCreateResult = WarehouseCreateSuccess | ValidationError;

export type WarehouseCreateSuccess = {
  readonly __typename?: 'WarehouseCreateSuccess';
  readonly warehouse: Warehouse;
};

export type CarrierCreateInput = {
  /** 1 to 32 lower-case letters, digits and hyphens, unique. */
  readonly code: Scalars['String']['input'];
  /** 1 to 100 characters. */
  readonly name: Scalars['String']['input'];
  /** 1 to 20. */
  readonly services: ReadonlyArray<CarrierServiceInput>;
};

export type CarrierServiceInput = {
  readonly code: Scalars['String']['input'];
  readonly name: Scalars['String']['input'];
  readonly basePrice: MoneyInput;
  readonly pricePerKg: MoneyInput;
  /** 0 to 365. */
  readonly minDays: Scalars['Int']['input'];
  /** `minDays` to 365. */
  readonly maxDays: Scalars['Int']['input'];
  /** Empty for all countries. */
  readonly countryCodes?: InputMaybe<ReadonlyArray<Scalars['CountryCode']['input']>>;
};

export type CarrierCreateResult = CarrierCreateSuccess | ValidationError;

export type CarrierCreateSuccess = {
  readonly __typename?: 'CarrierCreateSuccess';
  readonly carrier: Carrier;
};

export type ShipmentShipInput = {
  readonly shipmentId: Scalars['ID']['input'];
  readonly expectedVersion: Scalars['Int']['input'];
  /** Absent: the carrier that the shopper chose. */
  readonly carrierId?: InputMaybe<Scalars['ID']['input']>;
  /** 1 to 64 characters; given by us where absent. */
  readonly trackingNumber?: InputMaybe<Scalars['String']['input']>;
};

export type ShipmentShipResult = ShipmentShipSuccess | NotFoundError | ValidationError | ConflictError | ShipmentTransitionError;

export type ShipmentShipSuccess = {
  readonly __typename?: 'ShipmentShipSuccess';
  readonly shipment: Shipment;
};

/** The parcel cannot go there from where it is. */
export type ShipmentTransitionError = UserError & {
  readonly __typename?: 'ShipmentTransitionError';
  readonly message: Scalars['String']['output'];
  readonly code: Scalars['String']['output'];
  readonly path?: Maybe<ReadonlyArray<Scalars['String']['output']>>;
  readonly from: ShipmentState;
  readonly to: ShipmentState;
  readonly allowed: ReadonlyArray<ShipmentState>;
};

export type ShipmentScanInput = {
  readonly shipmentId: Scalars['ID']['input'];
  readonly state: ShipmentState;
  /** When the carrier scanned it; now where absent. Not in the future. */
  readonly at?: InputMaybe<Scalars['DateTime']['input']>;
  /** 1 to 200 characters. */
  readonly place?: InputMaybe<Scalars['String']['input']>;
  /** 1 to 500 characters. */
  readonly message: Scalars['String']['input'];
  /** The carrier's id of the scan, or a client UUID, 1 to 200 characters: the same scan twice counts once. */
  readonly idempotencyKey: Scalars['String']['input'];
};

export type ShipmentScanResult = ShipmentScanSuccess | NotFoundError | ValidationError | ShipmentTransitionError | IdempotencyMismatchError;

export type ShipmentScanSuccess = {
  readonly __typename?: 'ShipmentScanSuccess';
  readonly shipment: Shipment;
};

export type ShipmentsImportInput = {
  /** Name of the source, e.g. `olist`. */
  readonly source: Scalars['String']['input'];
  /** At most 1,000. */
  readonly shipments: ReadonlyArray<ShipmentImportInput>;
};

export type ShipmentImportInput = {
  /** The source's order id, 32 hexadecimal digits. */
  readonly orderSourceId: Scalars['String']['input'];
  /** The source's id of the person, 32 hexadecimal digits. */
  readonly buyerSourceId?: InputMaybe<Scalars['String']['input']>;
  readonly merchantSourceId: Scalars['String']['input'];
  readonly state: ShipmentState;
  readonly handedOverAt?: InputMaybe<Scalars['DateTime']['input']>;
  readonly deliveredAt?: InputMaybe<Scalars['DateTime']['input']>;
  readonly estimatedDelivery?: InputMaybe<Scalars['DateTime']['input']>;
  /** Deadline that the merchant was given. */
  readonly shipBy?: InputMaybe<Scalars['DateTime']['input']>;
  readonly countryCode: Scalars['CountryCode']['input'];
  readonly postalCode: Scalars['String']['input'];
  /** `sourceId` of the order lines in it. */
  readonly lineSourceIds: ReadonlyArray<Scalars['String']['input']>;
};

export type ShipmentsImportResult = ImportSuccess | ValidationError;

/** What an import did. */
export type ImportSuccess = {
  readonly __typename?: 'ImportSuccess';
  /** Rows that are new. */
  readonly inserted: Scalars['Int']['output'];
  /** Rows that were there already, and stay as they were. */
  readonly unchanged: Scalars['Int']['output'];
};

export type Subscription = {
  readonly __typename?: 'Subscription';
  /**
   * Every delivery event of one order, over all its parcels, once and in order: what is already behind `afterSequence` is replayed first,
   * then it goes on live. Absent: only what happens from now on. Ends with NOT_FOUND where the viewer may not see the order.
   */
  readonly deliveryProgress: DeliveryProgress;
};


export type SubscriptionDeliveryProgressArgs = {
  orderId: Scalars['ID']['input'];
  guestToken?: InputMaybe<Scalars['String']['input']>;
  afterSequence?: InputMaybe<Scalars['Int']['input']>;
};

/** One delivery event of an order. */
export type DeliveryProgress = {
  readonly __typename?: 'DeliveryProgress';
  /** Counts the order's delivery events over all its shipments: 1, 2, … without gaps. */
  readonly sequence: Scalars['Int']['output'];
  /** The parcel as it is now. */
  readonly shipment: Shipment;
  readonly event: TrackingEvent;
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
  ProductVariant: ProductVariant;
  Warehouse: Warehouse;
  Carrier: Carrier;
  Order: Order;
  Shipment: Shipment;
};

/** Mapping of federation reference types */
export type FederationReferenceTypes = {
  ProductVariant:
    ( { __typename: 'ProductVariant' }
    & GraphQLRecursivePick<FederationTypes['ProductVariant'], {"id":true}>
    & ( Record<PropertyKey, never>
        | GraphQLRecursivePick<FederationTypes['ProductVariant'], {"weightGrams":true}> ) );
  Warehouse:
    ( { __typename: 'Warehouse' }
    & GraphQLRecursivePick<FederationTypes['Warehouse'], {"id":true}> );
  Carrier:
    ( { __typename: 'Carrier' }
    & GraphQLRecursivePick<FederationTypes['Carrier'], {"id":true}> );
  Order:
    ( { __typename: 'Order' }
    & GraphQLRecursivePick<FederationTypes['Order'], {"id":true}>
    & ( Record<PropertyKey, never>
        | GraphQLRecursivePick<FederationTypes['Order'], {"shippingAddress":{"countryCode":true,"postalCode":true}}> ) );
  Shipment:
    ( { __typename: 'Shipment' }
    & GraphQLRecursivePick<FederationTypes['Shipment'], {"id":true}> );
};

/** Mapping of union types */
export type ResolversUnionTypes<_RefType extends Record<string, unknown>> = {
  WarehouseCreateResult:
    | ( Partial<Omit<WarehouseCreateSuccess, 'warehouse'> & { warehouse: _RefType['Warehouse'] }> )
    | ( Partial<ValidationError> )
  ;
  CarrierCreateResult:
    | ( Partial<Omit<CarrierCreateSuccess, 'carrier'> & { carrier: _RefType['Carrier'] }> )
    | ( Partial<ValidationError> )
  ;
  ShipmentShipResult:
    | ( Partial<Omit<ShipmentShipSuccess, 'shipment'> & { shipment: _RefType['Shipment'] }> )
    | ( Partial<NotFoundError> )
    | ( Partial<ValidationError> )
    | ( Partial<ConflictError> )
    | ( Partial<ShipmentTransitionError> )
  ;
  ShipmentScanResult:
    | ( Partial<Omit<ShipmentScanSuccess, 'shipment'> & { shipment: _RefType['Shipment'] }> )
    | ( Partial<NotFoundError> )
    | ( Partial<ValidationError> )
    | ( Partial<ShipmentTransitionError> )
    | ( Partial<IdempotencyMismatchError> )
  ;
  ShipmentsImportResult:
    | ( Partial<ImportSuccess> )
    | ( Partial<ValidationError> )
  ;
};

/** Mapping of interface types */
export type ResolversInterfaceTypes<_RefType extends Record<string, unknown>> = {
  Node:
    | ( WarehouseParent )
    | ( CarrierParent )
    | ( ShownShipment )
  ;
  UserError:
    | ( Partial<NotFoundError> )
    | ( Partial<ValidationError> )
    | ( Partial<ConflictError> )
    | ( Partial<IdempotencyMismatchError> )
    | ( Partial<ShipmentTransitionError> )
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
  ConflictError: ResolverTypeWrapper<Partial<ConflictError>>;
  Int: ResolverTypeWrapper<Partial<Scalars['Int']['output']>>;
  IdempotencyMismatchError: ResolverTypeWrapper<Partial<IdempotencyMismatchError>>;
  ProductVariant: ResolverTypeWrapper<VariantParent>;
  Warehouse: ResolverTypeWrapper<WarehouseParent>;
  ShipToInput: ResolverTypeWrapper<Partial<ShipToInput>>;
  ShippingEstimate: ResolverTypeWrapper<QuotedEstimate>;
  ShippingQuote: ResolverTypeWrapper<Quote>;
  Carrier: ResolverTypeWrapper<CarrierParent>;
  CarrierService: ResolverTypeWrapper<Partial<Omit<CarrierService, 'basePrice' | 'pricePerKg'> & { basePrice: ResolversTypes['Money'], pricePerKg: ResolversTypes['Money'] }>>;
  Order: ResolverTypeWrapper<OrderParent>;
  OrderAddress: ResolverTypeWrapper<Partial<OrderAddress>>;
  OrderLine: ResolverTypeWrapper<Partial<OrderLine>>;
  Merchant: ResolverTypeWrapper<Partial<Merchant>>;
  Shipment: ResolverTypeWrapper<ShownShipment>;
  ShipmentLine: ResolverTypeWrapper<ShipmentLineParent>;
  ShipmentState: ResolverTypeWrapper<Partial<ShipmentState>>;
  TrackingEvent: ResolverTypeWrapper<Partial<TrackingEvent>>;
  LogisticsReport: ResolverTypeWrapper<Partial<LogisticsReport>>;
  ShipmentStateCount: ResolverTypeWrapper<Partial<ShipmentStateCount>>;
  Query: ResolverTypeWrapper<Record<PropertyKey, never>>;
  AsOfInput: ResolverTypeWrapper<Partial<AsOfInput>>;
  Mutation: ResolverTypeWrapper<Record<PropertyKey, never>>;
  WarehouseCreateInput: ResolverTypeWrapper<Partial<WarehouseCreateInput>>;
  WarehouseCreateResult: Partial<ResolverTypeWrapper<ResolversUnionTypes<ResolversTypes>['WarehouseCreateResult']>>;
  WarehouseCreateSuccess: ResolverTypeWrapper<Partial<Omit<WarehouseCreateSuccess, 'warehouse'> & { warehouse: ResolversTypes['Warehouse'] }>>;
  CarrierCreateInput: ResolverTypeWrapper<Partial<CarrierCreateInput>>;
  CarrierServiceInput: ResolverTypeWrapper<Partial<CarrierServiceInput>>;
  CarrierCreateResult: Partial<ResolverTypeWrapper<ResolversUnionTypes<ResolversTypes>['CarrierCreateResult']>>;
  CarrierCreateSuccess: ResolverTypeWrapper<Partial<Omit<CarrierCreateSuccess, 'carrier'> & { carrier: ResolversTypes['Carrier'] }>>;
  ShipmentShipInput: ResolverTypeWrapper<Partial<ShipmentShipInput>>;
  ShipmentShipResult: Partial<ResolverTypeWrapper<ResolversUnionTypes<ResolversTypes>['ShipmentShipResult']>>;
  ShipmentShipSuccess: ResolverTypeWrapper<Partial<Omit<ShipmentShipSuccess, 'shipment'> & { shipment: ResolversTypes['Shipment'] }>>;
  ShipmentTransitionError: ResolverTypeWrapper<Partial<ShipmentTransitionError>>;
  ShipmentScanInput: ResolverTypeWrapper<Partial<ShipmentScanInput>>;
  ShipmentScanResult: Partial<ResolverTypeWrapper<ResolversUnionTypes<ResolversTypes>['ShipmentScanResult']>>;
  ShipmentScanSuccess: ResolverTypeWrapper<Partial<Omit<ShipmentScanSuccess, 'shipment'> & { shipment: ResolversTypes['Shipment'] }>>;
  ShipmentsImportInput: ResolverTypeWrapper<Partial<ShipmentsImportInput>>;
  ShipmentImportInput: ResolverTypeWrapper<Partial<ShipmentImportInput>>;
  ShipmentsImportResult: Partial<ResolverTypeWrapper<ResolversUnionTypes<ResolversTypes>['ShipmentsImportResult']>>;
  ImportSuccess: ResolverTypeWrapper<Partial<ImportSuccess>>;
  Subscription: ResolverTypeWrapper<Record<PropertyKey, never>>;
  DeliveryProgress: ResolverTypeWrapper<DeliveryProgressParent>;
  Boolean: ResolverTypeWrapper<Partial<Scalars['Boolean']['output']>>;
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
  ConflictError: Partial<ConflictError>;
  Int: Partial<Scalars['Int']['output']>;
  IdempotencyMismatchError: Partial<IdempotencyMismatchError>;
  ProductVariant: VariantParent;
  Warehouse: WarehouseParent;
  ShipToInput: Partial<ShipToInput>;
  ShippingEstimate: QuotedEstimate;
  ShippingQuote: Quote;
  Carrier: CarrierParent;
  CarrierService: Partial<Omit<CarrierService, 'basePrice' | 'pricePerKg'> & { basePrice: ResolversParentTypes['Money'], pricePerKg: ResolversParentTypes['Money'] }>;
  Order: OrderParent;
  OrderAddress: Partial<OrderAddress>;
  OrderLine: Partial<OrderLine>;
  Merchant: Partial<Merchant>;
  Shipment: ShownShipment;
  ShipmentLine: ShipmentLineParent;
  TrackingEvent: Partial<TrackingEvent>;
  LogisticsReport: Partial<LogisticsReport>;
  ShipmentStateCount: Partial<ShipmentStateCount>;
  Query: Record<PropertyKey, never>;
  AsOfInput: Partial<AsOfInput>;
  Mutation: Record<PropertyKey, never>;
  WarehouseCreateInput: Partial<WarehouseCreateInput>;
  WarehouseCreateResult: Partial<ResolversUnionTypes<ResolversParentTypes>['WarehouseCreateResult']>;
  WarehouseCreateSuccess: Partial<Omit<WarehouseCreateSuccess, 'warehouse'> & { warehouse: ResolversParentTypes['Warehouse'] }>;
  CarrierCreateInput: Partial<CarrierCreateInput>;
  CarrierServiceInput: Partial<CarrierServiceInput>;
  CarrierCreateResult: Partial<ResolversUnionTypes<ResolversParentTypes>['CarrierCreateResult']>;
  CarrierCreateSuccess: Partial<Omit<CarrierCreateSuccess, 'carrier'> & { carrier: ResolversParentTypes['Carrier'] }>;
  ShipmentShipInput: Partial<ShipmentShipInput>;
  ShipmentShipResult: Partial<ResolversUnionTypes<ResolversParentTypes>['ShipmentShipResult']>;
  ShipmentShipSuccess: Partial<Omit<ShipmentShipSuccess, 'shipment'> & { shipment: ResolversParentTypes['Shipment'] }>;
  ShipmentTransitionError: Partial<ShipmentTransitionError>;
  ShipmentScanInput: Partial<ShipmentScanInput>;
  ShipmentScanResult: Partial<ResolversUnionTypes<ResolversParentTypes>['ShipmentScanResult']>;
  ShipmentScanSuccess: Partial<Omit<ShipmentScanSuccess, 'shipment'> & { shipment: ResolversParentTypes['Shipment'] }>;
  ShipmentsImportInput: Partial<ShipmentsImportInput>;
  ShipmentImportInput: Partial<ShipmentImportInput>;
  ShipmentsImportResult: Partial<ResolversUnionTypes<ResolversParentTypes>['ShipmentsImportResult']>;
  ImportSuccess: Partial<ImportSuccess>;
  Subscription: Record<PropertyKey, never>;
  DeliveryProgress: DeliveryProgressParent;
  Boolean: Partial<Scalars['Boolean']['output']>;
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
  __resolveType: TypeResolveFn<'Warehouse' | 'Carrier' | 'Shipment', ParentType, ContextType>;
};

export type MoneyResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Money'] = ResolversParentTypes['Money']> = {
  amountMinor?: Resolver<ResolversTypes['BigInt'], ParentType, ContextType>;
  currency?: Resolver<ResolversTypes['CurrencyCode'], ParentType, ContextType>;
  decimal?: Resolver<ResolversTypes['Decimal'], ParentType, ContextType>;
};

export type UserErrorResolvers<ContextType = Context, ParentType extends ResolversParentTypes['UserError'] = ResolversParentTypes['UserError']> = {
  __resolveType: TypeResolveFn<'NotFoundError' | 'ValidationError' | 'ConflictError' | 'IdempotencyMismatchError' | 'ShipmentTransitionError', ParentType, ContextType>;
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

export type ConflictErrorResolvers<ContextType = Context, ParentType extends ResolversParentTypes['ConflictError'] = ResolversParentTypes['ConflictError']> = {
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  code?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  path?: Resolver<Maybe<ReadonlyArray<ResolversTypes['String']>>, ParentType, ContextType>;
  expectedVersion?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  actualVersion?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type IdempotencyMismatchErrorResolvers<ContextType = Context, ParentType extends ResolversParentTypes['IdempotencyMismatchError'] = ResolversParentTypes['IdempotencyMismatchError']> = {
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  code?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  path?: Resolver<Maybe<ReadonlyArray<ResolversTypes['String']>>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type ProductVariantResolvers<ContextType = Context, ParentType extends ResolversParentTypes['ProductVariant'] = ResolversParentTypes['ProductVariant'], FederationReferenceType extends FederationReferenceTypes['ProductVariant'] = FederationReferenceTypes['ProductVariant']> = {
  __resolveReference?: ReferenceResolver<Maybe<ResolversTypes['ProductVariant']> | FederationReferenceType, FederationReferenceType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  shippingEstimate?: Resolver<Maybe<ResolversTypes['ShippingEstimate']>, ParentType, ContextType, RequireFields<ProductVariantShippingEstimateArgs, 'to'>>;
};

export type WarehouseResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Warehouse'] = ResolversParentTypes['Warehouse'], FederationReferenceType extends FederationReferenceTypes['Warehouse'] = FederationReferenceTypes['Warehouse']> = {
  __resolveReference?: ReferenceResolver<Maybe<ResolversTypes['Warehouse']> | FederationReferenceType, FederationReferenceType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  code?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  countryCode?: Resolver<ResolversTypes['CountryCode'], ParentType, ContextType>;
  postalCode?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type ShippingEstimateResolvers<ContextType = Context, ParentType extends ResolversParentTypes['ShippingEstimate'] = ResolversParentTypes['ShippingEstimate']> = {
  cheapest?: Resolver<ResolversTypes['ShippingQuote'], ParentType, ContextType>;
  earliestAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  latestAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
};

export type ShippingQuoteResolvers<ContextType = Context, ParentType extends ResolversParentTypes['ShippingQuote'] = ResolversParentTypes['ShippingQuote']> = {
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  carrier?: Resolver<ResolversTypes['Carrier'], ParentType, ContextType>;
  service?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  price?: Resolver<ResolversTypes['Money'], ParentType, ContextType>;
  deliverFrom?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  deliverBy?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  validUntil?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
};

export type CarrierResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Carrier'] = ResolversParentTypes['Carrier'], FederationReferenceType extends FederationReferenceTypes['Carrier'] = FederationReferenceTypes['Carrier']> = {
  __resolveReference?: ReferenceResolver<Maybe<ResolversTypes['Carrier']> | FederationReferenceType, FederationReferenceType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  code?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  services?: Resolver<ReadonlyArray<ResolversTypes['CarrierService']>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type CarrierServiceResolvers<ContextType = Context, ParentType extends ResolversParentTypes['CarrierService'] = ResolversParentTypes['CarrierService']> = {
  code?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  basePrice?: Resolver<ResolversTypes['Money'], ParentType, ContextType>;
  pricePerKg?: Resolver<ResolversTypes['Money'], ParentType, ContextType>;
  minDays?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  maxDays?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  countryCodes?: Resolver<ReadonlyArray<ResolversTypes['CountryCode']>, ParentType, ContextType>;
};

export type OrderResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Order'] = ResolversParentTypes['Order'], FederationReferenceType extends FederationReferenceTypes['Order'] = FederationReferenceTypes['Order']> = {
  __resolveReference?: ReferenceResolver<Maybe<ResolversTypes['Order']> | FederationReferenceType, FederationReferenceType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  shipments?: Resolver<Maybe<ReadonlyArray<ResolversTypes['Shipment']>>, ParentType, ContextType>;
  deliverBy?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
};

export type OrderAddressResolvers<ContextType = Context, ParentType extends ResolversParentTypes['OrderAddress'] = ResolversParentTypes['OrderAddress']> = {
  postalCode?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  countryCode?: Resolver<ResolversTypes['CountryCode'], ParentType, ContextType>;
};

export type OrderLineResolvers<ContextType = Context, ParentType extends ResolversParentTypes['OrderLine'] = ResolversParentTypes['OrderLine']> = {
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
};

export type MerchantResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Merchant'] = ResolversParentTypes['Merchant']> = {
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
};

export type ShipmentResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Shipment'] = ResolversParentTypes['Shipment'], FederationReferenceType extends FederationReferenceTypes['Shipment'] = FederationReferenceTypes['Shipment']> = {
  __resolveReference?: ReferenceResolver<Maybe<ResolversTypes['Shipment']> | FederationReferenceType, FederationReferenceType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  state?: Resolver<ResolversTypes['ShipmentState'], ParentType, ContextType>;
  carrier?: Resolver<Maybe<ResolversTypes['Carrier']>, ParentType, ContextType>;
  trackingNumber?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  lines?: Resolver<ReadonlyArray<ResolversTypes['ShipmentLine']>, ParentType, ContextType>;
  trackingEvents?: Resolver<ReadonlyArray<ResolversTypes['TrackingEvent']>, ParentType, ContextType>;
  estimatedDelivery?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  handedOverAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  deliveredAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  warehouse?: Resolver<Maybe<ResolversTypes['Warehouse']>, ParentType, ContextType>;
  merchant?: Resolver<Maybe<ResolversTypes['Merchant']>, ParentType, ContextType>;
  allowedTransitions?: Resolver<ReadonlyArray<ResolversTypes['ShipmentState']>, ParentType, ContextType>;
  version?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type ShipmentLineResolvers<ContextType = Context, ParentType extends ResolversParentTypes['ShipmentLine'] = ResolversParentTypes['ShipmentLine']> = {
  orderLine?: Resolver<Maybe<ResolversTypes['OrderLine']>, ParentType, ContextType>;
  quantity?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type TrackingEventResolvers<ContextType = Context, ParentType extends ResolversParentTypes['TrackingEvent'] = ResolversParentTypes['TrackingEvent']> = {
  sequence?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  at?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  state?: Resolver<ResolversTypes['ShipmentState'], ParentType, ContextType>;
  place?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type LogisticsReportResolvers<ContextType = Context, ParentType extends ResolversParentTypes['LogisticsReport'] = ResolversParentTypes['LogisticsReport']> = {
  shipmentCount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  ordersWithSeveralShipments?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  byState?: Resolver<ReadonlyArray<ResolversTypes['ShipmentStateCount']>, ParentType, ContextType>;
};

export type ShipmentStateCountResolvers<ContextType = Context, ParentType extends ResolversParentTypes['ShipmentStateCount'] = ResolversParentTypes['ShipmentStateCount']> = {
  state?: Resolver<ResolversTypes['ShipmentState'], ParentType, ContextType>;
  count?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type QueryResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Query'] = ResolversParentTypes['Query']> = {
  shipment?: Resolver<Maybe<ResolversTypes['Shipment']>, ParentType, ContextType, RequireFields<QueryShipmentArgs, 'id'>>;
  shippingQuotes?: Resolver<Maybe<ReadonlyArray<ResolversTypes['ShippingQuote']>>, ParentType, ContextType, RequireFields<QueryShippingQuotesArgs, 'cartId' | 'to'>>;
  carriers?: Resolver<Maybe<ReadonlyArray<ResolversTypes['Carrier']>>, ParentType, ContextType>;
  warehouses?: Resolver<Maybe<ReadonlyArray<ResolversTypes['Warehouse']>>, ParentType, ContextType>;
  logisticsReport?: Resolver<Maybe<ResolversTypes['LogisticsReport']>, ParentType, ContextType, Partial<QueryLogisticsReportArgs>>;
};

export type MutationResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Mutation'] = ResolversParentTypes['Mutation']> = {
  warehouseCreate?: Resolver<Maybe<ResolversTypes['WarehouseCreateResult']>, ParentType, ContextType, RequireFields<MutationWarehouseCreateArgs, 'input'>>;
  carrierCreate?: Resolver<Maybe<ResolversTypes['CarrierCreateResult']>, ParentType, ContextType, RequireFields<MutationCarrierCreateArgs, 'input'>>;
  shipmentShip?: Resolver<Maybe<ResolversTypes['ShipmentShipResult']>, ParentType, ContextType, RequireFields<MutationShipmentShipArgs, 'input'>>;
  shipmentScan?: Resolver<Maybe<ResolversTypes['ShipmentScanResult']>, ParentType, ContextType, RequireFields<MutationShipmentScanArgs, 'input'>>;
  shipmentsImport?: Resolver<Maybe<ResolversTypes['ShipmentsImportResult']>, ParentType, ContextType, RequireFields<MutationShipmentsImportArgs, 'input'>>;
};

export type WarehouseCreateResultResolvers<ContextType = Context, ParentType extends ResolversParentTypes['WarehouseCreateResult'] = ResolversParentTypes['WarehouseCreateResult']> = {
  __resolveType: TypeResolveFn<'WarehouseCreateSuccess' | 'ValidationError', ParentType, ContextType>;
};

export type WarehouseCreateSuccessResolvers<ContextType = Context, ParentType extends ResolversParentTypes['WarehouseCreateSuccess'] = ResolversParentTypes['WarehouseCreateSuccess']> = {
  warehouse?: Resolver<ResolversTypes['Warehouse'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type CarrierCreateResultResolvers<ContextType = Context, ParentType extends ResolversParentTypes['CarrierCreateResult'] = ResolversParentTypes['CarrierCreateResult']> = {
  __resolveType: TypeResolveFn<'CarrierCreateSuccess' | 'ValidationError', ParentType, ContextType>;
};

export type CarrierCreateSuccessResolvers<ContextType = Context, ParentType extends ResolversParentTypes['CarrierCreateSuccess'] = ResolversParentTypes['CarrierCreateSuccess']> = {
  carrier?: Resolver<ResolversTypes['Carrier'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type ShipmentShipResultResolvers<ContextType = Context, ParentType extends ResolversParentTypes['ShipmentShipResult'] = ResolversParentTypes['ShipmentShipResult']> = {
  __resolveType: TypeResolveFn<'ShipmentShipSuccess' | 'NotFoundError' | 'ValidationError' | 'ConflictError' | 'ShipmentTransitionError', ParentType, ContextType>;
};

export type ShipmentShipSuccessResolvers<ContextType = Context, ParentType extends ResolversParentTypes['ShipmentShipSuccess'] = ResolversParentTypes['ShipmentShipSuccess']> = {
  shipment?: Resolver<ResolversTypes['Shipment'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type ShipmentTransitionErrorResolvers<ContextType = Context, ParentType extends ResolversParentTypes['ShipmentTransitionError'] = ResolversParentTypes['ShipmentTransitionError']> = {
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  code?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  path?: Resolver<Maybe<ReadonlyArray<ResolversTypes['String']>>, ParentType, ContextType>;
  from?: Resolver<ResolversTypes['ShipmentState'], ParentType, ContextType>;
  to?: Resolver<ResolversTypes['ShipmentState'], ParentType, ContextType>;
  allowed?: Resolver<ReadonlyArray<ResolversTypes['ShipmentState']>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type ShipmentScanResultResolvers<ContextType = Context, ParentType extends ResolversParentTypes['ShipmentScanResult'] = ResolversParentTypes['ShipmentScanResult']> = {
  __resolveType: TypeResolveFn<'ShipmentScanSuccess' | 'NotFoundError' | 'ValidationError' | 'ShipmentTransitionError' | 'IdempotencyMismatchError', ParentType, ContextType>;
};

export type ShipmentScanSuccessResolvers<ContextType = Context, ParentType extends ResolversParentTypes['ShipmentScanSuccess'] = ResolversParentTypes['ShipmentScanSuccess']> = {
  shipment?: Resolver<ResolversTypes['Shipment'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type ShipmentsImportResultResolvers<ContextType = Context, ParentType extends ResolversParentTypes['ShipmentsImportResult'] = ResolversParentTypes['ShipmentsImportResult']> = {
  __resolveType: TypeResolveFn<'ImportSuccess' | 'ValidationError', ParentType, ContextType>;
};

export type ImportSuccessResolvers<ContextType = Context, ParentType extends ResolversParentTypes['ImportSuccess'] = ResolversParentTypes['ImportSuccess']> = {
  inserted?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  unchanged?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type SubscriptionResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Subscription'] = ResolversParentTypes['Subscription']> = {
  deliveryProgress?: SubscriptionResolver<ResolversTypes['DeliveryProgress'], "deliveryProgress", ParentType, ContextType, RequireFields<SubscriptionDeliveryProgressArgs, 'orderId'>>;
};

export type DeliveryProgressResolvers<ContextType = Context, ParentType extends ResolversParentTypes['DeliveryProgress'] = ResolversParentTypes['DeliveryProgress']> = {
  sequence?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  shipment?: Resolver<ResolversTypes['Shipment'], ParentType, ContextType>;
  event?: Resolver<ResolversTypes['TrackingEvent'], ParentType, ContextType>;
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
  ConflictError?: ConflictErrorResolvers<ContextType>;
  IdempotencyMismatchError?: IdempotencyMismatchErrorResolvers<ContextType>;
  ProductVariant?: ProductVariantResolvers<ContextType>;
  Warehouse?: WarehouseResolvers<ContextType>;
  ShippingEstimate?: ShippingEstimateResolvers<ContextType>;
  ShippingQuote?: ShippingQuoteResolvers<ContextType>;
  Carrier?: CarrierResolvers<ContextType>;
  CarrierService?: CarrierServiceResolvers<ContextType>;
  Order?: OrderResolvers<ContextType>;
  OrderAddress?: OrderAddressResolvers<ContextType>;
  OrderLine?: OrderLineResolvers<ContextType>;
  Merchant?: MerchantResolvers<ContextType>;
  Shipment?: ShipmentResolvers<ContextType>;
  ShipmentLine?: ShipmentLineResolvers<ContextType>;
  TrackingEvent?: TrackingEventResolvers<ContextType>;
  LogisticsReport?: LogisticsReportResolvers<ContextType>;
  ShipmentStateCount?: ShipmentStateCountResolvers<ContextType>;
  Query?: QueryResolvers<ContextType>;
  Mutation?: MutationResolvers<ContextType>;
  WarehouseCreateResult?: WarehouseCreateResultResolvers<ContextType>;
  WarehouseCreateSuccess?: WarehouseCreateSuccessResolvers<ContextType>;
  CarrierCreateResult?: CarrierCreateResultResolvers<ContextType>;
  CarrierCreateSuccess?: CarrierCreateSuccessResolvers<ContextType>;
  ShipmentShipResult?: ShipmentShipResultResolvers<ContextType>;
  ShipmentShipSuccess?: ShipmentShipSuccessResolvers<ContextType>;
  ShipmentTransitionError?: ShipmentTransitionErrorResolvers<ContextType>;
  ShipmentScanResult?: ShipmentScanResultResolvers<ContextType>;
  ShipmentScanSuccess?: ShipmentScanSuccessResolvers<ContextType>;
  ShipmentsImportResult?: ShipmentsImportResultResolvers<ContextType>;
  ImportSuccess?: ImportSuccessResolvers<ContextType>;
  Subscription?: SubscriptionResolvers<ContextType>;
  DeliveryProgress?: DeliveryProgressResolvers<ContextType>;
};

