import { type GraphQLFormattedError } from 'graphql';
import { sleep, type Random } from '@souk/kernel';
import { type Logger } from '@souk/telemetry';
import { ErrorCode } from '../execution/errors.js';
import { type Trace } from '../execution/trace.js';
import { clientSafe, unavailableError } from '../execution/subgraph-answer.js';
import { type SubgraphEvent } from '../execution/operation.js';
import { type UpstreamClient } from './upstream-client.js';
import { type UpstreamOperation } from './upstream-operation.js';

/** How long a subscription that was running waits for its subgraph to come back, in milliseconds. */
const MAX_OUTAGE_MS = 60_000;
/** How long one that never began does: its client is better told soon. */
const MAX_FIRST_OUTAGE_MS = 5_000;
/** A connection that held this long was a success, in milliseconds: the next outage has its whole time again. */
const STABLE_MS = 5_000;
/** Waits between attempts, in milliseconds: doubling from the first to the second, times a random 0.5 to 1. */
const MIN_RETRY_MS = 100;
const MAX_RETRY_MS = 2_000;

type UpstreamError = Pick<GraphQLFormattedError, 'message' | 'path' | 'extensions'>;

export interface UpstreamOptions {
  readonly subgraph: string;
  readonly client: UpstreamClient;
  readonly operation: UpstreamOperation;
  readonly variables: Readonly<Record<string, unknown>>;
  /** Where to begin, instead of where the variables say: after this sequence number. */
  readonly afterSequence?: number | undefined;
  /** On whose behalf, as the subscribe message's extensions; asked for anew for each attempt, because tokens are short-lived. */
  extensions(): Promise<Record<string, unknown>>;
  readonly trace: Trace;
  readonly logger: Logger;
  readonly random: Random;
  /** An event as it came, with its sequence number where it has one. */
  onEvent(event: SubgraphEvent, sequence: number | undefined): void;
  onReconnect(): void;
  /** Called once: the subgraph ended the subscription, or it cannot be had. */
  onEnd(errors?: readonly UpstreamError[]): void;
}

interface Attempt {
  readonly startedAtMs: number;
  /** Whether the connection was there already. */
  readonly wasOpen: boolean;
}

/**
 * A subscription at the subgraph that owns it. When the connection is lost it subscribes again after the last sequence number that it saw,
 * and drops what it has seen already, so that nothing is lost or doubled across a restart of the subgraph.
 * One that has begun and cannot be resumed (its field has no cursor; its client gave none and nothing was seen yet) ends with an error instead,
 * because what happened meanwhile would be missing silently.
 */
export class ResumableUpstream {
  readonly #stopping = new AbortController();
  #lastSequence: number | undefined;
  #isEstablished = false;
  #outageSinceMs: number | undefined;
  #attempts = 0;
  /** Counts subscriptions at the subgraph: what a former one still says is not heard. */
  #generation = 0;
  #unsubscribe: () => void = () => undefined;

  constructor(private readonly options: UpstreamOptions) {
    this.#lastSequence = options.afterSequence;
    void this.#subscribe();
  }

  /** Whether it can stop and go on later without losing anything. */
  get canResume(): boolean {
    return this.options.operation.canResume(this.options.variables, this.#lastSequence);
  }

  stop(): void {
    this.#stopping.abort();
    this.#unsubscribe();
  }

  /** Leaves the subgraph until resume(): whoever takes the events cannot keep up. Only where it can resume. */
  pause(): void {
    this.#generation += 1;
    this.#unsubscribe();
  }

  /** Goes on after the last event that was handed over. */
  resume(): void {
    void this.#subscribe();
  }

  get #isStopped(): boolean {
    return this.#stopping.signal.aborted;
  }

  async #subscribe(): Promise<void> {
    const { client, operation, variables } = this.options;
    const attempt: Attempt = { startedAtMs: Date.now(), wasOpen: client.isOpen };
    const generation = (this.#generation += 1);
    const isCurrent = (): boolean => generation === this.#generation && !this.#isStopped;
    try {
      const extensions = await this.options.extensions();
      if (!isCurrent()) return;
      const lastSequence = (): number | undefined => this.#lastSequence;
      this.#unsubscribe = client.subscribe({
        query: operation.query, operationName: operation.operationName, extensions,
        // Read when it is sent: graphql-ws subscribes again by itself after a close with code 1000.
        get variables() { return { ...operation.variablesFor(variables, lastSequence()) }; },
      }, {
        next: (event) => { if (isCurrent()) this.#next(event as SubgraphEvent); },
        error: (error) => { if (isCurrent()) void this.#failed(error, attempt); },
        complete: () => { if (isCurrent()) this.#end(); },
      });
    } catch (error) {
      if (isCurrent()) await this.#failed(error, attempt);
    }
  }

  #next(event: SubgraphEvent): void {
    const sequence = this.options.operation.sequenceOf(event.data);
    if (sequence !== undefined) {
      if (this.#lastSequence !== undefined && sequence <= this.#lastSequence) return;
      this.#lastSequence = sequence;
    }
    this.#isEstablished = true;
    this.#outageSinceMs = undefined;
    this.#attempts = 0;
    this.options.onEvent(event, sequence);
  }

  async #failed(error: unknown, { startedAtMs, wasOpen }: Attempt): Promise<void> {
    const { subgraph, client, operation, variables, logger, random, trace } = this.options;
    if (isErrors(error) && !isPassing(error, this.#isEstablished)) return this.#end(error.map((refused) => clientSafe(refused, trace)));
    const now = Date.now();
    const connectedMs = wasOpen || client.openedAtMs >= startedAtMs ? now - Math.max(client.openedAtMs, startedAtMs) : undefined;
    if (connectedMs !== undefined) this.#isEstablished = true;
    this.#outageSinceMs = connectedMs !== undefined && connectedMs > STABLE_MS ? now : (this.#outageSinceMs ?? now);
    const isLossy = this.#isEstablished && !operation.canResume(variables, this.#lastSequence);
    if (isLossy || now - this.#outageSinceMs >= (this.#isEstablished ? MAX_OUTAGE_MS : MAX_FIRST_OUTAGE_MS)) {
      logger.warn({ subgraph, traceId: trace.traceId, reason: reasonOf(error) }, 'subscription ended: its subgraph is gone');
      return this.#end([{ ...unavailableError(subgraph), path: [operation.rootKey] }]);
    }
    this.#attempts += 1;
    const generation = this.#generation;
    await sleep(Math.min(MAX_RETRY_MS, MIN_RETRY_MS * 2 ** (this.#attempts - 1)) * (0.5 + random() / 2), this.#stopping.signal);
    if (this.#isStopped || generation !== this.#generation) return;
    this.options.onReconnect();
    await this.#subscribe();
  }

  #end(errors?: readonly UpstreamError[]): void {
    if (this.#isStopped) return;
    this.stop();
    this.options.onEnd(errors);
  }
}

const isErrors = (error: unknown): error is readonly UpstreamError[] => Array.isArray(error) && error.length > 0;

/**
 * Whether the subgraph may answer otherwise in a moment. A refused viewer token: the connection came back by itself with an old one.
 * A failure of something that the subgraph depends on: worth waiting for by a subscription that ran already.
 */
const isPassing = (errors: readonly UpstreamError[], isEstablished: boolean): boolean =>
  errors.some(({ extensions }) => {
    const code = extensions?.['code'];
    return code === ErrorCode.unauthenticated || (isEstablished && PASSING_CODES.has(code));
  });

const PASSING_CODES: ReadonlySet<unknown> = new Set([undefined, ErrorCode.internal, 'SERVICE_UNAVAILABLE', 'DEADLINE_EXCEEDED']);

const reasonOf = (error: unknown): string => {
  if (Array.isArray(error)) return (error as readonly UpstreamError[]).map(({ message }) => message).join('; ');
  const { code, reason, message } = (error ?? {}) as { code?: unknown; reason?: unknown; message?: unknown };
  return String(message ?? `closed with ${String(code)} ${String(reason ?? '')}`);
};
