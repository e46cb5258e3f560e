import { processConfig, processSettings, readSettings, secret, type ProcessConfig } from '@souk/service';
import { z } from 'zod';

const schema = z.object({
  ...processSettings(4005),
  PAYMENT_SANDBOX_API_KEY: secret('at least 16 characters', 16),
  PAYMENT_SANDBOX_LEDGER: z.string().default('.souk/payment-sandbox/ledger.jsonl'),
});

export interface PaymentSandboxConfig extends ProcessConfig {
  readonly apiKey: string;
  readonly ledgerFile: string;
}

/** The settings of a sandbox that runs alone; throws a message that names the variable that is missing or wrong. */
export const loadPaymentSandboxConfig = (env: NodeJS.ProcessEnv = process.env): PaymentSandboxConfig => {
  const settings = readSettings(schema, env);
  return { ...processConfig(settings), apiKey: settings.PAYMENT_SANDBOX_API_KEY, ledgerFile: settings.PAYMENT_SANDBOX_LEDGER };
};
