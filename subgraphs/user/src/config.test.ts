import { describe, expect, it } from '@jest/globals';
import { loadUserConfig } from './config.js';

const ENV = { DATABASE_URL: 'postgres://souk@127.0.0.1:5432/user', SOUK_SIGNING_KEY: '{}', SOUK_JWKS: '{}' };

describe('loadUserConfig', () => {
  it('has defaults for what may be left out', () => expect(loadUserConfig(ENV)).toMatchObject({ host: '127.0.0.1', port: 4002, admin: undefined, logLevel: 'info' }));
  it('reads the first administrator', () => expect(loadUserConfig({ ...ENV, ADMIN_EMAIL: 'a@souk.example', ADMIN_PASSWORD: 'long enough' }).admin).toEqual({ email: 'a@souk.example', password: 'long enough' }));
  it.each([
    ['DATABASE_URL', {}],
    ['DATABASE_URL', { ...ENV, DATABASE_URL: 'mysql://x' }],
    ['PORT', { ...ENV, PORT: '70000' }],
    ['REDIS_URL', { ...ENV, REDIS_URL: 'http://x' }],
    ['ADMIN_PASSWORD', { ...ENV, ADMIN_EMAIL: 'a@souk.example', ADMIN_PASSWORD: 'short' }],
    ['ADMIN_EMAIL', { ...ENV, ADMIN_EMAIL: 'a@souk.example' }],
  ])('names %s where it is wrong', (name, env) => expect(() => loadUserConfig(env)).toThrow(name));
});
