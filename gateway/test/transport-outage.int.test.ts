import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createServer, type AddressInfo, type Socket } from 'node:net';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from '@jest/globals';
import { waitFor } from '@souk/testing';
import { createHttpTransport } from '../src/transport/http-transport.js';
import { type ResilientTransport } from '../src/transport/resilient-transport.js';
import { DEFAULT_TRANSPORT_SETTINGS } from '../src/transport/settings.js';
import { type FetchRequest } from '../src/transport/transport.js';

const ANSWER = '{"data":{}}';
const closing: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

const request = (rest: Partial<FetchRequest> = {}): FetchRequest => ({ body: '{"query":"{ hello }"}', isQuery: true, headers: [], deadlineAtMs: performance.now() + 60_000, ...rest });

const transportTo = (url: string, settings = {}): ResilientTransport => {
  const transport = createHttpTransport('catalog', { graphqlUrl: url }, { settings });
  closing.push(() => transport.close());
  return transport;
};

describe('a subgraph process that is stopped (SIGSTOP)', () => {
  const startProcess = async (): Promise<{ readonly url: string; readonly child: ChildProcess }> => {
    const child = spawn(process.execPath, [join(__dirname, 'support', 'subgraph-process.mjs')], { stdio: ['ignore', 'pipe', 'inherit'] });
    closing.push(() => child.kill('SIGKILL'));
    const [port] = (await once(child.stdout, 'data')) as [Buffer];
    return { url: `http://127.0.0.1:${port.toString().trim()}`, child };
  };

  it('costs those who ask it their deadline, then nothing, and nobody else anything', async () => {
    const [{ url, child }, other] = await Promise.all([startProcess(), startProcess()]);
    const stopped = transportTo(url, { deadlineMs: 300, breaker: { ...DEFAULT_TRANSPORT_SETTINGS.breaker, minVolume: 5, openMs: 1_000 } });
    const healthy = transportTo(other.url);
    expect(await stopped.fetch(request())).toMatchObject({ status: 200 });
    child.kill('SIGSTOP');

    const reasonOf = (fetching: Promise<unknown>): Promise<unknown> => fetching.catch(({ reason }: { readonly reason: unknown }) => reason);
    const late = Promise.all(Array.from({ length: 8 }, () => reasonOf(stopped.fetch(request()))));
    const after = late.then(() => reasonOf(stopped.fetch(request())));
    for (let time = 0; time < 20; time += 1) expect(await healthy.fetch(request())).toMatchObject({ status: 200 });
    expect(await late).toEqual(new Array(8).fill('timeout'));
    expect(await after).toBe('circuit-open');
    expect(healthy.stats().breaker).toBe('closed');

    child.kill('SIGCONT');
    await waitFor(() => stopped.fetch(request()).then(({ status }) => status === 200, () => false));
    expect(stopped.stats()).toMatchObject({ breaker: 'closed', inFlight: 0, queued: 0 });
  });
});

/** Speaks just enough HTTP to be unfair: what it does with a connection after it has read a request is up to the test. */
describe('a server that treats connections badly', () => {
  const openTcp = async (onRequest: (socket: Socket, body: string) => void): Promise<{ readonly url: string; readonly bodies: string[] }> => {
    const bodies: string[] = [];
    const sockets = new Set<Socket>();
    const server = createServer((socket) => {
      sockets.add(socket);
      let text = '';
      socket.on('error', () => undefined).on('close', () => sockets.delete(socket)).on('data', (chunk) => {
        text += chunk.toString('latin1');
        const head = text.indexOf('\r\n\r\n');
        const length = Number(/content-length: (\d+)/i.exec(text)?.[1]);
        if (head < 0 || text.length < head + 4 + length) return;
        const body = text.slice(head + 4, head + 4 + length);
        text = text.slice(head + 4 + length);
        bodies.push(body);
        onRequest(socket, body);
      });
    }).listen(0, '127.0.0.1');
    await once(server, 'listening');
    closing.push(() => {
      sockets.forEach((socket) => socket.destroy());
      server.close();
    });
    return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, bodies };
  };
  const OK = `HTTP/1.1 200 OK\r\ncontent-length: ${ANSWER.length}\r\n\r\n${ANSWER}`;
  let mutations = 0;
  /** Each with a body of its own, so that one that came twice shows. */
  const mutate = (transport: ResilientTransport, count: number): Promise<readonly PromiseSettledResult<unknown>[]> =>
    Promise.allSettled(Array.from({ length: count }, () => transport.fetch(request({ body: `{"query":"mutation M${(mutations += 1)} { buy }"}`, isQuery: false }))));

  it('gets each mutation once where it hangs up after reading it', async () => {
    const { url, bodies } = await openTcp((socket) => socket.destroy());
    const outcomes = await mutate(transportTo(url, { maxConcurrent: 4, breaker: { ...DEFAULT_TRANSPORT_SETTINGS.breaker, minVolume: 1_000 } }), 40);
    expect(outcomes.every(({ status }) => status === 'rejected')).toBe(true);
    expect(bodies).toHaveLength(40);
    expect(new Set(bodies).size).toBe(40);
  });

  it.each([
    ['resets', (socket: Socket) => void socket.resetAndDestroy()],
    ['half closes', (socket: Socket) => void socket.end()],
  ])('gets each mutation once where it answers one request and %s at the next on the same connection', async (_what, hangUp) => {
    const used = new Set<Socket>();
    const { url, bodies } = await openTcp((socket) => {
      if (used.has(socket)) hangUp(socket);
      else socket.write(OK);
      used.add(socket);
    });
    const transport = transportTo(url, { maxConcurrent: 2, breaker: { ...DEFAULT_TRANSPORT_SETTINGS.breaker, minVolume: 1_000 } });
    const outcomes = await mutate(transport, 40);
    expect(new Set(bodies).size).toBe(bodies.length);
    expect(bodies).toHaveLength(40);
    expect(outcomes.filter(({ status }) => status === 'rejected').length).toBeGreaterThan(0);
  });

  it('gets each mutation once where it closes connections that are idle', async () => {
    const { url, bodies } = await openTcp((socket) => {
      socket.write(OK);
      setImmediate(() => socket.end());
    });
    const transport = transportTo(url, { maxConcurrent: 2 });
    for (let round = 0; round < 20; round += 1) await mutate(transport, 1);
    await mutate(transport, 40);
    // Those that met a closing connection failed, or went over another one before they were written; none was repeated behind anybody's back.
    expect(new Set(bodies).size).toBe(bodies.length);
    expect(bodies.length).toBeGreaterThan(0);
  });

  it('loses no query where it closes connections that are idle', async () => {
    const { url } = await openTcp((socket) => {
      socket.write(OK);
      setImmediate(() => socket.end());
    });
    const transport = transportTo(url, { maxConcurrent: 2, retry: { attempts: 10, baseMs: 1, maxMs: 5 } });
    for (let round = 0; round < 50; round += 1) expect(await transport.fetch(request())).toEqual({ status: 200, text: ANSWER });
  });

  it.each([
    ['no HTTP at all', 'hello\r\n\r\n'],
    ['an answer that is shorter than it says', 'HTTP/1.1 200 OK\r\ncontent-length: 5\r\nconnection: close\r\n\r\nabc'],
    ['a head without an end', `HTTP/1.1 200 OK\r\nx: ${'y'.repeat(100_000)}`],
  ])('is a broken connection where it answers %s', async (_what, text) => {
    const { url, bodies } = await openTcp((socket) => socket.end(text));
    await expect(transportTo(url).fetch(request({ isQuery: false }))).rejects.toMatchObject({ reason: 'connection' });
    expect(bodies).toHaveLength(1);
  });
});
