import { describe, expect, it } from '@jest/globals';
import { loadCatalogConfig } from './config.js';

const ENV = { DATABASE_URL: 'postgres://souk@127.0.0.1:5432/catalog', SOUK_JWKS: '{"keys":[]}', SOUK_SIGNING_KEY: '{}' };

describe('the catalog’s settings', () => {
  it('have defaults for what may be left out', () => {
    expect(loadCatalogConfig(ENV)).toEqual({ host: '127.0.0.1', port: 4001, databaseUrl: ENV.DATABASE_URL, jwks: ENV.SOUK_JWKS, redisUrl: undefined, memcachedUrl: undefined, rabbitUrl: undefined, logLevel: 'info', signingKey: '{}', peerUrls: { catalog: 'http://127.0.0.1:4001', user: 'http://127.0.0.1:4002', order: 'http://127.0.0.1:4003', logistics: 'http://127.0.0.1:4004' }, checkoutProtocol: 'saga' });
  });

  it.each([['DATABASE_URL', undefined], ['DATABASE_URL', 'mysql://x'], ['SOUK_JWKS', undefined], ['SOUK_SIGNING_KEY', undefined], ['CHECKOUT_PROTOCOL', 'hope'], ['PORT', '70000'], ['REDIS_URL', 'http://x'], ['MEMCACHED_URL', 'redis://x'], ['LOG_LEVEL', 'loud']])('name %s where it is %s', (name, value) => {
    expect(() => loadCatalogConfig({ ...ENV, [name]: value })).toThrow(`${name}: `);
  });
});
