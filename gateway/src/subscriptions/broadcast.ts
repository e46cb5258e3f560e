import { type GraphQLFormattedError } from 'graphql';
import { systemRandom } from '@souk/kernel';
import { answerBytes } from '../execution/answer.js';
import { type Caller } from '../execution/caller.js';
import { type SubgraphEvent } from '../execution/operation.js';
import { answerEvent, isLasting, type AnswerContext } from './answer-event.js';
import { type RingBudget } from './answer-ring.js';
import { Audience } from './audience.js';
import { type AdmittedSubscription } from './prepared-subscription.js';
import { pushedAnswer } from './pushed-answer.js';
import { ResumableUpstream } from './resumable-upstream.js';
import { type Seat, type Subscriber } from './subscriber.js';
import { supergraphChanged, tooManyEvents } from './subscription-errors.js';
import { type SubscriptionStats } from './subscription-stats.js';
import { type UpstreamClient } from './upstream-client.js';
import { headersFrom, type UpstreamClients } from './upstream-clients.js';
import { type UpstreamOperation } from './upstream-operation.js';

/** Events that wait to be answered; then the upstream pauses until half of them are. */
const MAX_WAITING_EVENTS = 1_000;

/** Where a client begins: after that sequence number, or wherever the subgraph begins for a new subscriber. */
export type Cursor = number | null | undefined;

/** What a broadcast subscribes to and how it answers events; another one after a reload. */
export interface BroadcastSource {
  readonly admitted: AdmittedSubscription;
  readonly upstream: UpstreamOperation;
}

/** What all broadcasts of a process have in common. */
export interface BroadcastContext extends AnswerContext {
  readonly upstreams: UpstreamClients;
  readonly ringBudget: RingBudget;
  readonly stats: SubscriptionStats;
}

export interface BroadcastOptions extends BroadcastContext {
  readonly source: BroadcastSource;
  readonly caller: Caller;
  readonly start: Cursor;
  /** An answer has reached everybody who sits here. */
  onPushed(broadcast: Broadcast): void;
  /** Called once, when it is over or nobody is left. */
  onClosed(broadcast: Broadcast): void;
}

/** One upstream subscription, one execution per event, and everybody who gets the answers. */
export class Broadcast implements Seat {
  readonly #audience: Audience;
  readonly #waiting: { readonly event: SubgraphEvent; readonly sequence: number | undefined }[] = [];
  #source: BroadcastSource;
  #client: UpstreamClient;
  #upstream: ResumableUpstream;
  #hasHeard = false;
  #isAnswering = false;
  #isPaused = false;
  #isClosed = false;
  #end: { readonly errors: readonly GraphQLFormattedError[] | undefined } | undefined;

  constructor(private readonly options: BroadcastOptions) {
    const { source, start, ringBudget, stats } = options;
    this.#source = source;
    this.#client = this.#connect();
    this.#audience = new Audience(ringBudget, stats, start ?? undefined);
    this.#upstream = this.#subscribe();
  }

  /** Everything up to that has been pushed; undefined before the first numbered answer. */
  get lastSequence(): number | undefined {
    return this.#audience.lastSequence;
  }

  /**
   * Whether a client that begins there misses and doubles nothing here. With a sequence number: what came after it is still kept.
   * Without: as long as nothing has come yet, because what a subgraph says first to a new subscriber (a snapshot, a replay) is its own affair.
   */
  covers(cursor: Cursor): boolean {
    if (this.#isClosed || this.#end !== undefined) return false;
    return typeof cursor === 'number' ? this.#audience.covers(cursor) : !this.#hasHeard && this.options.start === cursor;
  }

  add(subscriber: Subscriber): void {
    this.#audience.add(subscriber, this);
  }

  remove(subscriber: Subscriber): void {
    if (this.#audience.remove(subscriber) && this.#audience.isEmpty) this.#close();
  }

  /** Everybody moves to the other broadcast, which covers what this one said last. */
  moveTo(other: Broadcast): void {
    for (const subscriber of this.#audience.leaveAll()) other.add(subscriber);
    this.#close();
  }

  /** Goes on with what a new supergraph made of the operation, from where it is; ends where it cannot. */
  replaceSource(source: BroadcastSource): void {
    const { upstreams } = this.options;
    const { query } = this.#source.upstream;
    this.#source = source;
    const url = upstreams.urlOf(source.admitted.compiled.primary.serviceName);
    if (source.upstream.query === query && url === this.#client.url) return;
    if (url === undefined) return this.end([supergraphChanged('its service is gone')]);
    if (this.lastSequence === undefined || !source.upstream.canResume(source.admitted.variables, this.lastSequence)) return this.end([supergraphChanged('it has no sequence to go on from')]);
    this.#upstream.stop();
    upstreams.giveBack(this.#client);
    this.#waiting.length = 0;
    this.#isPaused = false;
    this.#client = this.#connect();
    this.#upstream = this.#subscribe();
  }

  /** Tells everybody the end. Idempotent. */
  end(errors?: readonly GraphQLFormattedError[]): void {
    this.#audience.end(errors);
    this.#close();
  }

  #connect(): UpstreamClient {
    const { upstreams, caller } = this.options;
    const { serviceName } = this.#source.admitted.compiled.primary;
    const client = upstreams.take(serviceName, caller.forwarded);
    if (client === undefined) throw new Error(`The subgraph '${serviceName}' has no address for subscriptions.`);
    return client;
  }

  #subscribe(): ResumableUpstream {
    const { caller, engine, stats } = this.options;
    const { admitted, upstream } = this.#source;
    const { trace, logger, forwarded } = caller;
    return new ResumableUpstream({
      subgraph: admitted.compiled.primary.serviceName, client: this.#client, operation: upstream, variables: admitted.variables, afterSequence: this.lastSequence,
      extensions: async () => extensionsOf(await engine.headersFor(admitted.viewer, trace, forwarded, true)),
      trace, logger, random: systemRandom,
      onEvent: (event, sequence) => this.#take(event, sequence),
      onReconnect: () => { stats.upstreamReconnects += 1; },
      onEnd: (errors) => {
        this.#end = { errors };
        void this.#answerWaiting();
      },
    });
  }

  #take(event: SubgraphEvent, sequence: number | undefined): void {
    this.options.stats.events += 1;
    this.#hasHeard = true;
    this.#waiting.push({ event, sequence });
    if (this.#waiting.length >= MAX_WAITING_EVENTS) {
      if (!this.#upstream.canResume) return this.end([tooManyEvents(MAX_WAITING_EVENTS)]);
      this.#isPaused = true;
      this.#upstream.pause();
    }
    void this.#answerWaiting();
  }

  /** One event after the other, so that answers come in order. */
  async #answerWaiting(): Promise<void> {
    if (this.#isAnswering) return;
    this.#isAnswering = true;
    for (let next = this.#waiting.shift(); next !== undefined && !this.#isClosed; next = this.#waiting.shift()) {
      const upstream = this.#upstream;
      // A reload has begun again after the last pushed answer, which brings this one anew.
      const isWanted = (): boolean => upstream === this.#upstream && !this.#isClosed;
      const answer = await answerEvent(next.event, this.#source.admitted, this.options.caller, this.options, isWanted);
      if (isWanted()) {
        await this.#audience.push(pushedAnswer(answerBytes(answer), next.sequence), isLasting(answer));
        if (!this.#isClosed) this.options.onPushed(this);
      }
      if (this.#isPaused && this.#waiting.length <= MAX_WAITING_EVENTS / 2) {
        this.#isPaused = false;
        this.#upstream.resume();
      }
    }
    this.#isAnswering = false;
    if (this.#end !== undefined) this.end(this.#end.errors);
  }

  #close(): void {
    if (this.#isClosed) return;
    this.#isClosed = true;
    this.#upstream.stop();
    this.options.upstreams.giveBack(this.#client);
    this.#waiting.length = 0;
    this.#audience.forget();
    this.options.onClosed(this);
  }
}

/** A subscribe message has no headers of its own: the viewer token and the trace travel as its extensions, as Souk's subgraphs read them. */
const extensionsOf = (headers: readonly string[]): Record<string, unknown> => {
  const { 'souk-viewer': viewerToken, traceparent } = headersFrom(headers);
  return { ...(viewerToken === undefined ? {} : { viewerToken }), ...(traceparent === undefined ? {} : { traceparent }) };
};
