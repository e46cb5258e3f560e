import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { request } from 'undici';
import { subgraphSchema } from './federation.js';
import { readHttpRequests } from './http-request-reader.js';
import { startReplayer, type Replayer } from './replayer.js';

describe('reading requests', () => {
  const withLength = 'POST /accounts HTTP/1.1\r\nHost: x\r\nContent-Length: 4\r\n\r\nabcd';
  const chunked = 'POST /reviews HTTP/1.1\r\ntransfer-encoding: chunked\r\n\r\n3\r\nabc\r\nA\r\n\r\n\r\n345678\r\n0\r\n\r\n';
  const withoutBody = 'GET /counts HTTP/1.1\r\n\r\n';
  const expected = [['post /accounts http/1.1', 'abcd'], ['post /reviews http/1.1', 'abc\r\n\r\n345678'], ['get /counts http/1.1', '']];

  test.each([1, 2, 7, 1_000])('pipelined, in pieces of %i bytes', (size) => {
    const requests: string[][] = [];
    const read = readHttpRequests(({ head, body }) => requests.push([head.split('\r\n')[0] ?? '', body.toString()]));
    const bytes = Buffer.from(withLength + chunked + withoutBody);
    for (let at = 0; at < bytes.length; at += size) read(bytes.subarray(at, at + size));
    expect(requests).toEqual(expected);
  });
});

describe('the replayer', () => {
  let replayer: Replayer;
  beforeAll(async () => { replayer = await startReplayer({ accounts: subgraphSchema('accounts') }); });
  afterAll(() => replayer.close());
  const ask = async (path: string, query?: string, headers = {}): Promise<unknown> => (await request(`http://127.0.0.1:${replayer.port}/${path}`, query === undefined ? { headers: { connection: 'close' } } : { method: 'POST', headers: { ...headers, connection: 'close' }, body: JSON.stringify({ query }) })).body.json();

  test('executes a request once and replays it, whoever asks', async () => {
    const first = await ask('accounts', '{ me { name } }', { authorization: 'Bearer one' });
    expect(first).toEqual({ data: { me: { name: 'Ada Fischer' } } });
    expect(await ask('accounts', '{ me { name } }')).toEqual(first);
    expect(await ask('accounts', '{ me { id } }', { authorization: 'Bearer two' })).toEqual({ data: { me: { id: '1' } } });
    expect(await ask('counts')).toEqual({ fetches: 3, executed: 2, unauthorized: 1 });
  });
});
