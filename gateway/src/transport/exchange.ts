import { type Random } from '@souk/kernel';
import { type Evidence } from './circuit-breaker.js';
import { type Waiter } from './concurrency-gate.js';
import { type Due } from './due-watch.js';
import { type Lane } from './lane.js';
import { type TransportSettings } from './settings.js';
import { SubgraphUnavailableError, type FetchRequest, type FetchResponse, type UnavailableReason } from './transport.js';
import { type AttemptKind } from './transport-hooks.js';
import { type Call, type FailureKind, type Reply } from './wire.js';

export interface ExchangeOptions {
  readonly lane: Lane;
  readonly settings: TransportSettings;
  readonly request: FetchRequest;
  /** The earlier of the operation's and the subgraph's, on performance.now()'s clock. */
  readonly deadlineAtMs: number;
  readonly random: Random;
  readonly resolve: (response: FetchResponse) => void;
  readonly reject: (error: SubgraphUnavailableError) => void;
}

/** One request of an exchange. */
export class Attempt implements Reply {
  call: Call | undefined;

  constructor(private readonly exchange: Exchange, readonly kind: AttemptKind, readonly admission: number, readonly startedAtMs: number) {}

  answered(status: number, text: string): void {
    this.exchange.onAnswered(this, status, text);
  }

  failed(kind: FailureKind, error: Error): void {
    this.exchange.onFailed(this, kind, error);
  }
}

type State = 'waiting' | 'running' | 'resting' | 'over';

/**
 * One fetch with everything that it may take: waiting for a place, the request, a second one beside it (hedge) or after it (retry), the deadline.
 * Callbacks instead of promises, because this runs for every fetch there is. Holds one place of the gate while it is not waiting, and another for its hedge.
 */
export class Exchange implements Due, Waiter {
  dueAtMs: number;
  #state: State = 'waiting';
  #tries = 0;
  #main: Attempt | undefined;
  #hedge: Attempt | undefined;

  constructor(private readonly options: ExchangeOptions) {
    this.dueAtMs = options.deadlineAtMs;
  }

  begin(nowMs: number): void {
    const { lane, settings, deadlineAtMs } = this.options;
    if (lane.gate.tryEnter()) {
      this.#state = 'running';
      lane.watch.add(this);
      this.#send('first', nowMs);
    } else if (lane.gate.tryWait(this)) {
      this.dueAtMs = Math.min(deadlineAtMs, nowMs + settings.queueDeadlineMs);
      lane.watch.add(this);
    } else {
      this.#state = 'over';
      this.#reject('queue-full', `${settings.maxQueued} requests wait for it already`);
    }
  }

  onEntered(): void {
    this.#state = 'running';
    const nowMs = performance.now();
    if (nowMs < this.options.deadlineAtMs) this.#send('first', nowMs);
    else this.#fail('timeout', 'waited until its deadline');
  }

  /** Sent away from the queue. */
  dismiss(reason: UnavailableReason, message: string): void {
    this.#over();
    this.#reject(reason, message);
  }

  onDue(nowMs: number): void {
    const { lane, settings, deadlineAtMs } = this.options;
    if (this.#state === 'waiting') {
      lane.gate.giveUp(this);
      if (nowMs >= deadlineAtMs) this.dismiss('timeout', 'waited until its deadline');
      else this.dismiss('queue-full', `waited ${settings.queueDeadlineMs} ms behind others`);
    } else if (nowMs >= deadlineAtMs) {
      this.#stop(this.#main, nowMs);
      this.#stop(this.#hedge, nowMs);
      this.#fail('timeout', 'gave no answer until the deadline');
    } else if (this.#state === 'resting') {
      this.#state = 'running';
      this.#send('retry', nowMs);
    } else {
      this.#beginHedge(nowMs);
    }
  }

  onAnswered(attempt: Attempt, status: number, text: string): void {
    const { lane, request } = this.options;
    const nowMs = performance.now();
    lane.ended(attempt, 'answered', 'reachable', nowMs);
    // Where the hedge won, the other would have taken at least as long.
    if (request.isQuery && this.#main !== undefined) lane.hedging.record(nowMs - this.#main.startedAtMs);
    const slower = attempt === this.#hedge ? this.#main : this.#hedge;
    if (slower !== undefined) {
      slower.call?.abort();
      lane.ended(slower, 'aborted', 'unknown', nowMs);
      if (attempt === this.#hedge) lane.counts.hedgesWon += 1;
    }
    this.#leave();
    this.options.resolve({ status, text });
  }

  onFailed(attempt: Attempt, kind: FailureKind, error: Error): void {
    const { lane } = this.options;
    const nowMs = performance.now();
    const reason = kind === 'too-large' ? 'response-too-large' : 'connection';
    lane.ended(attempt, reason, EVIDENCE[kind], nowMs);
    const other = attempt === this.#hedge ? this.#main : this.#hedge;
    this.#main = other;
    if (other === undefined) {
      if (kind !== 'broken' || !this.#restBeforeRetry(nowMs)) this.#fail(reason, error.message, error);
      return;
    }
    // The other of the two goes on alone.
    this.#hedge = undefined;
    this.dueAtMs = this.options.deadlineAtMs;
    lane.gate.leave();
  }

  #send(kind: AttemptKind, nowMs: number): void {
    const { lane, request, deadlineAtMs } = this.options;
    const admission = lane.breaker.admit(nowMs);
    if (admission === undefined) {
      this.#fail('circuit-open', 'did not answer lately');
      return;
    }
    const attempt = new Attempt(this, kind, admission, nowMs);
    this.#tries += 1;
    lane.began(kind);
    if (kind === 'hedge') this.#hedge = attempt;
    else {
      this.#main = attempt;
      this.dueAtMs = kind === 'first' && this.#isRepeatable() ? Math.min(deadlineAtMs, nowMs + lane.hedging.begin()) : deadlineAtMs;
    }
    attempt.call = lane.wire.send(request, attempt);
  }

  /** Only beside a subgraph that is well, and only where there is room: a hedge never waits. Put off while it is this process that is slow: more work would make it slower. */
  #beginHedge(nowMs: number): void {
    const { lane, settings, deadlineAtMs } = this.options;
    if (lane.watch.isBusy) return;
    this.dueAtMs = deadlineAtMs;
    if (this.#tries >= settings.retry.attempts || lane.breaker.state !== 'closed' || !lane.hedging.hasBudget() || !lane.gate.tryEnter()) return;
    lane.hedging.spend();
    this.#send('hedge', nowMs);
  }

  /** False where it may not be sent again, or not in time. */
  #restBeforeRetry(nowMs: number): boolean {
    const { settings: { retry }, deadlineAtMs, random } = this.options;
    if (!this.#isRepeatable() || this.#tries >= retry.attempts) return false;
    const retryAtMs = nowMs + random() * Math.min(retry.maxMs, retry.baseMs * 2 ** (this.#tries - 1));
    if (retryAtMs >= deadlineAtMs) return false;
    this.#state = 'resting';
    this.dueAtMs = retryAtMs;
    return true;
  }

  #isRepeatable(): boolean {
    return this.options.request.isQuery && this.options.lane.wire.isRepeatable;
  }

  #stop(attempt: Attempt | undefined, nowMs: number): void {
    if (attempt === undefined) return;
    const { lane, settings } = this.options;
    attempt.call?.abort();
    const hadTime = nowMs - attempt.startedAtMs >= Math.min(settings.breaker.patienceMs, settings.deadlineMs / 2);
    lane.ended(attempt, 'timeout', hadTime ? 'unreachable' : 'unknown', nowMs);
  }

  #fail(reason: UnavailableReason, message: string, cause?: Error): void {
    this.#leave();
    this.#reject(reason, message, cause);
  }

  #leave(): void {
    const { gate } = this.options.lane;
    this.#over();
    gate.leave();
    if (this.#hedge !== undefined) gate.leave();
  }

  #over(): void {
    this.#state = 'over';
    this.options.lane.watch.delete(this);
  }

  #reject(reason: UnavailableReason, message: string, cause?: Error): void {
    const { lane, reject } = this.options;
    reject(new SubgraphUnavailableError(lane.subgraph, reason, `${lane.subgraph}: ${message}`, cause === undefined ? undefined : { cause }));
  }
}

const EVIDENCE: Readonly<Record<FailureKind, Evidence>> = { broken: 'unreachable', unreachable: 'unreachable', 'too-large': 'reachable', unsendable: 'unknown' };
