/** What a transport allows itself. Times are in milliseconds. */
export interface TransportSettings {
  /** Longest that one fetch takes, its waiting, retries and hedge included; less where the operation has less left. */
  readonly deadlineMs: number;
  /** Requests on their way to one subgraph at a time; over HTTP as many connections are kept. */
  readonly maxConcurrent: number;
  /** Fetches that wait for one of those places; the next one is refused. */
  readonly maxQueued: number;
  readonly queueDeadlineMs: number;
  readonly maxResponseBytes: number;
  readonly retry: RetrySettings;
  readonly breaker: BreakerSettings;
  readonly hedge: HedgeSettings;
}

/** Of queries whose connection broke: the process at its other end may have died, and another replica answers the next. */
interface RetrySettings {
  /** Tries in all, the first and a hedge included. */
  readonly attempts: number;
  /** Waits a random time below this before the second try (full jitter); below twice as much before the third. */
  readonly baseMs: number;
  readonly maxMs: number;
}

export interface BreakerSettings {
  /** How far back answers and failures count. */
  readonly windowMs: number;
  /** Outcomes in the window without which it never opens. */
  readonly minVolume: number;
  /** Share of failures that opens it, 0 to 1. */
  readonly failureShare: number;
  /** How long it refuses everything before one request may try. */
  readonly openMs: number;
  /** A time-out says something about the subgraph only if it had this long: a fetch late in a plan may have had no time at all. */
  readonly patienceMs: number;
}

/** A second request for a query that is slower than most, to whichever replica takes it (Dean and Barroso, The Tail at Scale, 2013). */
export interface HedgeSettings {
  /** Share of queries that may be sent twice, 0 to 1; 0 switches hedging off. */
  readonly share: number;
  /** Unused share that may be saved up, in requests. */
  readonly burst: number;
  /** Which of the measured times is the one after which a query counts as slow, 0 to 1. */
  readonly quantile: number;
  /** Never earlier than this. */
  readonly floorMs: number;
  /** Measured answers without which nobody knows what slow is. */
  readonly minSamples: number;
}

export const DEFAULT_TRANSPORT_SETTINGS: TransportSettings = {
  deadlineMs: 10_000,
  maxConcurrent: 64,
  maxQueued: 4_096,
  queueDeadlineMs: 2_000,
  maxResponseBytes: 64 * 1024 * 1024,
  retry: { attempts: 3, baseMs: 25, maxMs: 200 },
  breaker: { windowMs: 10_000, minVolume: 10, failureShare: 0.5, openMs: 2_000, patienceMs: 1_000 },
  hedge: { share: 0.05, burst: 10, quantile: 0.95, floorMs: 10, minSamples: 100 },
};
