import { setTimeout as pause } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { mintAccessToken } from '@souk/auth';
import { testKeys } from '@souk/testing';
import { SERVER_SETTINGS } from '../src/http/server-settings.js';
import { startTestApp, type TestApp } from './support/http-app.js';

let app: TestApp;
beforeEach(async () => { app = await startTestApp(); });
afterEach(() => app.stop());

const HELLO = '{"query":"{ hello }"}';
const HEAD = 'POST /graphql HTTP/1.1\r\nhost: a\r\ncontent-type: application/json\r\n';
const POST_HELLO = `${HEAD}content-length: ${HELLO.length}\r\n\r\n${HELLO}`;

describe('a body that is too large', () => {
  it('is refused by the length that it announces, before any of it was read', async () => {
    const client = await app.connect();
    client.say(`${HEAD}content-length: 10001\r\n\r\n`);
    expect(await client.hear('PAYLOAD_TOO_LARGE')).toMatch(/^HTTP\/1\.1 413 [^]*connection: close/);
    await pause(300);
    expect(client.isClosed).toBe(false); // A client that is still sending has to get round to reading.
    await client.closed();
  });

  it('is taken up to the limit', async () => {
    const body = HELLO.padEnd(10_000);
    expect((await app.post(body)).status).toBe(200);
    expect((await app.post(`${body} `)).status).toBe(413);
  });

  it('is refused as soon as its chunks are too many, and not read on', async () => {
    const client = await app.connect();
    client.say(`${HEAD}transfer-encoding: chunked\r\n\r\n`);
    for (let chunk = 0; chunk < 3; chunk += 1) client.say(`1000\r\n${' '.repeat(4_096)}\r\n`);
    expect(await client.hear('PAYLOAD_TOO_LARGE')).toMatch(/^HTTP\/1\.1 413 [^]*connection: close/);
    await client.closed();
    expect(app.engine.runs).toEqual([]);
  });

  it('of 10 MB gets to read why', async () => {
    const reply = await app.post(HELLO.padEnd(10 * 1024 * 1024));
    expect([reply.status, reply.body.errors?.[0]]).toEqual([413, { message: 'The body is larger than 10000 bytes.', extensions: { code: 'PAYLOAD_TOO_LARGE', traceId: expect.any(String) } }]);
  });

  it('is taken from somebody who may import', async () => {
    const keys = await testKeys();
    const importing = await startTestApp({ keys: keys.keys });
    const token = (roles: ['ADMIN'] | ['CUSTOMER']): Promise<string> => mintAccessToken(keys.signing.user, { userId: '0198a000-0000-7000-8000-000000000001', sessionId: '0198a000-0000-7000-8000-000000000002', roles, expiresAt: new Date(Date.now() + 60_000) });
    const body = HELLO.padEnd(1_000_000);
    expect((await importing.post(body, { authorization: `Bearer ${await token(['ADMIN'])}` })).status).toBe(200);
    expect((await importing.post(body, { authorization: `Bearer ${await token(['CUSTOMER'])}` })).status).toBe(413);
    await importing.stop();
  });

  it('is not read off either where something else is wrong', async () => {
    const client = await app.connect();
    client.say('POST /graphql HTTP/1.1\r\nhost: a\r\ncontent-type: application/xml\r\ncontent-length: 1000000000\r\n\r\n');
    expect(await client.hear('BAD_REQUEST')).toMatch(/^HTTP\/1\.1 415 [^]*connection: close/);
    await client.closed();
  });
});

describe('a gateway with too much to do', () => {
  it('says so before it reads, when to come back, and keeps the connection', async () => {
    let isFull = true;
    const counter = { entered: () => undefined, left: () => undefined };
    const full = await startTestApp({ overload: { ...counter, admit: () => (isFull ? { retryAfterSeconds: 3, reason: 'memory' } : undefined) } });
    const client = await full.connect();
    client.say(POST_HELLO);
    const refused = await client.hear('SERVICE_OVERLOADED');
    expect(refused).toMatch(/^HTTP\/1\.1 503 [^]*retry-after: 3\r\n/);
    expect(refused).not.toMatch(/connection: close/i);
    isFull = false;
    client.say(POST_HELLO);
    await client.hear('{"data":{"hello":"world"}}');
    expect(full.engine.runs).toHaveLength(1);
    client.socket.destroy();
    await full.stop();
  });
});

describe('requests in flight', () => {
  it('are counted from their head to the end of their answer, also where nobody waits for it; streams only until they begin', async () => {
    let inFlight = 0;
    const seen: number[] = [];
    let finish = (): void => undefined;
    const counting = await startTestApp({
      overload: { admit: () => undefined, entered: () => { inFlight += 1; }, left: () => { inFlight -= 1; } },
      serveEventStream: (_request, response) => { seen.push(inFlight); return new Promise((resolve) => { finish = () => { response.end(); resolve(); }; }); },
    });
    await counting.post(HELLO);
    await counting.post('{');
    const leaving = await counting.connect();
    leaving.say(`${HEAD}content-length: 100\r\n\r\n{`);
    while (inFlight === 0) await pause(5);
    leaving.socket.destroy();
    while (inFlight > 0) await pause(5);
    const stream = counting.post(HELLO, { accept: 'text/event-stream' });
    while (seen.length === 0) await pause(5);
    finish();
    await stream;
    await pause(20);
    expect([inFlight, ...seen]).toEqual([0, 0]);
    await counting.stop();
  });
});

describe('a connection', () => {
  it('carries one request after the other, wrong ones too', async () => {
    const client = await app.connect();
    client.say(`${HEAD}content-length: 3\r\n\r\n{{{`);
    await client.hear('not valid JSON');
    client.say(`${POST_HELLO}${POST_HELLO}`);
    await client.hear(/(\{"data":\{"hello":"world"\}\}[^]*){2}/);
    client.socket.destroy();
  });

  it('is closed after the answer while the gateway stops', async () => {
    const client = await app.connect();
    app.isStopping = true;
    client.say(POST_HELLO);
    expect(await client.closed()).toMatch(/^HTTP\/1\.1 200 [^]*connection: close[^]*\{"data":\{"hello":"world"\}\}$/i);
  });

  it.each([
    ['headers', `${HEAD}x: `], ['body', `${HEAD}content-length: 100\r\n\r\n{`],
  ])('of who sends its %s a byte at a time is cut', async (_part, begun) => {
    const impatient = await startTestApp({}, { ...SERVER_SETTINGS, headersTimeout: 300, requestTimeout: 600, connectionsCheckingInterval: 100 });
    const client = await impatient.connect();
    client.say(begun);
    const drip = setInterval(() => client.say('x'), 50);
    expect(await client.closed()).toMatch(/^HTTP\/1\.1 408 /);
    clearInterval(drip);
    await impatient.stop();
  });

  it('may be left at any moment', async () => {
    for (const begun of ['POST', HEAD, `${HEAD}content-length: 100\r\n\r\n{`, POST_HELLO]) {
      const client = await app.connect();
      client.say(begun);
      client.socket.destroy();
    }
    expect((await app.post(HELLO)).status).toBe(200);
  });
});

describe('other paths', () => {
  it.each([['/graphql/', 200], ['/graphql?a=b', 200], ['/graphqlx', 404], ['/graphql/x', 404], ['/', 404]])('%s: %i', async (path, status) => {
    expect((await fetch(`http://127.0.0.1:${app.port}${path}`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: HELLO })).status).toBe(status);
  });
});
