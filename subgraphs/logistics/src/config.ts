import { cacheConfig, cacheSettings, readSettings, secret, subgraphConfig, subgraphSettings, transactionConfig, transactionSettings, type CacheConfig, type SubgraphConfig, type TransactionConfig } from '@souk/service';
import { z } from 'zod';

const schema = z.object({
  ...subgraphSettings(4004),
  ...cacheSettings,
  ...transactionSettings,
  SOUK_SIGNING_KEY: secret('its private JWK as JSON'),
});

export interface LogisticsConfig extends SubgraphConfig, CacheConfig, TransactionConfig {
  /** Private JWK, as JSON. */
  readonly signingKey: string;
}

/** The settings of a logistics service that runs alone; throws a message that names the variable that is missing or wrong. */
export const loadLogisticsConfig = (env: NodeJS.ProcessEnv = process.env): LogisticsConfig => {
  const settings = readSettings(schema, env);
  return { ...subgraphConfig(settings), ...cacheConfig(settings), ...transactionConfig(settings), signingKey: settings.SOUK_SIGNING_KEY };
};
