import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { waitFor } from '@souk/testing';
import { socketClient, subscribe } from './support/socket-client.js';
import { startShop, type Shop } from './support/shop.js';

const LISTED = 'query Orders { orders { number } }';

let folder: string;
let shop: Shop;
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'souk-operations-'));
  await writeFile(path.join(folder, 'orders.graphql'), LISTED);
  shop = await startShop({ operationsFolder: folder });
});
afterAll(async () => {
  await shop.stop();
  await rm(folder, { recursive: true });
});

describe('a gateway that runs listed operations alone', () => {
  it('answers them over HTTP, and no other', async () => {
    expect((await shop.query(LISTED)).data).toEqual({ orders: [{ number: 'N-1' }, { number: 'N-2' }] });
    expect((await shop.query('{ orders { id } }')).errors).toEqual([expect.objectContaining({ extensions: { code: 'PERSISTED_OPERATION_REQUIRED' } })]);
  });

  it('answers them over a socket, and no other', async () => {
    const client = socketClient(shop.gateway.url);
    const [listed, other] = [subscribe(client, LISTED), subscribe(client, '{ orders { id } }')];
    await waitFor(() => listed.ended() && other.ended());
    expect(listed.results).toEqual([{ data: { orders: [{ number: 'N-1' }, { number: 'N-2' }] } }]);
    expect(other.results).toEqual([]);
    expect(other.ended()).toEqual({ error: [expect.objectContaining({ extensions: { code: 'PERSISTED_OPERATION_REQUIRED' } })] });
    await client.dispose();
  });
});
