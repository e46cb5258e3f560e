import { isIPv6 } from 'node:net';
import { isLoopback, type Logger } from '@souk/telemetry';
import { type Clock } from '@souk/kernel';
import { type Buckets, type Charge } from './buckets.js';
import { LocalBuckets } from './local-buckets.js';
import { RedisBuckets } from './redis-buckets.js';
import { type Budget } from './token-bucket.js';

export interface RateLimits {
  readonly viewer: Budget;
  /** Larger than a viewer's: a household or an office shares it. */
  readonly address: Budget;
  /** Whether this machine's own addresses have that budget, too: they tell no two clients apart. */
  readonly countsLoopback: boolean;
}

/** What may be saved up: so many seconds of the rate. */
const BURST_SECONDS = 20;

/** A viewer may go on with two operations of the largest cost a second, an address with four times as much: about what one process can do. */
const VIEWER_UNITS_PER_SECOND = 20_000;
const ADDRESS_UNITS_PER_SECOND = 80_000;

/** Budgets of those rates, in cost units per second. Who names a rate per address means loopback, too. */
export const rateLimitsOf = (viewerUnitsPerSecond = VIEWER_UNITS_PER_SECOND, addressUnitsPerSecond?: number): RateLimits => ({
  viewer: budgetOf(viewerUnitsPerSecond), address: budgetOf(addressUnitsPerSecond ?? ADDRESS_UNITS_PER_SECOND), countsLoopback: addressUnitsPerSecond !== undefined,
});

const budgetOf = (unitsPerSecond: number): Budget => ({ capacity: unitsPerSecond * BURST_SECONDS, unitsPerSecond });

/** Each operation counts at least so many units, however little it asks for. */
const LEAST_UNITS = 1;

interface Who {
  readonly viewerId?: string;
  /** '' where nobody knows it: then only the viewer's budget counts. */
  readonly address: string;
}

/** Until when nothing is left; a whole number of seconds, at least 1. */
interface Refused {
  readonly retryAfterSeconds: number;
}

export interface RateLimiter {
  /** Takes the units from the viewer's budget and from the address's, from both or, where one has not enough, from none. At once where no Redis is asked. Never rejects. */
  take(who: Who, cost: number): Refused | undefined | Promise<Refused | undefined>;
  close(): Promise<void>;
}

export interface RateLimiterSettings {
  readonly limits: RateLimits;
  /** Where processes share their budgets. If it fails, or is slow, each process counts by itself until it is back. */
  readonly redisUrl?: string;
  readonly clock: Clock;
  readonly logger: Logger;
}

export const createRateLimiter = ({ limits, redisUrl, clock, logger }: RateLimiterSettings): RateLimiter => {
  const local = new LocalBuckets(clock);
  const buckets: Buckets = redisUrl === undefined ? local : new RedisBuckets({ url: redisUrl, instead: local, clock, logger });
  return {
    take(who, cost) {
      const waitMs = buckets.take(chargesOf(who, limits), Math.max(LEAST_UNITS, Math.ceil(cost)));
      return typeof waitMs === 'number' ? refusedFor(waitMs) : waitMs.then(refusedFor);
    },
    close: () => buckets.close(),
  };
};

const chargesOf = ({ viewerId, address }: Who, limits: RateLimits): readonly Charge[] => [
  ...(viewerId === undefined ? [] : [{ key: `viewer:${viewerId}`, budget: limits.viewer }]),
  ...(address === '' || (isLoopback(address) && !limits.countsLoopback) ? [] : [{ key: `address:${networkOf(address)}`, budget: limits.address }]),
];

const refusedFor = (waitMs: number): Refused | undefined => (waitMs <= 0 ? undefined : { retryAfterSeconds: Math.max(1, Math.ceil(waitMs / 1_000)) });

/** Whoever has one IPv6 address has the 2^64 beside it too, so they count as one. */
export const networkOf = (address: string): string => {
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1];
  if (mapped !== undefined) return mapped;
  const [plain = ''] = address.split('%');
  if (!isIPv6(plain)) return address;
  const [head = '', tail] = plain.toLowerCase().split('::');
  const groups = head === '' ? [] : head.split(':');
  const after = tail === undefined || tail === '' ? [] : tail.split(':');
  const zeros = tail === undefined ? 0 : 8 - groups.length - after.length;
  return [...groups, ...Array.from({ length: Math.max(0, zeros) }, () => '0'), ...after].slice(0, 4).map((group) => group.replace(/^0+(?=.)/, '')).join(':');
};
