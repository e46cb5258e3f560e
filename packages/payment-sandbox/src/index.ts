export { loadPaymentSandboxConfig, type PaymentSandboxConfig } from './config.js';
export { readLedger } from './ledger.js';
export { type LedgerEntry } from './ledger-entry.js';
export { createPaymentSandbox, type PaymentSandbox, type PaymentSandboxOptions } from './payment-sandbox.js';
