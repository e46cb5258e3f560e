import { type IncomingMessage, type ServerResponse } from 'node:http';
import { type Caller } from '../execution/caller.js';
import { type OperationRequest } from '../execution/operation.js';
import { type ConnectionCounts } from './connection-counts.js';
import { EventStream } from './event-stream.js';
import { SubscriptionErrorCode, tokenExpired } from './subscription-errors.js';
import { type SubscriptionHub } from './subscription-hub.js';
import { type SubscriptionStats } from './subscription-stats.js';

/** How often the clock of every stream is looked at, in milliseconds, and after how many looks a comment keeps it alive. */
const TICK_MS = 1_000;
const TICKS_BETWEEN_COMMENTS = 12;
/** When a client that was refused may come back, in seconds. */
const RETRY_AFTER_SECONDS = 5;

export interface EventStreamOptions {
  readonly hub: SubscriptionHub;
  readonly counts: ConnectionCounts;
  readonly stats: SubscriptionStats;
}

/** Operations whose answers are server-sent events, one HTTP request each. */
export class EventStreamServer {
  readonly #open = new Map<EventStream, Date | undefined>();
  readonly #ticking: NodeJS.Timeout;
  #ticks = 0;
  #isStopping = false;

  constructor(private readonly options: EventStreamOptions) {
    this.#ticking = setInterval(() => this.#tick(), TICK_MS);
    this.#ticking.unref();
  }

  /**
   * Answers the operation on that response until it is over or the client leaves; a reconnecting client's Last-Event-ID is where a subscription with a cursor goes on.
   * Resolves when the stream has begun or was refused (429 or 503). At `expiresAt` it ends with UNAUTHENTICATED.
   */
  async serve(request: IncomingMessage, response: ServerResponse, operation: OperationRequest, caller: Caller, expiresAt?: Date): Promise<void> {
    const { hub, counts, stats } = this.options;
    // Its end was told before anybody listened.
    if (response.destroyed || response.closed) return;
    const taken = this.#isStopping ? 'process-full' : counts.openConnection(caller.address);
    if (taken !== 'taken') return refuse(response, taken === 'process-full' ? 503 : 429, SubscriptionErrorCode.tooManyConnections);
    if (!counts.openSubscription(caller.viewer)) {
      counts.closeConnection(caller.address);
      return refuse(response, 429, SubscriptionErrorCode.tooManySubscriptions);
    }
    stats.eventStreams += 1;
    const stream = new EventStream(response, counts.limits, () => { stats.slowConsumers += 1; });
    this.#open.set(stream, expiresAt);
    response.once('close', () => {
      stream.leave();
      this.#open.delete(stream);
      stats.eventStreams -= 1;
      counts.closeSubscription(caller.viewer);
      counts.closeConnection(caller.address);
    });
    response.on('error', (error) => caller.logger.debug({ err: error }, 'event stream failed'));
    // A stream may be asked for with GET: what another site's page could make a browser send must change nothing.
    await hub.serve(operation, caller, stream, { isReadOnly: request.method === 'GET', afterSequence: sequenceOf(request.headers['last-event-id']) });
  }

  /** Ends every stream with a hint when to come back. */
  stop(): void {
    this.#isStopping = true;
    clearInterval(this.#ticking);
    for (const stream of this.#open.keys()) stream.goAway();
  }

  #tick(): void {
    this.#ticks += 1;
    const nowMs = Date.now();
    const isTimeToSpeak = this.#ticks % TICKS_BETWEEN_COMMENTS === 0;
    for (const [stream, expiresAt] of this.#open) {
      if (expiresAt !== undefined && expiresAt.getTime() <= nowMs) stream.end([tokenExpired()]);
      else if (isTimeToSpeak) stream.keepAlive();
    }
  }
}

/** An id that this gateway wrote; any other is none. */
const sequenceOf = (lastEventId: string | string[] | undefined): number | undefined => {
  if (typeof lastEventId !== 'string' || !/^-?\d{1,15}$/.test(lastEventId)) return undefined;
  return Number(lastEventId);
};

const refuse = (response: ServerResponse, status: number, code: string): void => {
  response.writeHead(status, { 'content-type': 'application/json; charset=utf-8', 'retry-after': String(RETRY_AFTER_SECONDS) });
  response.end(JSON.stringify({ errors: [{ message: 'Too many streams are open. Try again later.', extensions: { code } }] }));
};
