import { cacheConfig, cacheSettings, readSettings, subgraphConfig, subgraphSettings, type CacheConfig, type SubgraphConfig } from '@souk/service';
import { z } from 'zod';

const schema = z.object({ ...subgraphSettings(4001), ...cacheSettings });

export interface CatalogConfig extends SubgraphConfig, CacheConfig {}

/** The settings of a catalog that runs alone; throws a message that names the variable that is missing or wrong. */
export const loadCatalogConfig = (env: NodeJS.ProcessEnv = process.env): CatalogConfig => {
  const settings = readSettings(schema, env);
  return { ...subgraphConfig(settings), ...cacheConfig(settings) };
};
