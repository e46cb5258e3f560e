import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { waitFor } from '@souk/testing';
import { createClient as createSocketClient } from 'graphql-ws';
import WebSocket from 'ws';
import { createClient, logIn, registerCustomer, type Client } from '../support/client.js';
import { addProduct, openShop, placeOrder, shipmentsOf } from '../support/shop.js';
import { startTestPlatform, TEST_ADMIN, type TestPlatform } from '../support/test-platform.js';

const ROOT = join(__dirname, '../..');

interface Block { readonly language: string; readonly code: string }

const blocksOf = (markdown: string): readonly Block[] =>
  [...markdown.matchAll(/^```(\w+)\n([\s\S]*?)^```$/gm)].map(([, language = '', code = '']) => ({ language, code }));

describe('the README', () => {
  let platform: TestPlatform;
  let admin: Client;
  let order: { id: string };
  let blocks: readonly Block[];
  const code = (language: string): readonly string[] => blocks.filter((block) => block.language === language).map((block) => block.code);

  beforeAll(async () => {
    blocks = blocksOf(await readFile(join(ROOT, 'README.md'), 'utf8'));
    platform = await startTestPlatform();
    admin = await logIn(platform.url, TEST_ADMIN);
    const variant = await addProduct(admin, await openShop(admin), { units: 5 });
    order = await placeOrder(await registerCustomer(platform.url), variant.id);
    await waitFor(async () => (await shipmentsOf(admin, order.id)).length > 0, { timeoutMs: 10_000 });
  }, 60_000);

  afterAll(() => platform?.stop());

  it('holds no code in a language that this test does not run', () => {
    expect(new Set(blocks.map(({ language }) => language))).toEqual(new Set(['sh', 'graphql', 'js', 'mermaid']));
  });

  it('names npm commands that exist', async () => {
    const { scripts } = JSON.parse(await readFile(join(ROOT, 'package.json'), 'utf8')) as { scripts: Record<string, string> };
    const commands = [...(await readFile(join(ROOT, 'README.md'), 'utf8')).matchAll(/npm (start|test|run ([\w:]+))/g)].map(([, word, script]) => script ?? word ?? '');
    for (const command of commands) expect(scripts).toHaveProperty([command]);
  });

  it('answers its curl command', async () => {
    const [command] = code('sh').filter((text) => text.startsWith('curl'));
    const { stdout } = await promisify(execFile)('sh', ['-c', (command ?? '').replace('http://127.0.0.1:4000', platform.url)]);
    expect(JSON.parse(stdout)).toMatchObject({ data: { products: { nodes: [{ name: 'Mint tea', priceRange: { min: { decimal: '10.00', currency: 'EUR' } } }] } } });
  });

  it('answers its queries, as a newcomer pastes them', async () => {
    const queries = code('graphql').filter((text) => text.startsWith('query'));
    expect(queries.length).toBeGreaterThan(0);
    for (const query of queries) {
      const { products } = await createClient(platform.url).read(query);
      expect(products.nodes[0].variants.nodes[0].shippingEstimate.cheapest.carrier.name).toBe('Swift');
    }
  });

  it('pushes what its subscription asks for', async () => {
    const [query = ''] = code('graphql').filter((text) => text.startsWith('subscription'));
    const socket = admin.socket();
    for await (const { data } of socket.iterate<{ orderProgress: { sequence: number; order: { buyer: { displayName: string } } } }>({ query, variables: { orderId: order.id } })) {
      expect(data?.orderProgress).toMatchObject({ sequence: 1, order: { buyer: { displayName: 'Ada Lovelace' }, lines: [{ quantity: 1 }] } });
      break;
    }
    await socket.dispose();
  });

  it('runs its program', async () => {
    const [program = ''] = code('js');
    const lines: unknown[][] = [];
    const body = program.replace(/^import .*$/gm, '').replace('ws://127.0.0.1:4000', platform.url.replace('http', 'ws')).replace(/console\.log\((.*)\);/, 'if (log($1)) break;');
    const AsyncFunction = (async () => undefined).constructor as new (...parameters: string[]) => (...values: unknown[]) => Promise<void>;
    await new AsyncFunction('createClient', 'WebSocket', 'accessToken', 'orderId', 'log', body)(createSocketClient, WebSocket, admin.token, order.id, (...words: unknown[]) => lines.push(words) === 2);
    expect(lines).toEqual([[1, expect.any(String)], [2, expect.any(String)]]);
  });
});
