import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { waitFor } from '@souk/testing';
import { createHttpTransport } from '../src/transport/http-transport.js';
import { type ResilientTransport, type TransportOptions } from '../src/transport/resilient-transport.js';
import { DEFAULT_TRANSPORT_SETTINGS, type TransportSettings } from '../src/transport/settings.js';
import { type FetchRequest } from '../src/transport/transport.js';
import { type EndedAttempt } from '../src/transport/transport-hooks.js';
import { openScriptedServer, type Arrival, type ScriptedServer } from './support/scripted-server.js';

const ANSWER = '{"data":{"hello":"world"}}';
const FAR_MS = 60_000;
const answer = ({ response }: Arrival): void => void response.end(ANSWER);
const breakConnection = ({ socket }: Arrival): void => void socket.destroy();
const hold = (): void => undefined;

describe('a transport over HTTP', () => {
  let server: ScriptedServer;
  let attempts: EndedAttempt[];
  const transports: ResilientTransport[] = [];
  beforeEach(async () => {
    attempts = [];
    server = await openScriptedServer(answer);
  });
  afterEach(async () => {
    await Promise.all(transports.splice(0).map((transport) => transport.close()));
    await server.close();
  });

  const open = (settings: Partial<TransportSettings> = {}, options: TransportOptions = {}): ResilientTransport => {
    const transport = createHttpTransport('catalog', { graphqlUrl: server.url }, { settings, hooks: { attemptEnded: (attempt) => void attempts.push(attempt) }, ...options });
    transports.push(transport);
    return transport;
  };
  const query = (rest: Partial<FetchRequest> = {}): FetchRequest => ({ body: '{"query":"{ hello }"}', isQuery: true, headers: [], deadlineAtMs: performance.now() + FAR_MS, ...rest });
  const mutation = (rest: Partial<FetchRequest> = {}): FetchRequest => query({ body: '{"query":"mutation { buy }"}', isQuery: false, ...rest });
  const outcomes = (): readonly string[] => attempts.map(({ kind, outcome }) => `${kind} ${outcome}`);

  it('posts the body with the headers, and gives back status and text whatever they are', async () => {
    server.react = ({ response }) => void response.writeHead(400).end('no');
    expect(await open().fetch(query({ headers: ['souk-viewer', 'token', 'x-forwarded', 'yes'] }))).toEqual({ status: 400, text: 'no' });
    expect(server.arrivals).toMatchObject([{ method: 'POST', body: '{"query":"{ hello }"}', headers: { 'content-type': 'application/json', accept: 'application/json', 'souk-viewer': 'token', 'x-forwarded': 'yes' } }]);
    expect(outcomes()).toEqual(['first answered']);
  });

  it('puts characters together that come in pieces', async () => {
    server.react = ({ response, socket }) => {
      socket.setNoDelay(true);
      const bytes = [...Buffer.from('{"data":"é€😀"}')];
      const writeNext = (): void => {
        const byte = bytes.shift();
        if (byte === undefined) response.end();
        else response.write(Buffer.from([byte]), () => setTimeout(writeNext, 2));
      };
      writeNext();
    };
    expect(await open().fetch(query())).toEqual({ status: 200, text: '{"data":"é€😀"}' });
  });

  it.each([
    [{ graphqlUrl: '/any/path?tenant=1' }, '/any/path?tenant=1', 'POST /any/path?tenant=1'],
    [{ graphqlUrl: '' }, '/', 'POST /'],
    [{ baseUrl: '' }, '/graphql', 'GET /health/ready'],
    [{ baseUrl: '/catalog/' }, '/catalog/graphql', 'GET /catalog/health/ready'],
  ])('reaches %j', async (address, graphqlPath, ready) => {
    const [[kind, path]] = Object.entries(address) as [[string, string]];
    const transport = createHttpTransport('catalog', { [kind]: `${server.url}${path}` } as { readonly baseUrl: string });
    transports.push(transport);
    await transport.fetch(query());
    expect(await transport.isReady()).toBe(true);
    expect(server.arrivals.map(({ method, path: arrived }) => `${method} ${arrived}`)).toEqual([`POST ${graphqlPath}`, ready]);
    server.react = ({ response }) => void response.writeHead(503).end();
    expect(await transport.isReady()).toBe(false);
    server.react = breakConnection;
    expect(await transport.isReady()).toBe(false);
  });

  describe('where the connection breaks after the request was read', () => {
    it('sends a query again', async () => {
      server.react = (arrival) => (server.arrivals.length <= 2 ? breakConnection(arrival) : answer(arrival));
      const transport = open();
      expect(await transport.fetch(query())).toEqual({ status: 200, text: ANSWER });
      expect(outcomes()).toEqual(['first connection', 'retry connection', 'retry answered']);
      expect(transport.stats()).toMatchObject({ attempts: 3, retries: 2, inFlight: 0, queued: 0, breaker: 'closed' });
    });

    it('sends a query again whose answer broke off', async () => {
      server.react = ({ response, socket }) => {
        if (server.arrivals.length > 1) response.end(ANSWER);
        else response.writeHead(200, { 'content-length': 100 }).write('{"data"', () => socket.destroy());
      };
      expect(await open().fetch(query())).toEqual({ status: 200, text: ANSWER });
    });

    it('gives up after three tries', async () => {
      server.react = breakConnection;
      await expect(open().fetch(query())).rejects.toMatchObject({ name: 'SubgraphUnavailableError', reason: 'connection', subgraph: 'catalog' });
      expect(server.arrivals).toHaveLength(3);
    });

    it('never sends a mutation twice', async () => {
      server.react = breakConnection;
      const transport = open();
      await expect(transport.fetch(mutation())).rejects.toMatchObject({ reason: 'connection' });
      server.react = answer;
      await transport.fetch(mutation());
      expect(server.arrivals).toHaveLength(2);
    });

    it('never sends a mutation twice on a connection that was used before', async () => {
      const transport = open({ maxConcurrent: 1 });
      await transport.fetch(query());
      server.react = breakConnection;
      await expect(transport.fetch(mutation())).rejects.toMatchObject({ reason: 'connection' });
      expect(server.arrivals).toHaveLength(2);
      expect(new Set(server.arrivals.map(({ socket }) => socket)).size).toBe(1);
    });

    it('does not retry past the deadline', async () => {
      server.react = breakConnection;
      const transport = open({ retry: { attempts: 3, baseMs: 1_000, maxMs: 1_000 } }, { random: () => 0.99 });
      await expect(transport.fetch(query({ deadlineAtMs: performance.now() + 500 }))).rejects.toMatchObject({ reason: 'connection' });
      expect(server.arrivals).toHaveLength(1);
    });
  });

  it('retries where nobody listens, and says so', async () => {
    const transport = open();
    await server.close();
    await expect(transport.fetch(query())).rejects.toMatchObject({ reason: 'connection', cause: { code: 'ECONNREFUSED' } });
    await expect(transport.fetch(mutation())).rejects.toMatchObject({ reason: 'connection' });
    expect(attempts).toHaveLength(4);
    server = await openScriptedServer(answer);
  });

  describe('deadlines', () => {
    it('ends a fetch when the operation has no time left, and lets the subgraph know', async () => {
      const transport = open();
      await transport.fetch(query());
      server.react = hold;
      await expect(transport.fetch(query({ deadlineAtMs: performance.now() + 50 }))).rejects.toMatchObject({ reason: 'timeout' });
      await waitFor(() => server.abandoned() === 1);
      expect(transport.stats()).toMatchObject({ inFlight: 0, breaker: 'closed' });
      expect(outcomes()).toEqual(['first answered', 'first timeout']);
    });

    it('ends a fetch when the subgraph has had its time, however much the operation has', async () => {
      server.react = hold;
      await expect(open({ deadlineMs: 50 }).fetch(mutation())).rejects.toMatchObject({ reason: 'timeout' });
      expect(outcomes()).toEqual(['first timeout']);
    });

    it('asks nobody after the deadline', async () => {
      const transport = open();
      await expect(transport.fetch(query({ deadlineAtMs: performance.now() - 1 }))).rejects.toMatchObject({ reason: 'timeout' });
      await transport.fetch(query());
      expect(server.arrivals).toHaveLength(1);
    });
  });

  describe('places', () => {
    it('bounds what is under way and what waits', async () => {
      server.react = hold;
      const transport = open({ maxConcurrent: 2, maxQueued: 1 });
      const taken = [transport.fetch(query()), transport.fetch(query()), transport.fetch(mutation())];
      await expect(transport.fetch(query())).rejects.toMatchObject({ reason: 'queue-full' });
      await waitFor(() => server.arrivals.length === 2);
      expect(transport.stats()).toMatchObject({ inFlight: 2, queued: 1 });
      server.react = answer;
      server.arrivals.forEach(answer);
      expect(await Promise.all(taken)).toHaveLength(3);
      expect(transport.stats()).toMatchObject({ inFlight: 0, queued: 0 });
    });

    it('sends away who waited too long', async () => {
      server.react = hold;
      const transport = open({ maxConcurrent: 1, queueDeadlineMs: 30 });
      const first = transport.fetch(query());
      await waitFor(() => server.arrivals.length === 1);
      await expect(transport.fetch(query())).rejects.toMatchObject({ reason: 'queue-full' });
      await expect(transport.fetch(query({ deadlineAtMs: performance.now() + 5 }))).rejects.toMatchObject({ reason: 'timeout' });
      server.arrivals.forEach(answer);
      expect(await first).toMatchObject({ status: 200 });
      expect(server.arrivals).toHaveLength(1);
    });

    it('keeps connections instead of making new ones', async () => {
      const transport = open({ maxConcurrent: 4 });
      for (let round = 0; round < 5; round += 1) await Promise.all(Array.from({ length: 20 }, () => transport.fetch(query())));
      expect(new Set(server.arrivals.map(({ socket }) => socket)).size).toBeLessThanOrEqual(4);
    });
  });

  it('reads no answer that is too large, and asks for it once', async () => {
    server.react = ({ response }) => void response.end('x'.repeat(5_000));
    const transport = open({ maxResponseBytes: 1_000, breaker: { ...DEFAULT_TRANSPORT_SETTINGS.breaker, minVolume: 1 } });
    await expect(transport.fetch(query())).rejects.toMatchObject({ reason: 'response-too-large' });
    expect(server.arrivals).toHaveLength(1);
    expect(transport.stats().breaker).toBe('closed');
  });

  it('does not hold a header that cannot be sent against the subgraph', async () => {
    const transport = open({ breaker: { ...DEFAULT_TRANSPORT_SETTINGS.breaker, minVolume: 1 } });
    await expect(transport.fetch(query({ headers: ['x-forwarded', 'a\nb'] }))).rejects.toMatchObject({ reason: 'connection' });
    expect(transport.stats()).toMatchObject({ breaker: 'closed', inFlight: 0 });
    expect(await transport.fetch(query())).toMatchObject({ status: 200 });
  });

  it('fails what is under way and what waits when it closes', async () => {
    server.react = hold;
    const transport = open({ maxConcurrent: 1 });
    const fetches = [query(), mutation()].map((request) => transport.fetch(request).catch((error: unknown) => error));
    await waitFor(() => server.arrivals.length === 1);
    await transport.close();
    expect(await Promise.all(fetches)).toMatchObject([{ reason: 'connection' }, { reason: 'connection' }]);
    await expect(transport.fetch(query())).rejects.toMatchObject({ reason: 'connection' });
    expect(server.arrivals).toHaveLength(1);
  });

  describe('the circuit breaker', () => {
    const breaker = { windowMs: 10_000, minVolume: 4, failureShare: 0.5, openMs: 100, patienceMs: 20 };

    it('opens when connections break, closes when one request gets through', async () => {
      server.react = breakConnection;
      const transport = open({ breaker });
      for (let time = 0; time < 4; time += 1) await expect(transport.fetch(mutation())).rejects.toMatchObject({ reason: 'connection' });
      await expect(transport.fetch(mutation())).rejects.toMatchObject({ reason: 'circuit-open' });
      expect(server.arrivals).toHaveLength(4);
      expect(transport.stats()).toMatchObject({ breaker: 'open', opened: 1 });
      server.react = answer;
      await waitFor(() => transport.fetch(mutation()).then(() => true, () => false));
      expect(transport.stats().breaker).toBe('closed');
      expect(server.arrivals).toHaveLength(5);
    });

    it('stays closed whatever a subgraph answers', async () => {
      server.react = ({ response }) => void response.writeHead(500).end('{"errors":[{"message":"no"}]}');
      const transport = open({ breaker });
      for (let time = 0; time < 10; time += 1) expect(await transport.fetch(mutation())).toMatchObject({ status: 500 });
      expect(transport.stats().breaker).toBe('closed');
    });

    it('sends those away who wait when it opens', async () => {
      server.react = breakConnection;
      const transport = open({ breaker: { ...breaker, openMs: 60_000 }, maxConcurrent: 1, queueDeadlineMs: 60_000 });
      const reasonOf = (fetching: Promise<unknown>): Promise<unknown> => fetching.catch(({ reason }: { readonly reason: unknown }) => reason);
      for (let time = 0; time < 3; time += 1) expect(await reasonOf(transport.fetch(mutation()))).toBe('connection');
      server.react = hold;
      const fetches = Array.from({ length: 5 }, () => reasonOf(transport.fetch(mutation())));
      await waitFor(() => server.arrivals.length === 4);
      server.arrivals.slice(-1).forEach(breakConnection);
      expect(await Promise.all(fetches)).toEqual(['connection', ...new Array<string>(4).fill('circuit-open')]);
      expect(server.arrivals).toHaveLength(4);
      expect(transport.stats()).toMatchObject({ inFlight: 0, queued: 0 });
    });

    it('lets one request at a time try', async () => {
      server.react = breakConnection;
      const transport = open({ breaker: { ...breaker, openMs: 0 } });
      for (let time = 0; time < 4; time += 1) await expect(transport.fetch(mutation())).rejects.toMatchObject({ reason: 'connection' });
      server.react = hold;
      const probe = transport.fetch(mutation());
      await expect(transport.fetch(mutation())).rejects.toMatchObject({ reason: 'circuit-open' });
      expect(transport.stats().breaker).toBe('half-open');
      await waitFor(() => server.arrivals.length === 5);
      server.arrivals.slice(-1).forEach(answer);
      expect(await probe).toMatchObject({ status: 200 });
      expect(transport.stats().breaker).toBe('closed');
    });

    it('does not count a time-out of who had no time left', async () => {
      server.react = hold;
      const transport = open({ breaker: { ...breaker, patienceMs: 5_000 } });
      const late = Array.from({ length: 6 }, () => transport.fetch(mutation({ deadlineAtMs: performance.now() + 30 })).catch((error: unknown) => error));
      expect(await Promise.all(late)).toMatchObject(late.map(() => ({ reason: 'timeout' })));
      expect(transport.stats().breaker).toBe('closed');
    });
  });

  describe('hedging', () => {
    const hedge = { ...DEFAULT_TRANSPORT_SETTINGS.hedge, minSamples: 20, share: 0.5, floorMs: 50 };
    /** Answers the second request with the same body, and never the first. */
    const slowAtFirst = (arrival: Arrival): void => {
      if (server.arrivals.filter(({ body }) => body === arrival.body).length > 1) answer(arrival);
    };
    const warmUp = async (transport: ResilientTransport, count: number): Promise<void> => {
      server.react = answer;
      for (let time = 0; time < count; time += 1) await transport.fetch(query());
      server.react = slowAtFirst;
      attempts.splice(0);
    };
    const slow = (name: string, rest: Partial<FetchRequest> = {}): FetchRequest => query({ body: `{"query":"{ ${name} }"}`, ...rest });

    it('asks a second time for a query that is slower than most, and drops the slower answer', async () => {
      const transport = open({ hedge });
      await warmUp(transport, 40);
      expect(transport.stats().p95Ms).toBeGreaterThan(0);
      expect(await transport.fetch(slow('a'))).toEqual({ status: 200, text: ANSWER });
      await waitFor(() => server.abandoned() > 0);
      expect(outcomes()).toEqual(['hedge answered', 'first aborted']);
      expect(transport.stats().hedgesWon).toBeGreaterThan(0);
      expect(transport.stats().inFlight).toBe(0);
    });

    it('never for a mutation', async () => {
      const transport = open({ hedge, deadlineMs: 200 });
      await warmUp(transport, 40);
      await expect(transport.fetch(slow('a', { isQuery: false }))).rejects.toMatchObject({ reason: 'timeout' });
      expect(outcomes()).toEqual(['first timeout']);
    });

    it('not while little was measured', async () => {
      const transport = open({ hedge, deadlineMs: 200 });
      await warmUp(transport, 10);
      await expect(transport.fetch(slow('a'))).rejects.toMatchObject({ reason: 'timeout' });
      expect(outcomes()).toEqual(['first timeout']);
    });

    it('only as often as its budget says', async () => {
      const transport = open({ hedge: { ...hedge, share: 0.05 }, deadlineMs: 1_000 });
      await warmUp(transport, 40);
      const before = transport.stats().hedges;
      const answers = await Promise.allSettled(Array.from({ length: 10 }, (_none, index) => transport.fetch(slow(`f${index}`))));
      // 40 queries of 0.05 each and these ten: 2.5.
      expect(transport.stats().hedges).toBe(2);
      expect(answers.filter(({ status }) => status === 'fulfilled')).toHaveLength(2 - before);
    });

    it('and where the hedge breaks, the first goes on', async () => {
      const transport = open({ hedge });
      await warmUp(transport, 40);
      server.react = (arrival) => {
        const [first, second] = server.arrivals.filter(({ body }) => body === arrival.body);
        if (second === undefined) return;
        second.socket.destroy();
        if (first !== undefined) setTimeout(answer, 50, first);
      };
      expect(await transport.fetch(slow('a'))).toMatchObject({ status: 200 });
      expect(outcomes()).toEqual(['hedge connection', 'first answered']);
      expect(transport.stats().inFlight).toBe(0);
    });

    it('and where the first breaks, the hedge goes on', async () => {
      const transport = open({ hedge });
      await warmUp(transport, 40);
      server.react = (arrival) => {
        const [first, second] = server.arrivals.filter(({ body }) => body === arrival.body);
        if (second === undefined) return;
        first?.socket.destroy();
        setTimeout(answer, 50, second);
      };
      expect(await transport.fetch(slow('a'))).toMatchObject({ status: 200 });
      expect(outcomes()).toEqual(['first connection', 'hedge answered']);
      expect(transport.stats().inFlight).toBe(0);
    });
  });
});
