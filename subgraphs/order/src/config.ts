import { httpUrl, readSettings, secret, subgraphConfig, subgraphSettings, transactionConfig, transactionSettings, type SubgraphConfig, type TransactionConfig } from '@souk/service';
import { z } from 'zod';

const schema = z.object({
  ...subgraphSettings(4003),
  ...transactionSettings,
  SOUK_SIGNING_KEY: secret('its private JWK as JSON'),
  PAYMENT_SANDBOX_URL: httpUrl.default('http://127.0.0.1:4005'),
  PAYMENT_SANDBOX_API_KEY: secret("the payment sandbox's key"),
});

export interface OrderConfig extends SubgraphConfig, TransactionConfig {
  /** Private JWK, as JSON. */
  readonly signingKey: string;
  readonly paymentSandboxUrl: string;
  readonly paymentSandboxApiKey: string;
}

/** The settings of an order service that runs alone; throws a message that names every variable that is missing or wrong. */
export const loadOrderConfig = (env: NodeJS.ProcessEnv = process.env): OrderConfig => {
  const settings = readSettings(schema, env);
  return {
    ...subgraphConfig(settings),
    ...transactionConfig(settings),
    signingKey: settings.SOUK_SIGNING_KEY,
    paymentSandboxUrl: settings.PAYMENT_SANDBOX_URL,
    paymentSandboxApiKey: settings.PAYMENT_SANDBOX_API_KEY,
  };
};
