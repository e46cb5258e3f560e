import { type Logger } from '@souk/telemetry';
import { createMemcachedTier } from './memcached-tier.js';
import { createRedisTier } from './redis-tier.js';
import { type SharedTier } from './shared-tier.js';

/** What a read may lose to a cache that is down or slow, in ms. */
const DEADLINE_MS = 50;

/** The tier that the URLs name: Redis before Memcached; none where neither is given. */
export const sharedTierFromConfig = ({ redisUrl, memcachedUrl }: { readonly redisUrl?: string | undefined; readonly memcachedUrl?: string | undefined }, logger: Logger): SharedTier | undefined => {
  if (redisUrl !== undefined) return createRedisTier({ url: redisUrl, deadlineMs: DEADLINE_MS, logger });
  if (memcachedUrl !== undefined) return createMemcachedTier({ url: memcachedUrl, deadlineMs: DEADLINE_MS, logger });
  return undefined;
};
