import { LatencyEstimate } from './latency-estimate.js';
import { type HedgeSettings } from './settings.js';

/** Says after how long a query is worth a second request, and whether there is still budget for one (token bucket). */
export class Hedging {
  readonly #latency: LatencyEstimate;
  #tokens = 0;

  constructor(private readonly settings: HedgeSettings) {
    this.#latency = new LatencyEstimate(settings.quantile);
  }

  /** The measured quantile in milliseconds; undefined while little was measured. */
  get quantileMs(): number | undefined {
    return this.#latency.samples < this.settings.minSamples ? undefined : this.#latency.quantileMs;
  }

  /** A query is sent: adds its share to the budget. Returns after how many milliseconds it may be hedged; Infinity for never. */
  begin(): number {
    const { share, burst, floorMs } = this.settings;
    if (share <= 0) return Infinity;
    this.#tokens = Math.min(burst, this.#tokens + share);
    const quantileMs = this.quantileMs;
    return quantileMs === undefined ? Infinity : Math.max(floorMs, quantileMs);
  }

  hasBudget(): boolean {
    return this.#tokens >= 1;
  }

  spend(): void {
    this.#tokens -= 1;
  }

  /** How long a query took, or had taken at least when its hedge was faster. */
  record(ms: number): void {
    this.#latency.record(ms);
  }
}
