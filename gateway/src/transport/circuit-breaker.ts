import { type BreakerSettings } from './settings.js';

/** What a request showed about the subgraph: `unknown` ended before it could tell. */
export type Evidence = 'reachable' | 'unreachable' | 'unknown';
export type BreakerState = 'closed' | 'open' | 'half-open';

/** Steps in which the window moves. */
const BUCKETS = 10;

/**
 * Stops asking a subgraph that does not answer (circuit breaker; Nygard, Release It!, 2nd edition, §5.2): opens on the share of failures among
 * what ended lately, lets one request at a time try after a while, and closes when that one is answered. Times are those of one monotonic clock.
 */
export class CircuitBreaker {
  #state: BreakerState = 'closed';
  /** Rises with each change of state: a request that was admitted before tells nothing about after. */
  #era = 1;
  #isProbing = false;
  #openUntilMs = 0;
  readonly #totals = new Array<number>(BUCKETS).fill(0);
  readonly #failures = new Array<number>(BUCKETS).fill(0);
  #total = 0;
  #failed = 0;
  #bucket = 0;

  /** `onOpen` is told each time that it opens. */
  constructor(private readonly settings: BreakerSettings, private readonly onOpen: () => void) {}

  get state(): BreakerState {
    return this.#state;
  }

  /** Whether `admit` would let a request go now. */
  allows(nowMs: number): boolean {
    return this.#state === 'closed' || (this.#state === 'open' ? nowMs >= this.#openUntilMs : !this.#isProbing);
  }

  /** What to pass to `report` once when the request that goes now has ended; undefined refuses it. */
  admit(nowMs: number): number | undefined {
    if (this.#state === 'closed') return this.#era;
    if (!this.allows(nowMs)) return undefined;
    if (this.#state === 'open') this.#become('half-open');
    this.#isProbing = true;
    return this.#era;
  }

  report(admission: number, evidence: Evidence, nowMs: number): void {
    if (admission !== this.#era) return;
    if (this.#state === 'half-open') {
      this.#isProbing = false;
      if (evidence === 'reachable') this.#close();
      else if (evidence === 'unreachable') this.#open(nowMs);
      return;
    }
    if (evidence === 'unknown') return;
    this.#advance(nowMs);
    this.#count(evidence === 'unreachable');
    const { minVolume, failureShare } = this.settings;
    if (evidence === 'unreachable' && this.#total >= minVolume && this.#failed >= this.#total * failureShare) this.#open(nowMs);
  }

  #open(nowMs: number): void {
    this.#become('open');
    this.#openUntilMs = nowMs + this.settings.openMs;
    this.onOpen();
  }

  #close(): void {
    this.#become('closed');
    this.#totals.fill(0);
    this.#failures.fill(0);
    this.#total = this.#failed = 0;
  }

  #become(state: BreakerState): void {
    this.#state = state;
    this.#era += 1;
    this.#isProbing = false;
  }

  #count(isFailure: boolean): void {
    const index = this.#bucket % BUCKETS;
    this.#totals[index] = (this.#totals[index] ?? 0) + 1;
    this.#total += 1;
    if (!isFailure) return;
    this.#failures[index] = (this.#failures[index] ?? 0) + 1;
    this.#failed += 1;
  }

  /** Forgets the buckets that have left the window. */
  #advance(nowMs: number): void {
    const bucket = Math.floor(nowMs / (this.settings.windowMs / BUCKETS));
    for (let next = Math.max(this.#bucket + 1, bucket - BUCKETS + 1); next <= bucket; next += 1) {
      const index = next % BUCKETS;
      this.#total -= this.#totals[index] ?? 0;
      this.#failed -= this.#failures[index] ?? 0;
      this.#totals[index] = this.#failures[index] = 0;
    }
    this.#bucket = Math.max(this.#bucket, bucket);
  }
}
