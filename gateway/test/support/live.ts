import { EventEmitter, once } from 'node:events';
import { createServer } from 'node:http';
import { type AddressInfo } from 'node:net';
import { ANONYMOUS_VIEWER, mintAccessToken, type Role, type Viewer } from '@souk/auth';
import { silentLogger } from '@souk/telemetry';
import { testKeys } from '@souk/testing';
import { GraphQLError } from 'graphql';
import { traceOf } from '../../src/execution/trace.js';
import { viewerOfBearer } from '../../src/security/viewer-of-bearer.js';
import { type SubscriptionLimits } from '../../src/subscriptions/subscription-limits.js';
import { createSubscriptions, socketUrlOf, type Subscriptions } from '../../src/subscriptions/subscriptions.js';
import { oneSubgraphEngine, schemaOf } from './one-subgraph-engine.js';
import { startTestSubgraph, type TestSubgraph } from './test-subgraph.js';

export const LIVE_SDL = `
  type Progress { sequence: Int!, state: String!, viewer: String }
  type Tick { at: Int! }
  type Query { hello(name: String): String }
  type Mutation { change: Int }
  type Subscription { progress(orderId: ID!, afterSequence: Int): Progress!, ticks: Tick! }`;

interface ProgressEvent { readonly sequence: number; readonly state: string }

/** What the subgraph remembers of one order: it outlives its server. */
class ProgressLog {
  readonly #events: ProgressEvent[] = [];
  readonly #news = new EventEmitter().setMaxListeners(0);

  add(state: string, count = 1): void {
    for (let index = 0; index < count; index += 1) this.#events.push({ sequence: this.#events.length + 1, state });
    this.#news.emit('event');
  }

  /** Subscribers that have had everything. */
  waiting(): number {
    return this.#news.listenerCount('event');
  }

  /** As Souk's subgraphs do: after that sequence number, or from now on. */
  async* follow(afterSequence: number | null | undefined): AsyncGenerator<ProgressEvent, void> {
    let position = afterSequence ?? this.#events.length;
    for (;;) {
      const event = this.#events[position];
      if (event === undefined) await once(this.#news, 'event');
      else {
        position += 1;
        yield event;
      }
    }
  }
}

export interface Live {
  readonly url: string;
  readonly subscriptions: Subscriptions;
  /** By order. */
  log(orderId: string): ProgressLog;
  /** One more tick for every subscriber. */
  tick(): void;
  /** Subscribers that wait for a tick. */
  waitingForTick(): number;
  subgraph: TestSubgraph;
  restart(): Promise<void>;
  /** Serves that API from now on, as a reload does. */
  reload(sdl: string): Promise<void>;
  accessToken(roles: readonly Role[], expiresInMs?: number, userId?: string): Promise<string>;
  stop(): Promise<void>;
}

export interface LiveOptions {
  readonly limits?: Partial<SubscriptionLimits>;
  readonly forwardedHeaders?: readonly string[];
  /** How long each answer takes, in milliseconds. */
  readonly answerMs?: number;
  /** Instead of the subgraph that is started. */
  readonly subgraphUrl?: string;
}

/** The gateway's subscriptions over one real subgraph, with an HTTP server for sockets and event streams. */
export const startLive = async ({ limits = {}, forwardedHeaders = [], answerMs = 0, subgraphUrl: otherUrl }: LiveOptions = {}): Promise<Live> => {
  const { keys, signing } = await testKeys();
  const logs = new Map<string, ProgressLog>();
  const ticks = new EventEmitter().setMaxListeners(0);
  const log = (orderId: string): ProgressLog => {
    const known = logs.get(orderId) ?? new ProgressLog();
    logs.set(orderId, known);
    return known;
  };
  const resolvers = {
    Subscription: {
      progress: {
        subscribe: (_root: unknown, { orderId, afterSequence }: { orderId: string; afterSequence?: number | null }) => {
          if (orderId === 'none') throw new GraphQLError('There is no such order.', { extensions: { code: 'NOT_FOUND' } });
          return log(orderId).follow(afterSequence);
        },
        resolve: (event: ProgressEvent, _args: unknown, { viewer }: { viewer: Viewer }) => ({ ...event, viewer: viewer.userId ?? null }),
      },
      ticks: { subscribe: async function* () { for (let at = 0; ; at += 1) { await once(ticks, 'tick'); yield at; } }, resolve: (at: number) => ({ at }) },
    },
  };
  const start = (port = 0): Promise<TestSubgraph> => startTestSubgraph({ sdl: LIVE_SDL, keys, port, resolvers });
  let served = { id: '1', answerMs, schema: schemaOf(LIVE_SDL), rootValue: { hello: ({ name }: { name?: string }) => `Hello ${name ?? 'you'}`, change: () => 1 } };
  let subgraph = await start();
  const subgraphUrl = otherUrl ?? subgraph.url;
  const subscriptions = createSubscriptions({ persisted: { resolve: ({ query = '' }) => query },
    engine: oneSubgraphEngine(() => served, signing.gateway), subgraphSocketUrl: () => socketUrlOf(`${subgraphUrl}/graphql`),
    identify: (authorization) => viewerOfBearer(keys, authorization), forwardedHeaders, addressOf: ({ socket }) => socket.remoteAddress ?? '',
    maxMessageBytes: 1024 * 1024, deadlineMs: 5_000, limits, logger: silentLogger,
  });
  const server = createServer((request, response) => {
    const parameters = new URL(request.url ?? '/', 'http://localhost').searchParams;
    const operation = { query: parameters.get('query') ?? '', operationName: undefined, variables: JSON.parse(parameters.get('variables') ?? '{}') as Record<string, unknown> };
    const expiresInMs = parameters.get('expiresInMs');
    const caller = { viewer: ANONYMOUS_VIEWER, address: request.socket.remoteAddress ?? '', forwarded: [], trace: traceOf(), logger: silentLogger };
    void subscriptions.serveEventStream(request, response, operation, caller, expiresInMs === null ? undefined : new Date(Date.now() + Number(expiresInMs)));
  });
  subscriptions.listenOn(server, '/graphql');
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, subscriptions, log,
    tick: () => { ticks.emit('tick'); },
    waitingForTick: () => ticks.listenerCount('tick'),
    get subgraph() { return subgraph; },
    async restart() {
      await subgraph.stop();
      subgraph = await start(subgraph.port);
    },
    async reload(sdl) {
      served = { ...served, id: `${served.id}+`, schema: schemaOf(sdl) };
      await subscriptions.onSupergraphChange();
    },
    accessToken: (roles, expiresInMs = 60_000, userId = '0198a000-0000-7000-8000-000000000001') =>
      mintAccessToken(signing.user, { userId, sessionId: '0198a000-0000-7000-8000-000000000002', roles, expiresAt: new Date(Date.now() + expiresInMs) }),
    async stop() {
      await subscriptions.stop();
      server.closeAllConnections();
      server.close();
      await subgraph.stop();
    },
  };
};
