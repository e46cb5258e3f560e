import { describe, expect, it } from '@jest/globals';
import { loadPaymentSandboxConfig } from './config.js';

describe('loadPaymentSandboxConfig', () => {
  it('has a default for everything but the key', () => {
    expect(loadPaymentSandboxConfig({ PAYMENT_SANDBOX_API_KEY: '0123456789abcdef' })).toEqual({
      host: '127.0.0.1', port: 4005, apiKey: '0123456789abcdef', ledgerFile: '.souk/payment-sandbox/ledger.jsonl', logLevel: 'info',
    });
  });

  it.each([[{}, 'PAYMENT_SANDBOX_API_KEY'], [{ PAYMENT_SANDBOX_API_KEY: 'short' }, 'PAYMENT_SANDBOX_API_KEY'], [{ PAYMENT_SANDBOX_API_KEY: '0123456789abcdef', PORT: '70000' }, 'PORT']])('names the variable that is wrong in %j', (env, name) => {
    expect(() => loadPaymentSandboxConfig(env)).toThrow(name);
  });
});
