import { mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { silentLogger, type Logger } from '@souk/telemetry';
import { waitFor } from '@souk/testing';
import { socketClient, subscribe } from './support/socket-client.js';
import { composeShop, orderSdl, startShop, type Shop } from './support/shop.js';

const WITHOUT_REFUSE = { order: orderSdl.replace(', refuse: String', '') };

let folder: string;
let file: string;
let shop: Shop;
let complaints: string[];
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'souk-gateway-'));
  file = path.join(folder, 'supergraph.graphql');
  complaints = [];
  const logger = Object.assign(Object.create(silentLogger) as Logger, { error: (_details: unknown, message: string) => { complaints.push(message); } });
  await writeFile(file, composeShop());
  shop = await startShop({ supergraph: { file }, logger });
});
afterEach(async () => {
  await shop.stop();
  await rm(folder, { recursive: true });
});

const replace = async (sdl: string): Promise<void> => {
  await writeFile(`${file}.new`, sdl);
  await rename(`${file}.new`, file);
};
const supergraphId = async (): Promise<unknown> => (await (await fetch(`${shop.gateway.url}/health/ready`)).json() as { supergraph: unknown }).supergraph;

describe('a supergraph file that changes', () => {
  it('is loaded without a dropped request, for HTTP and for open sockets', async () => {
    const client = socketClient(shop.gateway.url);
    const progress = subscribe(client, 'subscription { orderProgress(orderId: "1") { sequence order { buyer { displayName } } } }');
    shop.log.add('PENDING');
    await waitFor(() => progress.results.length === 1);
    const before = await supergraphId();
    const statuses: number[] = [];
    await replace(composeShop(WITHOUT_REFUSE));
    await waitFor(async () => {
      statuses.push((await shop.query('{ orders { buyer { displayName } } }')).status);
      return (await shop.query('{ refuse }')).status === 400;
    });
    expect(new Set(statuses)).toEqual(new Set([200]));
    expect(await supergraphId()).not.toBe(before);
    const overSocket = subscribe(client, '{ refuse }');
    await waitFor(overSocket.ended);
    expect(JSON.stringify(overSocket.ended()?.error)).toContain('GRAPHQL_VALIDATION_FAILED');
    shop.log.add('CONFIRMED');
    await waitFor(() => progress.results.length === 2);
    expect(progress.results[1]).toEqual({ data: { orderProgress: { sequence: 2, order: { buyer: { displayName: 'User buyer-1' } } } } });
    await client.dispose();
  });

  it.each([
    ['is not GraphQL', 'type Query {', /supergraph refused, the old one stays: Syntax Error/],
    ['is no supergraph', 'type Query { a: Int }', /supergraph refused, the old one stays: .*core schema/],
    ['names a subgraph without an address', composeShop().replaceAll('"catalog"', '"warehouse"'), /without an address: warehouse/],
    ['asks for a security feature that nobody enforces', composeShop().replace('schema\n', 'schema\n  @link(url: "https://specs.example.com/lock/v1.0", for: SECURITY)\n'), /lock.* is for: SECURITY but is unsupported/],
  ])('is refused with its reasons where it %s, and the old one stays', async (_name, sdl, reason) => {
    const before = await supergraphId();
    await replace(sdl);
    await waitFor(() => complaints.length > 0);
    expect(complaints[0]).toMatch(reason);
    expect(await supergraphId()).toBe(before);
    expect((await shop.query('{ orders { number } }')).data).toEqual({ orders: [{ number: 'N-1' }, { number: 'N-2' }] });
    await replace(composeShop(WITHOUT_REFUSE));
    await waitFor(async () => (await supergraphId()) !== before);
  });
});

it('a gateway without a good supergraph does not start, and says why', async () => {
  await expect(startShop({ supergraph: { sdl: 'type Query { a: Int }' } })).rejects.toThrow(/core schema/);
  await expect(startShop({ supergraph: { file: '/nowhere/supergraph.graphql' } })).rejects.toThrow("'/nowhere/supergraph.graphql' (SUPERGRAPH_FILE) cannot be read");
});
