import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import { type AddressInfo } from 'node:net';
import { networkInterfaces } from 'node:os';
import { afterEach, describe, expect, it } from '@jest/globals';
import { metricsRoute } from '@souk/telemetry';
import { GatewayMetrics } from './gateway-metrics.js';

describe('/metrics', () => {
  let server: Server;
  const open = async (token?: string, host = '127.0.0.1', metrics = new GatewayMetrics()): Promise<string> => {
    const route = metricsRoute({ metrics, token });
    server = createServer((request, response) => void route(request, response)).listen(0, host);
    await once(server, 'listening');
    return `http://127.0.0.1:${(server.address() as AddressInfo).port}/metrics`;
  };
  afterEach(async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });

  it('answers this machine', async () => {
    const url = await open();
    const response = await fetch(url);
    expect([response.status, response.headers.get('content-type')]).toEqual([200, 'text/plain; version=0.0.4; charset=utf-8']);
    expect(await response.text()).toContain('process_cpu_seconds_total');
    const head = await fetch(url, { method: 'HEAD' });
    expect([head.status, await head.text()]).toEqual([200, '']);
    expect((await fetch(url, { method: 'POST' })).status).toBe(405);
  });

  it('says why it cannot answer, and goes on', async () => {
    const metrics = new GatewayMetrics();
    const fail = (): never => { throw new Error('no supergraph yet'); };
    metrics.observe({ transports: () => [], subscriptions: fail, overload: fail, supergraphId: fail });
    const response = await fetch(await open(undefined, '127.0.0.1', metrics));
    expect([response.status, await response.text()]).toEqual([500, 'Metrics cannot be read: no supergraph yet']);
  });

  it.each([{ 'x-forwarded-for': '203.0.113.9' }, { forwarded: 'for=203.0.113.9' }, { via: '1.1 proxy' }])('does not take what a proxy passed on for this machine: %j', async (headers) => {
    const response = await fetch(await open(), { headers });
    expect([response.status, response.headers.get('www-authenticate')]).toEqual([401, 'Bearer']);
    expect(await response.text()).not.toContain('process_');
  });

  it('refuses who comes over another address of the machine', async () => {
    const address = Object.values(networkInterfaces()).flat().find((one) => one?.family === 'IPv4' && !one.internal)?.address;
    const url = await open(undefined, '0.0.0.0');
    if (address !== undefined) expect((await fetch(url.replace('127.0.0.1', address))).status).toBe(401);
  });

  it.each([[undefined, 401], ['Bearer wrong', 401], ['Basic c2VjcmV0', 401], ['Bearer a long secret', 401], ['Bearer a-long-secret', 200], ['bearer a-long-secret', 200]])('with a token, %j gets %i', async (authorization, status) => {
    const response = await fetch(await open('a-long-secret'), authorization === undefined ? {} : { headers: { authorization } });
    expect(response.status).toBe(status);
    await response.text();
  });
});
