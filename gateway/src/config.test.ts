import { describe, expect, it, beforeAll } from '@jest/globals';
import { testKeys, type TestKeys } from '@souk/testing';
import { loadGatewayConfig } from './config.js';

let keys: TestKeys;
beforeAll(async () => { keys = await testKeys(); });
const env = (more: Record<string, string> = {}): Record<string, string> => ({ SOUK_SIGNING_KEY: keys.privateKeys.gateway, SOUK_JWKS: keys.jwks, ...more });

describe('the settings of a gateway', () => {
  it('have defaults for all but the keys', async () => {
    expect(await loadGatewayConfig(env())).toMatchObject({
      host: '127.0.0.1', port: 4000, supergraph: { file: expect.stringMatching(/schema\/supergraph\.graphql$/) }, introspection: false, maxBodyBytes: 1_048_576, deadlineMs: 10_000, corsOrigins: [], logLevel: 'info',
      subgraphs: { catalog: 'http://127.0.0.1:4001', user: 'http://127.0.0.1:4002', order: 'http://127.0.0.1:4003', logistics: 'http://127.0.0.1:4004' },
    });
  });

  it('are read', async () => {
    expect(await loadGatewayConfig(env({ CORS_ORIGINS: 'https://a.example, https://b.example', INTROSPECTION: 'true', ORDER_URL: 'https://order.example', WEB_ROOT: '/web' }))).toMatchObject({ corsOrigins: ['https://a.example', 'https://b.example'], introspection: true, subgraphs: { order: 'https://order.example' }, webRoot: '/web' });
  });

  it.each([
    ['PORT', { PORT: 'many' }], ['ORDER_URL', { ORDER_URL: 'order:4003' }], ['INTROSPECTION', { INTROSPECTION: 'maybe' }], ['LOG_LEVEL', { LOG_LEVEL: 'loud' }],
    ['SOUK_SIGNING_KEY', { SOUK_SIGNING_KEY: '' }], ['SOUK_SIGNING_KEY', { SOUK_SIGNING_KEY: '{}' }], ['SOUK_JWKS', { SOUK_JWKS: '[]' }],
  ])('that are wrong are named: %s', async (name, wrong) => {
    await expect(loadGatewayConfig(env(wrong))).rejects.toThrow(name);
  });

  it('take no other service\'s key', async () => {
    await expect(loadGatewayConfig(env({ SOUK_SIGNING_KEY: keys.privateKeys.order }))).rejects.toThrow(/SOUK_SIGNING_KEY: expected a key of the gateway/);
  });
});
