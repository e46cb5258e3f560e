import { type Clock } from '@souk/kernel';

/** Failures in a row that open the circuit. */
const FAILURES_TO_OPEN = 5;
/** How long an open circuit refuses before it lets one call try, in milliseconds. */
const OPEN_MS = 2_000;

/** What a call showed about the other side: `unknown` is a call that was cancelled before it could tell. */
export type Outcome = 'reachable' | 'unreachable' | 'unknown';

/**
 * Stops asking a service that does not answer (circuit breaker; Nygard, Release It!, 2nd edition, §5.2):
 * a caller fails at once instead of holding its own request until the deadline.
 */
export class CircuitBreaker {
  #failures = 0;
  #openUntilMs = 0;
  #probing = false;

  constructor(private readonly clock: Clock) {}

  /** Whether a call may go out now. In a half-open circuit only one at a time may; each true must be followed by `report`. */
  admits(): boolean {
    if (this.#failures < FAILURES_TO_OPEN) return true;
    if (this.#probing || this.clock.now().getTime() < this.#openUntilMs) return false;
    this.#probing = true;
    return true;
  }

  /** Tells how an admitted call went. */
  report(outcome: Outcome): void {
    this.#probing = false;
    if (outcome === 'reachable') this.#failures = 0;
    if (outcome !== 'unreachable') return;
    this.#failures = Math.min(this.#failures + 1, FAILURES_TO_OPEN);
    if (this.#failures === FAILURES_TO_OPEN) this.#openUntilMs = this.clock.now().getTime() + OPEN_MS;
  }
}
