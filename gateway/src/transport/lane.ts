import { CircuitBreaker, type Evidence } from './circuit-breaker.js';
import { ConcurrencyGate } from './concurrency-gate.js';
import { DueWatch } from './due-watch.js';
import { type Attempt, type Exchange } from './exchange.js';
import { Hedging } from './hedging.js';
import { type TransportSettings } from './settings.js';
import { type AttemptKind, type AttemptOutcome, type TransportHooks, type TransportStats } from './transport-hooks.js';
import { type Wire } from './wire.js';

/** What all fetches from one subgraph share. */
export class Lane {
  readonly gate: ConcurrencyGate<Exchange>;
  readonly breaker: CircuitBreaker;
  readonly hedging: Hedging;
  readonly watch = new DueWatch();
  readonly counts = { attempts: 0, retries: 0, hedges: 0, hedgesWon: 0, opened: 0 };

  constructor(readonly subgraph: string, readonly wire: Wire, settings: TransportSettings, private readonly hooks: TransportHooks | undefined) {
    this.gate = new ConcurrencyGate(settings.maxConcurrent, settings.maxQueued);
    this.hedging = new Hedging(settings.hedge);
    // Those who wait need not be told: the failure that opens it frees a place, and each who enters is refused and frees it again.
    this.breaker = new CircuitBreaker(settings.breaker, () => (this.counts.opened += 1));
  }

  began(kind: AttemptKind): void {
    this.counts.attempts += 1;
    if (kind === 'retry') this.counts.retries += 1;
    else if (kind === 'hedge') this.counts.hedges += 1;
  }

  ended({ kind, admission, startedAtMs }: Attempt, outcome: AttemptOutcome, evidence: Evidence, nowMs: number): void {
    this.breaker.report(admission, evidence, nowMs);
    this.hooks?.attemptEnded({ subgraph: this.subgraph, kind, outcome, ms: nowMs - startedAtMs });
  }

  get stats(): TransportStats {
    return { breaker: this.breaker.state, inFlight: this.gate.inside, queued: this.gate.waiting, p95Ms: this.hedging.quantileMs, ...this.counts };
  }
}
