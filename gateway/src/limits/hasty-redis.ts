import { type Clock } from '@souk/kernel';
import { type Logger } from '@souk/telemetry';
import { Redis } from 'ioredis';

/** How long one answer may take, in ms: a request waits for it. */
const DEADLINE_MS = 20;
/** After so many failures in a row Redis is left alone for so long, in ms, so that not every request pays for finding out. */
const MAX_FAILURES = 3;
const PAUSE_MS = 1_000;
/** Wait between two tries to connect, in ms. */
const RECONNECT_MS = 200;
/** Commands that wait for an answer; beyond them Redis counts as failed. */
const MAX_WAITING = 1_000;

interface RedisSettings {
  readonly url: string;
  /** For the log: what is done without Redis while it is away. */
  readonly purpose: string;
  readonly clock: Clock;
  readonly logger: Logger;
}

/** A Redis that nobody waits for: what does not answer within a few milliseconds is undefined; after some such the next second goes without it. */
export class HastyRedis {
  readonly #redis: Redis;
  readonly #settings: RedisSettings;
  #pausedUntilMs = 0;
  #waiting = 0;
  #failures = 0;

  constructor(settings: RedisSettings) {
    this.#settings = settings;
    this.#redis = new Redis(settings.url, {
      // A command for a connection that is not there fails at once; the caller has something else to do.
      enableOfflineQueue: false,
      autoResendUnfulfilledCommands: false,
      maxRetriesPerRequest: null,
      retryStrategy: () => RECONNECT_MS,
    });
    // Without a listener Node ends the process; the failure itself reaches us through the commands.
    this.#redis.on('error', () => undefined);
  }

  isUsable(): boolean {
    return this.#redis.status === 'ready' && this.#waiting < MAX_WAITING && this.#settings.clock.now().getTime() >= this.#pausedUntilMs;
  }

  /** What the script answered; undefined where it did not in time. A late one may still have run. */
  run(sha: string, script: string, keys: readonly string[], args: readonly (string | number)[]): Promise<unknown> {
    return this.#answer(async () => {
      try {
        return await this.#redis.evalsha(sha, keys.length, ...keys, ...args);
      } catch (error) {
        if (!(error instanceof Error) || !error.message.startsWith('NOSCRIPT')) throw error;
        return this.#redis.eval(script, keys.length, ...keys, ...args);
      }
    });
  }

  /** The text under the key, kept for another `ttlMs` from now; undefined where there is none, or no answer in time. */
  async get(key: string, ttlMs: number): Promise<string | undefined> {
    const text = await this.#answer(() => this.#redis.getex(key, 'PX', ttlMs));
    return typeof text === 'string' ? text : undefined;
  }

  async set(key: string, text: string, ttlMs: number): Promise<void> {
    await this.#answer(() => this.#redis.set(key, text, 'PX', ttlMs));
  }

  close(): void {
    this.#redis.disconnect();
  }

  async #answer(ask: () => Promise<unknown>): Promise<unknown> {
    this.#waiting += 1;
    let timer: NodeJS.Timeout | undefined;
    // After a pause of this very process the timer comes before an answer that has long arrived: setImmediate lets that be read first.
    const late = new Promise<never>((_resolve, reject) => { timer = setTimeout(() => setImmediate(() => reject(new Error(`no answer within ${DEADLINE_MS} ms`))), DEADLINE_MS); });
    const asked = ask().finally(() => { this.#waiting -= 1; });
    try {
      const answer = await Promise.race([asked, late]);
      if (this.#failures >= MAX_FAILURES) this.#settings.logger.info({ purpose: this.#settings.purpose }, 'redis answers again');
      this.#failures = 0;
      return answer;
    } catch (error) {
      asked.catch(() => undefined);
      this.#fail(error);
      return undefined;
    } finally {
      clearTimeout(timer);
    }
  }

  #fail(error: unknown): void {
    this.#failures += 1;
    if (this.#failures < MAX_FAILURES) return;
    this.#pausedUntilMs = this.#settings.clock.now().getTime() + PAUSE_MS;
    if (this.#failures === MAX_FAILURES) this.#settings.logger.warn({ err: error, purpose: this.#settings.purpose }, 'redis does not answer: this process goes on by itself');
  }
}
