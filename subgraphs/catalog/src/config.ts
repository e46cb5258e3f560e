import { cacheConfig, cacheSettings, readSettings, secret, subgraphConfig, subgraphSettings, transactionConfig, transactionSettings, type CacheConfig, type SubgraphConfig, type TransactionConfig } from '@souk/service';
import { z } from 'zod';

const schema = z.object({ ...subgraphSettings(4001), ...cacheSettings, ...transactionSettings, SOUK_SIGNING_KEY: secret('its private JWK as JSON') });

export interface CatalogConfig extends SubgraphConfig, CacheConfig, TransactionConfig {
  /** Private JWK, as JSON. */
  readonly signingKey: string;
}

/** The settings of a catalog that runs alone; throws a message that names the variable that is missing or wrong. */
export const loadCatalogConfig = (env: NodeJS.ProcessEnv = process.env): CatalogConfig => {
  const settings = readSettings(schema, env);
  return { ...subgraphConfig(settings), ...cacheConfig(settings), ...transactionConfig(settings), signingKey: settings.SOUK_SIGNING_KEY };
};
