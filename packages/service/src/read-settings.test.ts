import { describe, expect, it } from '@jest/globals';
import { z } from 'zod';
import { readSettings } from './read-settings.js';
import { cacheConfig, cacheSettings, secret, subgraphConfig, subgraphSettings, wholeNumber } from './settings.js';
import { httpUrl } from './url-of.js';

const ENV = { DATABASE_URL: 'postgres://souk@127.0.0.1:5432/catalog', SOUK_JWKS: '{"keys":[]}' };
const schema = z.object({ ...subgraphSettings(4001), ...cacheSettings });
const refusalOf = (env: Record<string, string | undefined>): string => {
  try {
    readSettings(schema, { ...ENV, ...env });
    return 'accepted';
  } catch (error) {
    return String(error);
  }
};

describe('readSettings', () => {
  it('has defaults for what may be left out', () => {
    const settings = readSettings(schema, ENV);
    expect({ ...subgraphConfig(settings), ...cacheConfig(settings) }).toEqual({
      host: '127.0.0.1', port: 4001, logLevel: 'info', databaseUrl: ENV.DATABASE_URL, jwks: ENV.SOUK_JWKS, rabbitUrl: undefined, redisUrl: undefined, memcachedUrl: undefined,
    });
  });

  it('takes an empty variable for one that is not set', () => {
    expect(readSettings(schema, { ...ENV, PORT: '', HOST: '', RABBITMQ_URL: '' })).toEqual({ ...ENV, PORT: 4001, HOST: '127.0.0.1', LOG_LEVEL: 'info' });
    expect(refusalOf({ SOUK_JWKS: '' })).toBe('OperationalError: SOUK_JWKS: expected the public JWKS as JSON, it is not set.');
  });

  it.each([
    ['PORT', '70000', 'PORT: expected a whole number from 0 to 65535, got something else.'],
    ['PORT', '1.5', 'PORT: expected a whole number from 0 to 65535, got something else.'],
    ['PORT', 'http', 'PORT: expected a whole number from 0 to 65535, got something else.'],
    ['LOG_LEVEL', 'loud', 'LOG_LEVEL: expected one of fatal, error, warn, info, debug, trace, silent, got something else.'],
    ['DATABASE_URL', undefined, 'DATABASE_URL: expected a URL that begins with postgres:// or postgresql://, it is not set.'],
    ['DATABASE_URL', 'mysql://root:hunter2@db/x', 'DATABASE_URL: expected a URL that begins with postgres:// or postgresql://, got something else.'],
    ['REDIS_URL', 'http://x', 'REDIS_URL: expected a URL that begins with redis:// or rediss://, got something else.'],
    ['MEMCACHED_URL', 'redis://x', 'MEMCACHED_URL: expected a URL that begins with memcached://, got something else.'],
    ['RABBITMQ_URL', 'hunter2', 'RABBITMQ_URL: expected a URL that begins with amqp:// or amqps://, got something else.'],
  ])('refuses %s=%s in one line that shows no value', (name, value, message) => {
    expect(refusalOf({ [name]: value })).toBe(`OperationalError: ${message}`);
  });

  it('names all that is wrong at once', () => {
    expect(refusalOf({ PORT: '-1', SOUK_JWKS: undefined })).toMatch(/^OperationalError: PORT: expected a whole number from 0 to 65535, got something else; SOUK_JWKS: .*, it is not set\.$/);
  });
});

describe('settings', () => {
  it('of other kinds say what they expect, too', () => {
    const other = z.object({ PEER_URL: httpUrl, KEY: secret('at least 4 characters', 4), BYTES: wholeNumber(1, 9) });
    expect(readSettings(other, { PEER_URL: 'https://order.example', KEY: 'four', BYTES: '9' })).toEqual({ PEER_URL: 'https://order.example', KEY: 'four', BYTES: 9 });
    expect(() => readSettings(other, { PEER_URL: 'order:4003', KEY: 'abc' })).toThrow(/^PEER_URL: expected a URL that begins with http:\/\/ or https:\/\/, got something else; KEY: expected at least 4 characters, got something else; BYTES: expected a whole number from 1 to 9, it is not set\.$/);
  });
});
