import { EventEmitter, once } from 'node:events';
import { composeServices } from '@apollo/composition';
import { GraphQLError, parse } from 'graphql';
import { mintAccessToken, type Role, type Viewer } from '@souk/auth';
import { silentLogger } from '@souk/telemetry';
import { testKeys, type TestKeys } from '@souk/testing';
import { createGateway, type Gateway, type GatewayConfig } from '../../src/gateway.js';
import { startTestSubgraph, type TestSubgraph } from './test-subgraph.js';

const LINK = 'extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key","@shareable","@external","@requires","@authenticated","@requiresScopes"])\n';

const SDL = {
  order: `${LINK}
    type Order @key(fields: "id") {
      id: ID!
      number: String!
      buyer: User
      lines: [Line!]!
      note: String @authenticated
      margin: Int! @requiresScopes(scopes: [["report:read"]])
      broken: String
    }
    type Line { quantity: Int!, product: Product! }
    type User @key(fields: "id", resolvable: false) { id: ID! }
    type Product @key(fields: "id", resolvable: false) { id: ID! }
    type Tick { at: Int! }
    type OrderProgress { sequence: Int!, state: String!, courier: User!, order: Order, note: String @authenticated }
    type Query { order(id: ID!, guestToken: String): Order, orders: [Order!]!, report: Int! @requiresScopes(scopes: [["report:read"]]), refuse: String }
    type Mutation { orderNote(id: ID!, note: String!): Order, orderCancel(id: ID!): Order @authenticated, orderImport(rows: [String!]!): Int @requiresScopes(scopes: [["import:write"]]) }
    type Subscription {
      orderProgress(orderId: ID!, guestToken: String, afterSequence: Int): OrderProgress!
      secretProgress(afterSequence: Int): OrderProgress @requiresScopes(scopes: [["report:read"]])
      ticks(every: Int!): Tick!
    }`,
  catalog: `${LINK}
    type Product @key(fields: "id") { id: ID!, name: String!, stock: [Int!] @requiresScopes(scopes: [["inventory:read"]]) }
    type Query { products: [Product!]! }`,
  user: `${LINK}
    type User @key(fields: "id") { id: ID!, displayName: String!, email: String @authenticated }
    type Query { viewer: User }`,
} as const;

type Subgraph = keyof typeof SDL;

/** The supergraph of the test's subgraphs; `order` may be another version of its schema. */
export const composeShop = (overrides: Partial<Record<Subgraph, string>> = {}): string => {
  const services = Object.entries({ ...SDL, ...overrides }).map(([name, sdl]) => ({ name, url: `http://${name}.invalid/graphql`, typeDefs: parse(sdl) }));
  const { supergraphSdl, errors } = composeServices(services);
  if (supergraphSdl === undefined) throw new Error(errors?.map(({ message }) => message).join('\n'));
  return supergraphSdl;
};

export const orderSdl = SDL.order;

interface ShopEvent { readonly sequence: number; readonly state: string }

/** What the order subgraph remembers; it outlives its server, as a database would. */
class OrderLog {
  readonly events: ShopEvent[] = [];
  readonly #news = new EventEmitter().setMaxListeners(0);

  add(state: string): void {
    this.events.push({ sequence: this.events.length + 1, state });
    this.#news.emit('event');
  }

  /** Replays what came after, then goes on live; a stuttering one says everything twice. */
  async* follow(afterSequence: number, isStuttering = false): AsyncGenerator<ShopEvent, void> {
    let position = afterSequence;
    for (;;) {
      const event = this.events[position];
      if (event === undefined) await once(this.#news, 'event');
      else {
        position += 1;
        yield event;
        if (isStuttering) yield event;
      }
    }
  }
}

export interface Shop {
  readonly gateway: Gateway;
  readonly keys: TestKeys;
  readonly log: OrderLog;
  readonly subgraphs: Record<Subgraph, TestSubgraph>;
  restartOrder(): Promise<void>;
  restartUser(): Promise<void>;
  accessToken(roles: readonly Role[], expiresInMs?: number): Promise<string>;
  query(query: string, options?: { readonly token?: string; readonly variables?: Record<string, unknown>; readonly headers?: Record<string, string> }): Promise<Answer>;
  /** Fetches of all subgraphs since the last call. */
  newFetches(): number;
  stop(): Promise<void>;
}

export interface Answer {
  readonly status: number;
  readonly data?: Record<string, unknown> | null;
  readonly errors?: readonly { readonly message: string; readonly path?: readonly (string | number)[]; readonly extensions: Record<string, unknown> }[];
}

const USER_ID = '0198a000-0000-7000-8000-000000000001';
const SESSION_ID = '0198a000-0000-7000-8000-000000000002';

/** Three subgraphs and a gateway over them. */
export const startShop = async (config: Partial<GatewayConfig> = {}): Promise<Shop> => {
  const keys = await testKeys();
  const log = new OrderLog();
  const order = (port = 0): Promise<TestSubgraph> => startTestSubgraph({ sdl: SDL.order, keys: keys.keys, port, resolvers: orderResolvers(log) });
  const user = (port = 0): Promise<TestSubgraph> => startTestSubgraph({ sdl: SDL.user, keys: keys.keys, port, resolvers: {
    Query: { viewer: (_root: unknown, _args: unknown, { viewer }: { viewer: Viewer }) => (viewer.userId === undefined ? null : { id: viewer.userId }) },
    User: { __resolveReference: ({ id }: { id: string }) => ({ id }), displayName: ({ id }: { id: string }) => `User ${id}`, email: () => 'a@b.example' },
  } });
  const subgraphs = {
    order: await order(),
    catalog: await startTestSubgraph({ sdl: SDL.catalog, keys: keys.keys, resolvers: {
      Query: { products: () => [{ id: '1' }, { id: '2' }] },
      Product: { __resolveReference: ({ id }: { id: string }) => ({ id }), name: ({ id }: { id: string }) => `Product ${id}`, stock: () => [1, 2] },
    } }),
    user: await user(),
  };
  const stopSubgraphs = () => Promise.all(Object.values(subgraphs).map((subgraph) => subgraph.stop()));
  const gateway = await createGateway({
    host: '127.0.0.1', port: 0, supergraph: { sdl: composeShop() }, subgraphs: Object.fromEntries(Object.entries(subgraphs).map(([name, { url }]) => [name, url])),
    signingKey: keys.signing.gateway, keys: keys.keys, introspection: true, logger: silentLogger, ...config,
  }).catch(async (error: unknown) => {
    await stopSubgraphs();
    throw error;
  });
  let counted = 0;
  const fetchesSoFar = (): number => Object.values(subgraphs).reduce((sum, { fetches }) => sum + fetches.length, 0);
  return {
    gateway, keys, log, subgraphs,
    async restartOrder() {
      const { port } = subgraphs.order;
      await subgraphs.order.stop();
      subgraphs.order = await order(port);
    },
    async restartUser() {
      const { port } = subgraphs.user;
      await subgraphs.user.stop();
      subgraphs.user = await user(port);
    },
    accessToken: (roles, expiresInMs = 60_000) => mintAccessToken(keys.signing.user, { userId: USER_ID, sessionId: SESSION_ID, roles, expiresAt: new Date(Date.now() + expiresInMs) }),
    async query(query, { token, variables, headers = {} } = {}) {
      const response = await fetch(`${gateway.url}/graphql`, {
        method: 'POST', body: JSON.stringify({ query, ...(variables === undefined ? {} : { variables }) }),
        headers: { 'content-type': 'application/json', ...(token === undefined ? {} : { authorization: `Bearer ${token}` }), ...headers },
      });
      return { status: response.status, ...(await response.json() as object) };
    },
    newFetches() {
      const before = counted;
      counted = fetchesSoFar();
      return counted - before;
    },
    async stop() {
      await gateway.stop();
      await stopSubgraphs();
    },
  };
};

const orderResolvers = (log: OrderLog) => ({
  Query: {
    order: (_root: unknown, { id }: { id: string }, { viewer }: { viewer: Viewer }) => (id === 'guest' && viewer.guestOrderIds.length === 0 ? null : orderOf(id)),
    orders: () => [orderOf('1'), orderOf('2')],
    report: () => 7,
    refuse: () => { throw new GraphQLError('Not today.', { extensions: { code: 'SHOP_CLOSED' } }); },
  },
  Mutation: { orderNote: (_root: unknown, { id }: { id: string }) => orderOf(id), orderCancel: (_root: unknown, { id }: { id: string }) => orderOf(id), orderImport: (_root: unknown, { rows }: { rows: string[] }) => rows.length },
  Order: { __resolveReference: ({ id }: { id: string }) => orderOf(id), broken: () => { throw new Error('SELECT password FROM account failed'); } },
  Subscription: {
    orderProgress: {
      subscribe: (_root: unknown, { orderId, afterSequence }: { orderId: string; afterSequence?: number | null }) => log.follow(afterSequence ?? 0, orderId === 'stutter'),
      resolve: (event: ShopEvent) => ({ ...event, order: orderOf('1'), courier: { id: 'courier' }, note: 'secret' }),
    },
    ticks: { subscribe: async function* () { for (let at = 0; ; at += 1) { yield at; await new Promise((resolve) => setTimeout(resolve, 5)); } }, resolve: (at: number) => ({ at }) },
  },
});

const orderOf = (id: string) => ({ id, number: `N-${id}`, buyer: { id: `buyer-${id}` }, lines: [{ quantity: 1, product: { id: '1' } }, { quantity: 2, product: { id: '2' } }], note: 'fragile', margin: 5 });
