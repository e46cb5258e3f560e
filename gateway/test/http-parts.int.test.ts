import { setTimeout as pause } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { type LaterPart } from '../src/execution/answer.js';
import { startTestApp, type TestApp } from './support/http-app.js';

let app: TestApp;
beforeEach(async () => { app = await startTestApp(); });
afterEach(() => app.stop());

const HELLO = { query: '{ hello }' };
const PARTS_TYPE = 'multipart/mixed; boundary="-"; deferSpec=20220824';
const DEFER = 'multipart/mixed;deferSpec=20220824,application/json';
const patch = (text: string, hasNext: boolean): LaterPart => ({ incremental: [{ data: Buffer.from(`{"text":"${text}"}`), path: ['a', 0], label: 'L', errors: [] }], hasNext });

describe('a deferred answer', () => {
  it('comes part by part, framed as clients parse it', async () => {
    app.engine.later = async function* () {
      yield patch('one', true);
      yield { incremental: [{ data: Buffer.from('null'), path: [], errors: [{ message: 'No.' }] }], hasNext: false };
    };
    const { status, headers, text } = await app.post(HELLO, { accept: DEFER });
    expect([status, headers.get('content-type')]).toEqual([200, PARTS_TYPE]);
    expect(text).toBe([
      '', '---', 'content-type: application/json; charset=utf-8', '', '{"data":{"hello":"world"},"hasNext":true}',
      '---', 'content-type: application/json; charset=utf-8', '', '{"incremental":[{"data":{"text":"one"},"path":["a",0],"label":"L"}],"hasNext":true}',
      '---', 'content-type: application/json; charset=utf-8', '', '{"incremental":[{"data":null,"path":[],"errors":[{"message":"No."}]}],"hasNext":false}',
      '-----', '',
    ].join('\r\n'));
  });

  it('ends properly where its parts end without saying so', async () => {
    app.engine.later = async function* () { yield patch('one', true); };
    expect((await app.post(HELLO, { accept: DEFER })).text).toMatch(/\r\n---\r\ncontent-type: [^\r]+\r\n\r\n\{"hasNext":false\}\r\n-----\r\n$/);
  });

  it.each([
    ['multipart/mixed; deferSpec=20220824, application/json', true], ['application/json, multipart/mixed', true],
    ['application/graphql-response+json, application/graphql+json, application/json, text/event-stream, multipart/mixed', true],
    ['*/*', false], ['multipart/*, application/json', false], ['multipart/mixed;deferSpec=20220824;q=0, */*', false],
    ['multipart/mixed;incrementalSpec=v0.2, application/json', false], ['multipart/mixed;boundary="graphql";subscriptionSpec=1.0, application/json', false],
  ])('is for who accepts it: %s %s', async (accept, isTaken) => {
    app.engine.later = async function* () { yield patch('one', false); };
    const { headers } = await app.post(HELLO, { accept });
    expect(app.engine.runs[0]?.options.acceptsParts).toBe(isTaken);
    expect(headers.get('content-type')).toMatch(isTaken ? /^multipart\/mixed/ : /json/);
  });

  it('is one part, and the last, where nothing was put off and the client takes nothing else', async () => {
    const { headers, text } = await app.post(HELLO, { accept: 'multipart/mixed' });
    expect([headers.get('content-type'), text]).toEqual([PARTS_TYPE, '\r\n---\r\ncontent-type: application/json; charset=utf-8\r\n\r\n{"data":{"hello":"world"}}\r\n-----\r\n']);
    expect((await app.post(HELLO, { accept: DEFER })).headers.get('content-type')).toBe('application/json; charset=utf-8');
  });

  it('gives each part away at once', async () => {
    let goOn = (): void => undefined;
    app.engine.later = async function* () {
      yield patch('one', true);
      await new Promise<void>((resolve) => { goOn = resolve; });
      yield patch('two', false);
    };
    const client = await app.connect();
    const body = JSON.stringify(HELLO);
    client.say(`POST /graphql HTTP/1.1\r\nhost: a\r\naccept: multipart/mixed\r\ncontent-type: application/json\r\ncontent-length: ${body.length}\r\n\r\n${body}`);
    expect(await client.hear('one')).not.toContain('two');
    goOn();
    await client.hear('two');
    client.socket.destroy();
  });

  it('is stopped where the client goes away', async () => {
    const stopped = new Promise<string>((resolve) => {
      app.engine.later = () => ({
        [Symbol.asyncIterator]: () => ({ next: () => new Promise(() => undefined), return: () => { resolve('stopped'); return Promise.resolve({ done: true, value: undefined }); } }),
      });
    });
    const client = await app.connect();
    const body = JSON.stringify(HELLO);
    client.say(`POST /graphql HTTP/1.1\r\nhost: a\r\naccept: multipart/mixed\r\ncontent-type: application/json\r\ncontent-length: ${body.length}\r\n\r\n${body}`);
    await client.hear('"hasNext":true');
    client.socket.destroy();
    expect(await Promise.race([stopped, pause(2_000, 'running')])).toBe('stopped');
  });

  it('waits for a slow client, part by part', async () => {
    let made = 0;
    app.engine.later = async function* () {
      for (; made < 1_000; made += 1) yield patch('x'.repeat(100_000), true);
    };
    const client = await app.connect();
    client.socket.pause();
    const body = JSON.stringify(HELLO);
    client.say(`POST /graphql HTTP/1.1\r\nhost: a\r\naccept: multipart/mixed\r\ncontent-type: application/json\r\ncontent-length: ${body.length}\r\n\r\n${body}`);
    await pause(300);
    expect(made).toBeGreaterThan(0);
    expect(made).toBeLessThan(200);
    client.socket.destroy();
  });

  it('breaks off where making it fails, so that nobody takes it for whole', async () => {
    app.engine.later = async function* () {
      yield patch('one', true);
      throw new Error('SELECT password');
    };
    const client = await app.connect();
    const body = JSON.stringify(HELLO);
    client.say(`POST /graphql HTTP/1.1\r\nhost: a\r\naccept: multipart/mixed\r\ncontent-type: application/json\r\ncontent-length: ${body.length}\r\n\r\n${body}`);
    const received = await client.closed();
    expect(received).toContain('one');
    expect(received).not.toMatch(/password|-----/);
  });
});
