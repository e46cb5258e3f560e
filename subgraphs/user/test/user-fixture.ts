import { randomUUID } from 'node:crypto';
import { ANONYMOUS_VIEWER, mintViewerToken, scopesOf, verifyAccessToken, type AccessClaims, type Role, type Viewer } from '@souk/auth';
import { createEmbeddedBroker, type Broker } from '@souk/events';
import { createDatabase, type Database } from '@souk/persistence';
import { silentLogger } from '@souk/telemetry';
import { createTestDatabase, testKeys, type TestKeys } from '@souk/testing';
import { createUserService, loadUserConfig, userDatabase } from '../src/service.js';

export const ADMIN = { email: 'root@souk.example', password: 'correct horse battery' };
export const PASSWORD = 'a long password';

export interface Answer {
  // Each test knows the shape that it asked for; the schema's types hold in the service.
  readonly data: Record<string, Record<string, unknown> | null> | null;
  readonly errors?: readonly { readonly message: string; readonly path?: readonly unknown[]; readonly extensions: Record<string, unknown> }[];
}

/** Somebody who is logged in, as a client sees it. */
export interface Person {
  readonly email: string;
  readonly id: string;
  readonly claims: AccessClaims;
  readonly refreshToken: string;
  readonly viewer: Viewer;
}

/** A user service with a database of its own, and what tests do with it. */
export interface UserFixture {
  readonly url: string;
  readonly keys: TestKeys;
  /** A pool beside the service's own. */
  readonly database: Database;
  /** SQL statements that the service has sent. */
  statements(): Promise<number>;
  ask(query: string, options?: { readonly as?: Partial<Viewer> | Person; readonly input?: unknown; readonly variables?: object }): Promise<Answer>;
  register(options?: { readonly email?: string; readonly displayName?: string }): Promise<Person>;
  /** Reads a LoginSuccess. */
  personOf(email: string, success: unknown): Promise<Person>;
  /** A person with these roles in the token; the account's own stay CUSTOMER. */
  staff(...roles: Role[]): Promise<Person>;
  eventsOf(streamId: string): Promise<readonly { readonly type: string; readonly data: Record<string, unknown>; readonly meta: Record<string, unknown> }[]>;
  stop(): Promise<void>;
}

const LOGIN_SUCCESS = '__typename ... on LoginSuccess { viewer { id displayName } tokens { accessToken accessTokenExpiresAt refreshToken } } ... on UserError { message code path }';
export const REGISTER = `mutation($input: RegisterInput!) { register(input: $input) { ${LOGIN_SUCCESS} ... on ValidationError { issues { path rule } } ... on RateLimitedError { retryAfterSeconds } } }`;
export const LOGIN = `mutation($input: LoginInput!) { login(input: $input) { ${LOGIN_SUCCESS} ... on RateLimitedError { retryAfterSeconds } } }`;
export const REFRESH = 'mutation($input: TokenRefreshInput!) { tokenRefresh(input: $input) { __typename ... on AuthTokens { accessToken refreshToken } ... on UserError { code } } }';

const migrate = async (url: string): Promise<void> => {
  const database = await createDatabase({ url, name: 'user', ...userDatabase, logger: silentLogger });
  await database.close();
};

export const openUserFixture = async ({ env = {}, databaseUrl, broker = createEmbeddedBroker({ logger: silentLogger }) }: { readonly env?: Record<string, string>; readonly databaseUrl?: string; readonly broker?: Broker } = {}): Promise<UserFixture & { readonly databaseUrl: string }> => {
  const keys = await testKeys();
  const url = databaseUrl ?? (await createTestDatabase({ template: 'user', migrate }));
  const config = loadUserConfig({ PORT: '0', DATABASE_URL: url, SOUK_SIGNING_KEY: keys.privateKeys.user, SOUK_JWKS: keys.jwks, ADMIN_EMAIL: ADMIN.email, ADMIN_PASSWORD: ADMIN.password, ...env });
  const service = await createUserService(config, { broker, logger: silentLogger });
  const database = await createDatabase({ url, name: 'test', ...userDatabase, logger: silentLogger, poolSize: 2 });

  const ask: UserFixture['ask'] = async (query, { as = {}, input, variables = {} } = {}) => {
    const viewer = 'viewer' in as ? as.viewer : as;
    const token = await mintViewerToken(keys.signing.gateway, { ...ANONYMOUS_VIEWER, ...viewer }, { ttlSeconds: 60 });
    const response = await fetch(`${service.url}/graphql`, {
      method: 'POST', headers: { 'content-type': 'application/json', 'souk-viewer': token }, body: JSON.stringify({ query, variables: { ...variables, ...(input === undefined ? {} : { input }) } }),
    });
    return (await response.json()) as Answer;
  };
  const personOf: UserFixture['personOf'] = async (email, success) => {
    const { __typename, tokens } = success as { __typename: string; tokens: { accessToken: string; refreshToken: string } };
    if (__typename !== 'LoginSuccess') throw new Error(`Expected a LoginSuccess, got ${JSON.stringify(success)}`);
    const claims = await verifyAccessToken(keys.keys, tokens.accessToken);
    const viewer = { userId: claims.userId, sessionId: claims.sessionId, roles: claims.roles, scopes: scopesOf(claims.roles), guestOrderIds: [] };
    return { email, id: `usr_${claims.userId.replaceAll('-', '')}`, claims, refreshToken: tokens.refreshToken, viewer };
  };
  const register: UserFixture['register'] = async ({ email = `${randomUUID()}@souk.example`, displayName = 'Ana Souza' } = {}) => {
    const { data } = await ask(REGISTER, { input: { email, password: PASSWORD, displayName } });
    return personOf(email, data?.['register']);
  };
  return {
    url: service.url, keys, database, databaseUrl: url, ask, register, personOf,
    statements: async () => ((await (await fetch(`${service.url}/health/ready`)).json()) as { statements: number }).statements,
    staff: async (...roles) => {
      const person = await register();
      return { ...person, viewer: { ...person.viewer, roles, scopes: scopesOf(roles) } };
    },
    eventsOf: (streamId) => database.query('SELECT type, data, meta FROM event WHERE stream_id = $1 ORDER BY version', [streamId]),
    stop: async () => {
      await service.stop();
      await database.close();
    },
  };
};
