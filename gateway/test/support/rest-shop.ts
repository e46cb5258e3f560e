import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { composeServices } from '@apollo/composition';
import { mintAccessToken, type Role, type Viewer } from '@souk/auth';
import { silentLogger } from '@souk/telemetry';
import { testKeys } from '@souk/testing';
import { GraphQLError, parse } from 'graphql';
import { createGateway, type Gateway, type GatewayConfig } from '../../src/gateway.js';
import { startTestSubgraph, type TestSubgraph } from './test-subgraph.js';

const LINK = 'extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key", "@authenticated", "@requiresScopes"])\n';

const SDL = {
  shop: `${LINK}
    scalar DateTime
    "Where a product is."
    enum State { NEW OLD }
    interface UserError { "Stable." code: String! message: String! path: [String!] }
    type ConflictError implements UserError { code: String! message: String! path: [String!] actualVersion: Int! }
    type NotFoundError implements UserError { code: String! message: String! path: [String!] }
    type RateLimitedError implements UserError { code: String! message: String! path: [String!] retryAfterSeconds: Int! }
    type SoldOutError implements UserError { code: String! message: String! path: [String!] left: Int! }
    type Product @key(fields: "id") { id: ID! "As shown." name: String! state: State! changedAt: DateTime weight: Float note: String @authenticated }
    interface Event { at: DateTime! }
    type Sold implements Event { at: DateTime! units: Int! }
    type Moved implements Event { at: DateTime! place: String }
    "All must hold."
    input ProductFilter { "At least." minWeight: Float states: [State!] }
    input LineInput { sku: String! quantity: Int! }
    input OrderPlaceInput { lines: [LineInput!]! "A UUID." idempotencyKey: String! note: String = "none" }
    type OrderPlaceSuccess { number: String! placedAt: DateTime! }
    union OrderPlaceResult = OrderPlaceSuccess | ConflictError | NotFoundError | RateLimitedError | SoldOutError
    type Order { id: ID! number: String! }
    type Query {
      "One product."
      product(slug: String!): Product
      products(first: Int, states: [State!], filter: ProductFilter, isNew: Boolean, after: String): [Product!]
      productCount: Int!
      history: [Event!]!
      order(id: ID!, guestToken: String): Order
      report: Int @requiresScopes(scopes: [["report:read"]])
      fail(code: String!): Product
    }
    type Mutation { orderPlace(input: OrderPlaceInput!): OrderPlaceResult!, touch(code: String): Product }
    type Subscription { ticks: Int! }`,
  stock: `${LINK} type Product @key(fields: "id") { id: ID! units: Int }`,
} as const;

const OPERATIONS = {
  product: '# One product, with what is left of it.\nquery Product($slug: String!) { product(slug: $slug) { ...Named state changedAt units } } fragment Named on Product { id name }',
  'product-note': 'query ProductNote($slug: String!) { product(slug: $slug) { note } }',
  products: 'query Products($first: Int = 10, $states: [State!], $filter: ProductFilter, $isNew: Boolean, $after: String) { products(first: $first, states: $states, filter: $filter, isNew: $isNew, after: $after) { id weight state } total: productCount }',
  history: 'query History($withPlace: Boolean!) { history { __typename at ... on Sold { units } ... on Moved { place @include(if: $withPlace) } } }',
  order: 'query Order($id: ID!, $guestToken: String) { order(id: $id, guestToken: $guestToken) { number } }',
  report: 'query Report { report }',
  fail: 'query Fail($code: String!) { fail(code: $code) { id } }',
  'order-place': 'mutation OrderPlace($input: OrderPlaceInput!) { orderPlace(input: $input) { __typename ... on OrderPlaceSuccess { number placedAt } ... on UserError { code message path } ... on SoldOutError { left } ... on RateLimitedError { retryAfterSeconds } } }',
  touch: 'mutation Touch($code: String) { touch(code: $code) { id name units } }',
  ticks: 'subscription Ticks { ticks }',
} as const;

const AT = '2026-04-01T12:00:00.000Z';
const USER_ID = '0198a000-0000-7000-8000-000000000001';

export interface RestShop {
  readonly gateway: Gateway;
  readonly subgraphs: Readonly<Record<keyof typeof SDL, TestSubgraph>>;
  /** What `orderPlace` answers next. */
  placed: Readonly<Record<string, unknown>>;
  /** Of every product. */
  name: string;
  accessToken(roles: readonly Role[]): Promise<string>;
  stop(): Promise<void>;
}

/** Two subgraphs and a gateway with REST over a folder of operations. */
export const startRestShop = async (config: Partial<GatewayConfig> = {}): Promise<RestShop> => {
  const keys = await testKeys();
  const folder = await mkdtemp(path.join(tmpdir(), 'souk-rest-'));
  await Promise.all(Object.entries(OPERATIONS).map(([name, text]) => writeFile(path.join(folder, `${name}.graphql`), text)));
  const state: Pick<RestShop, 'placed' | 'name'> = { placed: {}, name: 'Tea' };
  const subgraphs = {
    shop: await startTestSubgraph({ sdl: SDL.shop, keys: keys.keys, resolvers: shopResolvers(state) }),
    stock: await startTestSubgraph({ sdl: SDL.stock, keys: keys.keys, resolvers: { Product: { __resolveReference: ({ id }: { id: string }) => ({ id }), units: () => 3 } } }),
  };
  const { supergraphSdl: sdl = '' } = composeServices(Object.entries(SDL).map(([name, typeDefs]) => ({ name, url: `http://${name}.invalid/graphql`, typeDefs: parse(typeDefs) })));
  const gateway = await createGateway({
    host: '127.0.0.1', port: 0, supergraph: { sdl }, subgraphs: Object.fromEntries(Object.entries(subgraphs).map(([name, { url }]) => [name, url])),
    signingKey: keys.signing.gateway, keys: keys.keys, introspection: false, restFolder: folder, logger: silentLogger, ...config,
  });
  return Object.assign(state, {
    gateway, subgraphs,
    accessToken: (roles: readonly Role[]) => mintAccessToken(keys.signing.user, { userId: USER_ID, sessionId: USER_ID, roles, expiresAt: new Date(Date.now() + 60_000) }),
    async stop() {
      await gateway.stop();
      await Promise.all([...Object.values(subgraphs).map((subgraph) => subgraph.stop()), rm(folder, { recursive: true })]);
    },
  });
};

const shopResolvers = (state: Pick<RestShop, 'placed' | 'name'>) => {
  const product = (id: string) => ({ id, name: state.name, state: 'NEW', changedAt: AT, weight: 0.5, note: 'fragile' });
  const refuse = (code: string): never => { throw new GraphQLError('No.', { extensions: { code } }); };
  return {
    Query: {
      product: (_root: unknown, { slug }: { slug: string }) => (slug === 'none' ? null : product(slug)),
      products: (_root: unknown, { first, states, filter, isNew }: Record<string, unknown>) => [product(JSON.stringify({ first, states, filter, isNew }))],
      productCount: () => 1,
      history: () => [{ __typename: 'Sold', at: AT, units: 2 }, { __typename: 'Moved', at: AT, place: null }],
      order: (_root: unknown, { id }: { id: string }, { viewer }: { viewer: Viewer }) => (viewer.guestOrderIds.includes(id) || id === 'mine' ? { id, number: 'N-1' } : null),
      report: () => 7,
      fail: (_root: unknown, { code }: { code: string }) => (code === '' ? Promise.reject(new Error('SELECT failed')) : refuse(code)),
    },
    Mutation: {
      orderPlace: (_root: unknown, { input }: { input: { idempotencyKey: string } }) => ({ number: input.idempotencyKey, placedAt: AT, ...state.placed }),
      touch: (_root: unknown, { code }: { code?: string }) => (code === undefined ? product('1') : refuse(code)),
    },
    OrderPlaceResult: { __resolveType: ({ __typename = 'OrderPlaceSuccess' }: { __typename?: string }) => __typename },
  };
};
