import { httpUrl, readSettings, secret, subgraphConfig, subgraphSettings, type SubgraphConfig } from '@souk/service';
import { z } from 'zod';

const schema = z.object({
  ...subgraphSettings(4003),
  SOUK_SIGNING_KEY: secret('its private JWK as JSON'),
  CATALOG_URL: httpUrl.default('http://127.0.0.1:4001'),
  USER_URL: httpUrl.default('http://127.0.0.1:4002'),
  LOGISTICS_URL: httpUrl.default('http://127.0.0.1:4004'),
  PAYMENT_SANDBOX_URL: httpUrl.default('http://127.0.0.1:4005'),
  PAYMENT_SANDBOX_API_KEY: secret("the payment sandbox's key"),
});

export interface OrderConfig extends SubgraphConfig {
  /** Private JWK, as JSON. */
  readonly signingKey: string;
  readonly catalogUrl: string;
  readonly userUrl: string;
  readonly logisticsUrl: string;
  readonly paymentSandboxUrl: string;
  readonly paymentSandboxApiKey: string;
}

/** The settings of an order service that runs alone; throws a message that names every variable that is missing or wrong. */
export const loadOrderConfig = (env: NodeJS.ProcessEnv = process.env): OrderConfig => {
  const settings = readSettings(schema, env);
  return {
    ...subgraphConfig(settings),
    signingKey: settings.SOUK_SIGNING_KEY,
    catalogUrl: settings.CATALOG_URL,
    userUrl: settings.USER_URL,
    logisticsUrl: settings.LOGISTICS_URL,
    paymentSandboxUrl: settings.PAYMENT_SANDBOX_URL,
    paymentSandboxApiKey: settings.PAYMENT_SANDBOX_API_KEY,
  };
};
