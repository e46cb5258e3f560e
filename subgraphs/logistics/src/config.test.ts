import { describe, expect, it } from '@jest/globals';
import { loadLogisticsConfig } from './config.js';

const ENV = { DATABASE_URL: 'postgres://souk@127.0.0.1:5432/logistics', SOUK_SIGNING_KEY: '{}', SOUK_JWKS: '{}' };

describe('loadLogisticsConfig', () => {
  it('has defaults for what may be left out', () => {
    expect(loadLogisticsConfig(ENV)).toMatchObject({ host: '127.0.0.1', port: 4004, peerUrls: { order: 'http://127.0.0.1:4003' }, redisUrl: undefined, logLevel: 'info' });
  });

  it.each([
    ['DATABASE_URL', {}],
    ['DATABASE_URL', { ...ENV, DATABASE_URL: 'mysql://x' }],
    ['SOUK_SIGNING_KEY', { ...ENV, SOUK_SIGNING_KEY: '' }],
    ['PORT', { ...ENV, PORT: '70000' }],
    ['ORDER_URL', { ...ENV, ORDER_URL: 'order' }],
    ['REDIS_URL', { ...ENV, REDIS_URL: 'http://x' }],
    ['RABBITMQ_URL', { ...ENV, RABBITMQ_URL: 'http://x' }],
    ['LOG_LEVEL', { ...ENV, LOG_LEVEL: 'loud' }],
  ])('names %s where it is missing or wrong', (name, env) => expect(() => loadLogisticsConfig(env)).toThrow(name));
});
