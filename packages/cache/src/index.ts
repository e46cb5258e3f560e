export { createCache, type Cache, type CacheEntryValue, type CacheOptions, type CacheStats, type ReadOptions } from './cache.js';
export { MAX_TTL_MS } from './entry.js';
export { createMemcachedTier } from './memcached-tier.js';
export { type TierOptions } from './guard-tier.js';
export { createRedisTier } from './redis-tier.js';
export { sharedTierFromConfig } from './shared-tier-from-config.js';
export { type CacheChange, type SharedTier, type SharedTierStatus } from './shared-tier.js';
