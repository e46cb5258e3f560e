import { mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { silentLogger, type Logger } from '@souk/telemetry';
import { waitFor } from '@souk/testing';
import { socketClient, subscribe } from './support/socket-client.js';
import { composeShop, orderSdl, startShop, type Shop } from './support/shop.js';

const WITHOUT_REFUSE = { order: orderSdl.replace(', refuse: String', '') };
const QUERY = '{ orders { number buyer { displayName } lines { product { name } } } }';

/** Longest that a change may take under load, in milliseconds: warming up alone has 5 s. */
const CHANGE_MS = 30_000;

let folder: string;
let file: string;
let shop: Shop;
let complaints: string[];
let loaded: Record<string, unknown>[];
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'souk-gateway-'));
  file = path.join(folder, 'supergraph.graphql');
  complaints = [];
  loaded = [];
  const logger = Object.assign(Object.create(silentLogger) as Logger, {
    error: (_details: unknown, message: string) => { if (message.startsWith('supergraph')) complaints.push(message); },
    info: (details: Record<string, unknown>, message: string) => { if (message === 'supergraph loaded') loaded.push(details); },
  });
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
  it('again and again, to good versions and to broken ones, costs no request and no answer', async () => {
    const expected = (await shop.query(QUERY)).data;
    const wrong: unknown[] = [];
    let answered = 0;
    let isOver = false;
    const stream = async (client: number): Promise<void> => {
      for (let turn = 0; !isOver; turn += 1) {
        // Every second operation is new to the gateway, so that planning falls into the changes, too.
        const isNew = turn % 2 === 0;
        const { status, data, errors } = await shop.query(isNew ? QUERY.replace('{', `{ n${client}x${turn}: __typename`) : QUERY);
        const { [`n${client}x${turn}`]: _name, ...rest } = data ?? {};
        answered += 1;
        if (status !== 200 || errors !== undefined || JSON.stringify(rest) !== JSON.stringify(expected)) wrong.push({ status, data, errors });
      }
    };
    const streams = [0, 1, 2].map(stream);
    try {
      for (const [index, sdl] of [composeShop(WITHOUT_REFUSE), 'type Query {', composeShop(), composeShop().replaceAll('"catalog"', '"warehouse"'), composeShop(WITHOUT_REFUSE)].entries()) {
        const before = loaded.length + complaints.length;
        await replace(sdl);
        await waitFor(() => loaded.length + complaints.length > before, { timeoutMs: CHANGE_MS });
        expect([loaded.length, complaints.length]).toEqual([[1, 0], [1, 1], [2, 1], [2, 2], [3, 2]][index]);
      }
    } finally {
      isOver = true;
    }
    await Promise.all(streams);
    expect(wrong).toEqual([]);
    expect(answered).toBeGreaterThan(20);
    expect(loaded.every(({ prepared }) => Number(prepared) > 0)).toBe(true);
  }, 4 * CHANGE_MS);

  it('is what new requests and open sockets see from then on', async () => {
    const client = socketClient(shop.gateway.url);
    const before = await supergraphId();
    await replace(composeShop(WITHOUT_REFUSE));
    await waitFor(async () => (await shop.query('{ refuse }')).status === 400);
    expect(await supergraphId()).not.toBe(before);
    const overSocket = subscribe(client, '{ refuse }');
    await waitFor(overSocket.ended);
    expect(JSON.stringify(overSocket.ended()?.error)).toContain('GRAPHQL_VALIDATION_FAILED');
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
