import { RateLimitedError } from '../domain/errors.js';

/** What a caller who was turned away is told, in seconds. */
const RETRY_AFTER_SECONDS = 2;

/** Runs dear work a few at a time; a bounded number of callers waits, first come first served. */
export class Turns {
  readonly #waiting: (() => void)[] = [];
  #running = 0;

  constructor(private readonly limits: { readonly maxConcurrent: number; readonly maxWaiting: number }) {}

  /** The work's outcome. Throws RateLimitedError, and never runs it, where too many wait already. */
  async run<T>(work: () => Promise<T>): Promise<T> {
    if (this.#running < this.limits.maxConcurrent) this.#running += 1;
    else if (this.#waiting.length < this.limits.maxWaiting) await new Promise<void>((resolve) => this.#waiting.push(resolve));
    else throw new RateLimitedError(RETRY_AFTER_SECONDS);
    try {
      return await work();
    } finally {
      const next = this.#waiting.shift(); // takes over our place
      if (next === undefined) this.#running -= 1;
      else next();
    }
  }
}
