import { resolve } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { loadClusterConfig, loadPlatformConfig, ROOT } from './config.js';

const URLS = { DATABASE_URL_CATALOG: 'postgresql://a@db/catalog', DATABASE_URL_USER: 'postgresql://a@db/user', DATABASE_URL_ORDER: 'postgres://a@db/order', DATABASE_URL_LOGISTICS: 'postgresql://a@db/logistics' };

describe('loadPlatformConfig', () => {
  it('has a default for every setting', () => {
    expect(loadPlatformConfig({})).toEqual({
      host: '127.0.0.1', port: 4000, dataDir: resolve(ROOT, '.souk'), logLevel: 'warn', databaseUrls: {}, redisUrl: undefined, memcachedUrl: undefined, rabbitUrl: undefined, admin: undefined, corsOrigins: [], demo: true, checkoutProtocol: 'saga',
    });
  });

  it('takes an empty variable for an absent one', () => {
    expect(loadPlatformConfig({ PORT: '', REDIS_URL: '' })).toEqual(loadPlatformConfig({}));
  });

  it.each([
    [{ PORT: 'abc' }, "PORT: expected a whole number from 0 to 65000, found 'abc'"],
    [{ PORT: '70000' }, "found '70000'"],
    [{ PORT: '40.5' }, "found '40.5'"],
    [{ LOG_LEVEL: 'loud' }, 'LOG_LEVEL: expected one of fatal, error, warn, info, debug, trace, silent'],
    [{ REDIS_URL: 'http://localhost' }, 'REDIS_URL: expected a URL that begins with redis:// or rediss://'],
    [{ DATABASE_URL_ORDER: 'order' }, 'DATABASE_URL_ORDER: expected a URL that begins with postgresql:// or postgres://'],
    [{ ADMIN_EMAIL: 'admin@example.com' }, 'ADMIN_EMAIL and ADMIN_PASSWORD: expected both or neither'],
    [{ ADMIN_EMAIL: 'admin', ADMIN_PASSWORD: 'twelve-chars' }, 'ADMIN_EMAIL: expected an e-mail address'],
    [{ ADMIN_EMAIL: 'admin@example.com', ADMIN_PASSWORD: 'short' }, 'ADMIN_PASSWORD: expected at least 12 characters'],
  ])('says in one line what is wrong with %j', (env, message) => {
    expect(() => loadPlatformConfig(env)).toThrow(message);
  });

  it('repeats no secret in its message', () => {
    expect(() => loadPlatformConfig({ REDIS_URL: 'http://:secret@localhost' })).not.toThrow('secret');
    expect(() => loadPlatformConfig({ ADMIN_EMAIL: 'a@b.example', ADMIN_PASSWORD: 'secret' })).not.toThrow('secret');
  });

  it('opens no demo to the network, as its passwords are printed', () => {
    expect(() => loadPlatformConfig({ HOST: '0.0.0.0' })).toThrow("HOST: expected one of 127.0.0.1, localhost, ::1");
    expect(loadPlatformConfig({ HOST: '0.0.0.0', ...URLS })).toMatchObject({ host: '0.0.0.0', demo: false });
  });

  it('has no demo where any database is one’s own', () => {
    expect(loadPlatformConfig({ DATABASE_URL_ORDER: URLS.DATABASE_URL_ORDER })).toMatchObject({ demo: false, databaseUrls: { order: URLS.DATABASE_URL_ORDER } });
  });
});

describe('loadClusterConfig', () => {
  it('reads the same settings', () => {
    expect(loadClusterConfig(2, { PORT: '5000', RABBITMQ_URL: 'amqp://localhost', ADMIN_EMAIL: 'a@b.example', ADMIN_PASSWORD: 'twelve-chars' })).toMatchObject({
      replicas: 2, port: 5000, rabbitUrl: 'amqp://localhost', admin: { email: 'a@b.example', password: 'twelve-chars' },
    });
  });
});
