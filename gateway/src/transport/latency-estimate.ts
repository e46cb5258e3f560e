/** Steps per doubling: a quantile is at most 9 % above the truth. */
const STEPS_PER_OCTAVE = 8;
/** The shortest time that is told apart, in milliseconds; 22 doublings of it are more than a minute. */
const SHORTEST_MS = 1 / 64;
const BUCKETS = 22 * STEPS_PER_OCTAVE;
/** Above that many remembered times all count half: what was measured long ago fades. */
const MAX_WEIGHT = 2_000;
/** A quantile is computed anew after that many times. */
const REFRESH_EVERY = 32;

/** A quantile of how long answers take, of the last few thousand of them: a histogram with logarithmic buckets and decay, of fixed size. */
export class LatencyEstimate {
  readonly #counts = new Float64Array(BUCKETS);
  #weight = 0;
  #sinceRefresh = 0;
  #quantileMs = 0;

  constructor(private readonly quantile: number) {}

  /** How many times stand behind the estimate. */
  get samples(): number {
    return this.#weight;
  }

  /** Upper edge of the bucket that holds the quantile, in milliseconds; 0 before anything was measured. */
  get quantileMs(): number {
    return this.#quantileMs;
  }

  record(ms: number): void {
    const index = ms <= SHORTEST_MS ? 0 : Math.min(BUCKETS - 1, Math.ceil(Math.log2(ms / SHORTEST_MS) * STEPS_PER_OCTAVE));
    this.#counts[index] = (this.#counts[index] ?? 0) + 1;
    this.#weight += 1;
    if (this.#weight >= MAX_WEIGHT) this.#fade();
    this.#sinceRefresh += 1;
    if (this.#sinceRefresh >= REFRESH_EVERY || this.#weight <= REFRESH_EVERY) this.#refresh();
  }

  #fade(): void {
    for (let index = 0; index < BUCKETS; index += 1) this.#counts[index] = (this.#counts[index] ?? 0) / 2;
    this.#weight /= 2;
  }

  #refresh(): void {
    this.#sinceRefresh = 0;
    let left = this.#weight * (1 - this.quantile);
    let index = BUCKETS - 1;
    for (; index > 0; index -= 1) {
      left -= this.#counts[index] ?? 0;
      if (left < 0) break;
    }
    this.#quantileMs = SHORTEST_MS * 2 ** (index / STEPS_PER_OCTAVE);
  }
}
