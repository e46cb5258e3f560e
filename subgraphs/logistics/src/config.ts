import { cacheConfig, cacheSettings, httpUrl, readSettings, secret, subgraphConfig, subgraphSettings, type CacheConfig, type SubgraphConfig } from '@souk/service';
import { z } from 'zod';

const schema = z.object({
  ...subgraphSettings(4004),
  ...cacheSettings,
  SOUK_SIGNING_KEY: secret('its private JWK as JSON'),
  ORDER_URL: httpUrl.default('http://127.0.0.1:4003'),
});

export interface LogisticsConfig extends SubgraphConfig, CacheConfig {
  /** Private JWK, as JSON. */
  readonly signingKey: string;
  readonly orderUrl: string;
}

/** The settings of a logistics service that runs alone; throws a message that names the variable that is missing or wrong. */
export const loadLogisticsConfig = (env: NodeJS.ProcessEnv = process.env): LogisticsConfig => {
  const settings = readSettings(schema, env);
  return { ...subgraphConfig(settings), ...cacheConfig(settings), signingKey: settings.SOUK_SIGNING_KEY, orderUrl: settings.ORDER_URL };
};
