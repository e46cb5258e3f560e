import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, get, type IncomingMessage } from 'node:http';
import { once } from 'node:events';
import { type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startShop, type Shop } from './support/shop.js';

let webRoot: string;
let shop: Shop;
beforeAll(async () => {
  webRoot = await mkdtemp(path.join(tmpdir(), 'souk-web-'));
  await mkdir(path.join(webRoot, 'assets'));
  await writeFile(path.join(webRoot, 'explorer.html'), '<title>explorer</title>');
  await writeFile(path.join(webRoot, 'track.html'), '<title>track</title>');
  await writeFile(path.join(webRoot, 'assets', 'track-abc123.js'), 'export {};');
  shop = await startShop({ webRoot, demoAccounts: [{ label: 'Shopper', role: 'CUSTOMER', email: 'a@b.example', password: 'demo' }], corsOrigins: ['https://shop.example'] });
});
afterAll(async () => {
  await shop.stop();
  await rm(webRoot, { recursive: true });
});

const fetchPath = (target: string, init?: RequestInit): Promise<Response> => fetch(`${shop.gateway.url}${target}`, init);

describe('the pages', () => {
  it.each([['/explorer', 'explorer'], ['/track/N-1', 'track'], ['/track/anything%20at%20all', 'track']])('%s', async (target, title) => {
    const response = await fetchPath(target);
    expect(await response.text()).toBe(`<title>${title}</title>`);
    expect(response.headers.get('content-type')).toMatch(/^text\/html/);
    expect(response.headers.get('cache-control')).toBe('no-cache');
    expect(response.headers.get('content-security-policy')).toContain("script-src 'self'; worker-src 'self'; style-src 'self' 'unsafe-inline'");
  });

  it('cache their assets for ever', async () => {
    const response = await fetchPath('/assets/track-abc123.js');
    expect(response.headers.get('cache-control')).toBe('public, max-age=31536000, immutable');
    expect(response.headers.get('content-type')).toMatch(/javascript/);
  });

  it('begin at the explorer', async () => {
    const response = await fetchPath('/', { redirect: 'manual' });
    expect([response.status, response.headers.get('location')]).toEqual([302, '/explorer']);
    const endpoint = await fetchPath('/graphql', { redirect: 'manual', headers: { accept: 'text/html,application/xhtml+xml,*/*;q=0.8' } });
    expect([endpoint.status, endpoint.headers.get('location')]).toEqual([302, '/explorer']);
    expect((await fetchPath('/graphql', { headers: { accept: 'application/json' } })).status).toBe(400);
  });

  it('are all that is served', async () => {
    const raw = await new Promise<IncomingMessage>((resolve) => { get({ host: '127.0.0.1', port: shop.gateway.port, path: '/assets/..%2f..%2f..%2fetc%2fpasswd' }, resolve); });
    raw.resume();
    expect(raw.statusCode).toBeGreaterThanOrEqual(400);
    const response = await fetchPath('/nothing');
    expect([response.status, await response.json()]).toEqual([404, { errors: [{ message: expect.any(String), extensions: { code: 'NOT_FOUND' } }] }]);
  });

  it('know the demo accounts where there are some, and only there', async () => {
    const response = await fetchPath('/demo-accounts.json');
    expect(response.headers.get('cache-control')).toBe('no-store');
    expect(await response.json()).toEqual([{ label: 'Shopper', role: 'CUSTOMER', email: 'a@b.example', password: 'demo' }]);
    const plain = await startShop();
    expect((await fetch(`${plain.gateway.url}/demo-accounts.json`)).status).toBe(404);
    await plain.stop();
  });
});

describe('what other machines ask', () => {
  it('is it alive and ready', async () => {
    expect(await (await fetchPath('/health/live')).json()).toEqual({ status: 'live' });
    expect(await (await fetchPath('/health/ready')).json()).toMatchObject({ status: 'ready', subgraphs: { order: 'ready', catalog: 'ready', user: 'ready' } });
  });

  it('its public keys, and never a private one', async () => {
    const { keys } = await (await fetchPath('/.well-known/jwks.json')).json() as { keys: { kid: string; d?: string }[] };
    expect(keys.map(({ kid }) => kid)).toContain('gateway-1');
    expect(keys.filter(({ d }) => d !== undefined)).toEqual([]);
  });

  it('may a page of another origin ask: those that are listed', async () => {
    const ask = async (origin: string): Promise<string | null> => (await fetchPath('/graphql', { method: 'OPTIONS', headers: { origin, 'access-control-request-method': 'POST' } })).headers.get('access-control-allow-origin');
    expect(await ask('https://shop.example')).toBe('https://shop.example');
    expect(await ask('https://evil.example')).toBeNull();
  });
});

it('a port that is taken is said in one line', async () => {
  const squatter = createServer().listen(0, '127.0.0.1');
  await once(squatter, 'listening');
  await expect(startShop({ port: (squatter.address() as AddressInfo).port })).rejects.toThrow(/the port is taken/);
  squatter.close();
});
