import { cacheConfig, cacheSettings, readSettings, secret, subgraphConfig, subgraphSettings, transactionConfig, transactionSettings, type CacheConfig, type SubgraphConfig, type TransactionConfig } from '@souk/service';
import { z } from 'zod';

const schema = z
  .object({
    ...subgraphSettings(4002),
    ...cacheSettings,
    ...transactionSettings,
    SOUK_SIGNING_KEY: secret('its private JWK as JSON'),
    ADMIN_EMAIL: z.email({ error: 'expected an e-mail address' }).max(254).optional(),
    ADMIN_PASSWORD: secret('at least 10 characters', 10).max(200, { error: 'expected at most 200 characters' }).optional(),
  })
  .refine(({ ADMIN_EMAIL, ADMIN_PASSWORD }) => (ADMIN_EMAIL === undefined) === (ADMIN_PASSWORD === undefined), { message: 'expected both or neither of ADMIN_EMAIL and ADMIN_PASSWORD', path: ['ADMIN_EMAIL'] });

export interface UserConfig extends SubgraphConfig, CacheConfig, TransactionConfig {
  /** Private JWK, as JSON. */
  readonly signingKey: string;
  /** The first administrator's account: made at start where its e-mail has none. */
  readonly admin?: { readonly email: string; readonly password: string } | undefined;
}

/** The settings of a user service that runs alone; throws a message that names the variable that is missing or wrong. */
export const loadUserConfig = (env: NodeJS.ProcessEnv = process.env): UserConfig => {
  const settings = readSettings(schema, env);
  const { SOUK_SIGNING_KEY: signingKey, ADMIN_EMAIL: email, ADMIN_PASSWORD: password } = settings;
  return { ...subgraphConfig(settings), ...cacheConfig(settings), ...transactionConfig(settings), signingKey, admin: email !== undefined && password !== undefined ? { email, password } : undefined };
};
