import { type Clock } from '@souk/kernel';
import { type Logger } from '@souk/telemetry';
import { LRUCache } from 'lru-cache';
import { HastyRedis } from '../limits/hasty-redis.js';
import { TokenBucket } from '../limits/token-bucket.js';

/** Texts that a process remembers, and their characters together. */
const MAX_TEXTS = 10_000;
const MAX_CHARACTERS = 16 * 1024 * 1024;
/** A longer text runs, but is not remembered: it has more tokens than a document may have, or is mostly spaces. */
const MAX_TEXT_CHARACTERS = 64 * 1024;
/** How long Redis keeps a text after its last use, in ms. */
const SHARED_TTL_MS = 3_600_000;
/** Characters that one process gives to Redis: whoever invents texts fills at most about 120 MB of it. */
const SHARED_BUDGET = { capacity: 1024 * 1024, unitsPerSecond: 32 * 1024 };
const PREFIX = 'souk:apq:';

interface AutomaticQueriesSettings {
  /** Where processes share their texts. While it is away each process remembers its own. */
  readonly redisUrl?: string;
  readonly clock: Clock;
  readonly logger: Logger;
}

/** Texts of operations by their hash, as clients registered them. What is forgotten is registered anew. */
export class AutomaticQueries {
  readonly #texts = new LRUCache<string, string>({ max: MAX_TEXTS, maxSize: MAX_CHARACTERS, sizeCalculation: (text) => text.length + 1 });
  readonly #redis: HastyRedis | undefined;
  readonly #clock: Clock;
  readonly #shared: TokenBucket;

  constructor({ redisUrl, clock, logger }: AutomaticQueriesSettings) {
    this.#redis = redisUrl === undefined ? undefined : new HastyRedis({ url: redisUrl, purpose: 'persisted queries', clock, logger });
    this.#clock = clock;
    this.#shared = new TokenBucket(SHARED_BUDGET, clock.now().getTime());
  }

  /** A promise only where another process may know it. Never rejects. */
  textOf(sha256: string): string | undefined | Promise<string | undefined> {
    const known = this.#texts.get(sha256);
    if (known !== undefined || this.#redis === undefined || !this.#redis.isUsable()) return known;
    return this.#sharedTextOf(this.#redis, sha256);
  }

  remember(sha256: string, text: string): void {
    if (text.length > MAX_TEXT_CHARACTERS || this.#texts.get(sha256) !== undefined) return;
    this.#texts.set(sha256, text);
    const nowMs = this.#clock.now().getTime();
    if (this.#redis === undefined || !this.#redis.isUsable() || this.#shared.waitMs(text.length, nowMs) > 0) return;
    this.#shared.take(text.length);
    void this.#redis.set(PREFIX + sha256, text, SHARED_TTL_MS);
  }

  close(): void {
    this.#redis?.close();
  }

  async #sharedTextOf(redis: HastyRedis, sha256: string): Promise<string | undefined> {
    const text = await redis.get(PREFIX + sha256, SHARED_TTL_MS);
    if (text !== undefined) this.#texts.set(sha256, text);
    return text;
  }
}
