import { describe, expect, it } from '@jest/globals';
import { loadOrderConfig } from './config.js';

const complete = { DATABASE_URL: 'postgres://souk@127.0.0.1:5432/order', SOUK_SIGNING_KEY: '{}', SOUK_JWKS: '{}', PAYMENT_SANDBOX_API_KEY: 'k' };

describe('loadOrderConfig', () => {
  it('has a default for everything but the database and what is secret', () => {
    expect(loadOrderConfig(complete)).toMatchObject({ host: '127.0.0.1', port: 4003, checkoutProtocol: 'saga', peerUrls: { catalog: 'http://127.0.0.1:4001' }, logLevel: 'info' });
  });

  it('names every variable that is missing or wrong, and shows no value', () => {
    expect(() => loadOrderConfig({ ...complete, PORT: '70000', DATABASE_URL: 'mysql://secret@h/d', SOUK_JWKS: undefined })).toThrow(/^(?=.*PORT: )(?=.*DATABASE_URL: )(?=.*SOUK_JWKS: )(?!.*secret)/);
  });
});
