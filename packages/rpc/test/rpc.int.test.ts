import { createServer, type RequestListener, type Server } from 'node:http';
import { connect, type AddressInfo, type Socket } from 'node:net';
import { type HandlerContext } from '@connectrpc/connect';
import { afterEach, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { mintServiceToken } from '@souk/auth';
import { OperationalError, ValidationError, sleep } from '@souk/kernel';
import { Code, createRpcClient, createRpcHandler, partOf, rpcCaller, type Client, type ConnectRouter } from '@souk/rpc';
import { silentLogger, type Logger } from '@souk/telemetry';
import { testKeys, waitFor, type TestKeys } from '@souk/testing';
import { EchoService } from './generated/echo_pb.js';

const SECRET = 'password authentication failed for user souk';

describe('a call from service to service', () => {
  let test: TestKeys;
  let server: Server;
  let url: string;
  let requests: number;
  let sockets: Set<Socket>;
  let behaviour: (text: string, signal: AbortSignal, context: HandlerContext) => Promise<string>;
  let beforeHandler: RequestListener;
  let clockOffsetMs: number;
  let logged: string[];

  const routes = (router: ConnectRouter): void => {
    const echo = async ({ text }: { readonly text: string }, context: HandlerContext) => {
      requests += 1;
      return { text: await behaviour(text, context.signal, context), caller: context.values.get(rpcCaller) };
    };
    router.service(EchoService, { echo, echoOnce: echo });
  };
  const listen = async (port: number): Promise<void> => {
    const handler = createRpcHandler({ routes, keys: test.keys, audience: 'catalog', callers: { [EchoService.typeName]: ['order'] }, logger });
    server = createServer((request, response) => {
      sockets.add(request.socket);
      beforeHandler(request, response);
      if (!request.socket.destroyed) handler(request, response);
    });
    await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  };
  const logger = Object.assign(Object.create(silentLogger) as Logger, { error: (_fields: object, message: string) => void logged.push(message) });
  const close = (): Promise<unknown> => {
    server.closeAllConnections();
    return new Promise((resolve) => server.close(resolve));
  };
  const clientOf = (from: 'order' | 'logistics', { audience = 'catalog', deadlineMs = 2_000 } = {}): Client<typeof EchoService> =>
    createRpcClient(EchoService, { url, from: test.signing[from], audience, deadlineMs, logger: silentLogger, clock: { now: () => new Date(Date.now() + clockOffsetMs) } });

  beforeAll(async () => {
    test = await testKeys();
  });
  beforeEach(async () => {
    requests = 0;
    sockets = new Set();
    behaviour = (text) => Promise.resolve(text);
    beforeHandler = () => undefined;
    clockOffsetMs = 0;
    logged = [];
    await listen(0);
  });
  afterEach(close);

  it('arrives, names its caller, and keeps its connection', async () => {
    const client = clientOf('order');
    expect(await client.echo({ text: 'olá' })).toMatchObject({ text: 'olá', caller: 'order' });
    for (let count = 0; count < 5; count += 1) await client.echo({ text: 'again' });
    expect(sockets.size).toBe(1);
  });

  it('carries one token for half of its life, then the next', async () => {
    const tokens = new Set<string | undefined>();
    beforeHandler = ({ headers }) => void tokens.add(headers.authorization);
    const client = clientOf('order');
    for (const offsetMs of [0, 29_000, 31_000, 59_000]) {
      clockOffsetMs = offsetMs;
      await client.echo({ text: '' });
    }
    expect(tokens.size).toBe(2);
  });

  it('is refused where the caller is not on the list, or its token is for another service', async () => {
    await expect(clientOf('logistics').echo({ text: '' })).rejects.toMatchObject({ code: Code.PermissionDenied });
    await expect(clientOf('order', { audience: 'user' }).echo({ text: '' })).rejects.toMatchObject({ code: Code.Unauthenticated });
    expect(requests).toBe(0);
  });

  it('speaks JSON too, and wants a token there as well', async () => {
    const call = (headers: Record<string, string>) => fetch(`${url}/rpc/souk.test.v1.EchoService/Echo`, { method: 'POST', headers: { 'content-type': 'application/json', ...headers }, body: '{"text":"hi"}' });
    expect((await call({})).status).toBe(401);
    expect((await call({ authorization: 'Bearer e30.e30.e30' })).status).toBe(401);
    const response = await call({ authorization: `Bearer ${await mintServiceToken(test.signing.order, { audience: 'catalog' })}` });
    expect(await response.json()).toEqual({ text: 'hi', caller: 'order' });
  });

  it('that throws unexpectedly says nothing of why', async () => {
    behaviour = () => Promise.reject(new Error(SECRET));
    const error: unknown = await clientOf('order').echo({ text: '' }).catch((reason: unknown) => reason);
    expect(error).toMatchObject({ code: Code.Internal });
    expect(String(error)).not.toContain('password');
    expect(logged).toEqual(['an RPC method failed']);
  });

  it('that was refused says why', async () => {
    behaviour = () => Promise.reject(new ValidationError([{ path: ['text'], rule: 'too_small', message: 'is empty' }]));
    await expect(clientOf('order').echo({ text: '' })).rejects.toMatchObject({ code: Code.InvalidArgument, rawMessage: 'text: is empty' });
  });

  it('has five seconds unless its caller says otherwise, and tells the other side', async () => {
    const deadlines: unknown[] = [];
    beforeHandler = ({ headers }) => void deadlines.push(Number(headers['connect-timeout-ms']));
    await createRpcClient(EchoService, { url, from: test.signing.order, audience: 'catalog', logger: silentLogger }).echo({ text: '' });
    await clientOf('order', { deadlineMs: 700 }).echo({ text: '' });
    expect(deadlines).toEqual([5_000, 700]);
  });

  it('gives what it calls in its turn the time that is left, and no more', async () => {
    const deadlines: number[] = [];
    beforeHandler = ({ headers }) => void deadlines.push(Number(headers['connect-timeout-ms']));
    behaviour = async (text, _signal, context) => {
      if (text === 'inner') return 'inner';
      await sleep(50);
      return (await createRpcClient(EchoService, { url, from: test.signing.order, audience: 'catalog', logger: silentLogger }).echo({ text: 'inner' }, partOf(context))).text;
    };
    expect(await clientOf('order', { deadlineMs: 1_900 }).echo({ text: 'outer' })).toMatchObject({ text: 'inner' });
    expect(deadlines[0]).toBe(1_900);
    expect(deadlines[1]).toBeLessThan(1_860);
  });

  it('ends at its deadline on both sides', async () => {
    let aborted = false;
    behaviour = async (text, signal) => {
      await sleep(10_000, signal);
      aborted = signal.aborted;
      return text;
    };
    await expect(clientOf('order', { deadlineMs: 100 }).echo({ text: '' })).rejects.toMatchObject({ code: Code.DeadlineExceeded });
    await waitFor(() => aborted);
    expect(requests).toBe(1);
  });

  it('whose caller has gone leaves no trace, not even a failed answer', async () => {
    const written = jest.spyOn(console, 'error').mockImplementation(() => undefined);
    let answered = false;
    behaviour = async () => {
      await sleep(200);
      answered = true;
      return 'too late'.repeat(100_000);
    };
    await expect(clientOf('order', { deadlineMs: 100 }).echoOnce({ text: '' })).rejects.toMatchObject({ code: Code.DeadlineExceeded });
    await waitFor(() => answered);
    const token = await mintServiceToken(test.signing.order, { audience: 'catalog' });
    const half = connect((server.address() as AddressInfo).port, '127.0.0.1', () => half.write(`POST /rpc/souk.test.v1.EchoService/Echo HTTP/1.1\r\nhost: here\r\ncontent-type: application/proto\r\nauthorization: Bearer ${token}\r\ncontent-length: 9\r\n\r\nhalf`));
    await waitFor(() => sockets.size === 2);
    half.destroy();
    await waitFor(() => [...sockets].every(({ destroyed }) => destroyed));
    behaviour = (text) => Promise.resolve(text);
    await clientOf('order').echo({ text: 'another' });
    expect([written.mock.calls, logged]).toEqual([[], []]);
    written.mockRestore();
  });

  it('that is no HTTP/1.1 is refused, and the service goes on', async () => {
    const answer = await new Promise<string>((resolve) => {
      const socket = connect((server.address() as AddressInfo).port, '127.0.0.1', () => socket.write('POST /rpc/souk.test.v1.EchoService/Echo HTTP/1.0\r\ncontent-length: 0\r\n\r\n'));
      socket.on('data', (bytes) => resolve(String(bytes)));
    });
    expect(answer).toMatch(/^HTTP\/1.1 400 /);
    expect(await clientOf('order').echo({ text: 'still here' })).toMatchObject({ text: 'still here' });
  });

  it('to a method that is not there is 404', async () => {
    expect((await fetch(`${url}/rpc/souk.test.v1.EchoService/Shout`, { method: 'POST' })).status).toBe(404);
  });

  it('is tried again after a broken connection only where its contract says that it is idempotent', async () => {
    let breaks = 2;
    beforeHandler = (request) => {
      breaks -= 1;
      if (breaks >= 0) request.socket.destroy();
    };
    expect(await clientOf('order').echo({ text: 'third time' })).toMatchObject({ text: 'third time' });
    breaks = 1;
    await expect(clientOf('order').echoOnce({ text: '' })).rejects.toMatchObject({ code: Code.Unavailable });
    expect(requests).toBe(1);
  });

  it('is tried three times where the service is unavailable, once where it refuses', async () => {
    behaviour = () => Promise.reject(new OperationalError('DATABASE_UNAVAILABLE', SECRET, true));
    await expect(clientOf('order').echo({ text: '' })).rejects.toMatchObject({ code: Code.Unavailable, rawMessage: 'temporarily unavailable' });
    expect(requests).toBe(3);
    behaviour = () => Promise.reject(new Error(SECRET));
    await expect(clientOf('order').echo({ text: '' })).rejects.toMatchObject({ code: Code.Internal });
    expect(requests).toBe(4);
  });

  it('fails at once while the service is away, and gets through two seconds after it is back', async () => {
    const client = clientOf('order');
    await client.echo({ text: '' });
    await close();
    for (let count = 0; count < 5; count += 1) await expect(client.echoOnce({ text: '' })).rejects.toMatchObject({ code: Code.Unavailable });
    await listen(Number(new URL(url).port));
    await expect(client.echo({ text: '' })).rejects.toMatchObject({ code: Code.Unavailable, rawMessage: expect.stringContaining('catalog does not answer') });
    expect(requests).toBe(1);
    clockOffsetMs = 2_000;
    expect(await client.echo({ text: 'back' })).toMatchObject({ text: 'back' });
  });

  it('refuses a message above 4 MB', async () => {
    await expect(clientOf('order').echo({ text: 'x'.repeat(5 * 1024 * 1024) })).rejects.toMatchObject({ code: Code.ResourceExhausted });
    expect(requests).toBe(0);
  });
});
