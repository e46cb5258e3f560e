import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { waitFor } from '@souk/testing';
import { Transports } from '../src/transport/transports.js';
import { type FetchRequest } from '../src/transport/transport.js';
import { openScriptedServer, type Arrival, type ScriptedServer } from './support/scripted-server.js';

const ANSWER = '{"data":{"hello":"world"}}';
const ELSEWHERE = new Map([['catalog', 'http://127.0.0.1:9/graphql']]);
const answer = ({ response }: Arrival): void => void response.end(ANSWER);
const query = (): FetchRequest => ({ body: '{"query":"{ hello }"}', isQuery: true, headers: [], deadlineAtMs: performance.now() + 60_000 });

describe('the way to a subgraph that has moved', () => {
  let server: ScriptedServer;
  let transports: Transports;
  let addresses: ReadonlyMap<string, string>;
  beforeEach(async () => {
    server = await openScriptedServer(answer);
    addresses = new Map([['catalog', server.url]]);
    transports = new Transports({ ownSubgraphs: new Set(), inProcess: {}, settings: {} });
  });
  afterEach(async () => {
    await transports.close();
    await server.close();
  });
  const old = () => {
    const transport = transports.of(addresses).get('catalog');
    if (transport === undefined) throw new Error('the subgraph is unknown');
    return transport;
  };

  it('answers what is under way, and the next fetch of the same plan, and is closed then', async () => {
    const transport = old();
    const arrived: Arrival[] = [];
    server.react = (arrival) => void arrived.push(arrival);
    const first = transport.fetch(query());
    await waitFor(() => arrived.length === 1);
    transports.keepOnly(ELSEWHERE);
    await new Promise((resolve) => { setTimeout(resolve, 1_500); });
    arrived.forEach(answer);
    expect(await first).toEqual({ status: 200, text: ANSWER });
    server.react = answer;
    expect(await transport.fetch(query())).toEqual({ status: 200, text: ANSWER });
    expect(await transport.fetch(query())).toEqual({ status: 200, text: ANSWER });
    await waitFor(() => transport.isReady().then((isReady) => !isReady), { timeoutMs: 10_000 });
    await expect(transport.fetch(query())).rejects.toMatchObject({ reason: 'connection' });
  });

  it('is another one once the subgraph is back at its address', async () => {
    const before = old();
    transports.keepOnly(ELSEWHERE);
    const after = old();
    expect(after).not.toBe(before);
    expect(await after.fetch(query())).toEqual({ status: 200, text: ANSWER });
    transports.keepOnly(addresses);
    expect(old()).toBe(after);
  });

  it('is closed at once with all others', async () => {
    const transport = old();
    server.react = () => undefined;
    const first = transport.fetch(query());
    await waitFor(() => server.arrivals.length === 1);
    transports.keepOnly(ELSEWHERE);
    const rejected = expect(first).rejects.toMatchObject({ reason: 'connection' });
    await transports.close();
    await rejected;
  });
});
