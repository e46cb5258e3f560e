/** What a bucket holds and how fast it fills, in units. */
export interface Budget {
  /** Units that a full bucket holds: the largest burst. */
  readonly capacity: number;
  readonly unitsPerSecond: number;
}

/** Holds units that come back with time; starts full. Whoever takes more than it ever holds may do so when it is full. */
export class TokenBucket {
  #units: number;
  #atMs: number;

  constructor(private readonly budget: Budget, nowMs: number) {
    this.#units = budget.capacity;
    this.#atMs = nowMs;
  }

  /** Milliseconds until that many units are there; 0 where they are. Takes nothing. */
  waitMs(units: number, nowMs: number): number {
    this.#fill(nowMs);
    const missing = Math.min(units, this.budget.capacity) - this.#units;
    return missing <= 0 ? 0 : (missing / this.budget.unitsPerSecond) * 1_000;
  }

  /** After waitMs() said 0 for as many. */
  take(units: number): void {
    this.#units -= Math.min(units, this.budget.capacity);
  }

  #fill(nowMs: number): void {
    // A clock that was set back must not take units away.
    const elapsedMs = Math.max(0, nowMs - this.#atMs);
    this.#units = Math.min(this.budget.capacity, this.#units + (elapsedMs / 1_000) * this.budget.unitsPerSecond);
    this.#atMs = nowMs;
  }
}
