import { type Answer } from '../execution/answer.js';
import { maskedError } from '../execution/errors.js';
import { type Caller } from '../execution/caller.js';
import { isAnswer, type AdmittedOperation, type Engine, type OperationRequest } from '../execution/operation.js';
import { RingBudget } from './answer-ring.js';
import { type BroadcastContext } from './broadcast.js';
import { OperationKinds } from './operation-kinds.js';
import { prepareSubscription, streamKeyOf, type AdmittedSubscription } from './prepared-subscription.js';
import { SharedStream } from './shared-stream.js';
import { type Subscriber } from './subscriber.js';
import { supergraphChanged, tooManySubscriptions } from './subscription-errors.js';
import { type SubscriptionLimits } from './subscription-limits.js';
import { type SubscriptionStats } from './subscription-stats.js';
import { Turns } from './turns.js';
import { type UpstreamClients } from './upstream-clients.js';

/** Events whose answers need further fetches, at a time; others wait in their streams. */
const EVENTS_ANSWERED_AT_A_TIME = 64;
/** Streams that are planned anew at a time after a reload. */
const REPLANNED_AT_A_TIME = 8;

export interface HubOptions {
  readonly engine: Engine;
  readonly upstreams: UpstreamClients;
  readonly limits: SubscriptionLimits;
  readonly stats: SubscriptionStats;
  readonly deadlineMs: number;
}

export interface ServeOptions {
  /** Mutations are refused. */
  readonly isReadOnly?: boolean;
  /** Where to begin instead of where the variables say: the last sequence number that the client has. */
  readonly afterSequence?: number | undefined;
}

/** Runs what clients ask over sockets and event streams; those who ask the same of a subscription share it. */
export class SubscriptionHub {
  readonly #streams = new Map<string, SharedStream>();
  /** Streams whose key another one has after a reload: they go on for those who have them. */
  readonly #unlisted = new Set<SharedStream>();
  readonly #kinds = new OperationKinds();
  readonly #context: BroadcastContext;
  #reloads = 0;

  constructor(private readonly options: HubOptions) {
    const { engine, upstreams, stats, deadlineMs } = options;
    this.#context = { engine, upstreams, stats, deadlineMs, ringBudget: new RingBudget(), turns: new Turns(EVENTS_ANSWERED_AT_A_TIME) };
  }

  /** Answers the operation to the subscriber, once or until either is over. Never rejects. */
  async serve(request: OperationRequest, caller: Caller, subscriber: Subscriber, { isReadOnly = false, afterSequence }: ServeOptions = {}): Promise<void> {
    const { engine } = this.options;
    try {
      if (!this.#kinds.isSubscription(request)) return subscriber.answer(await engine.run(request, caller, { acceptsParts: false, isReadOnly }));
      const admitted = await this.#admit(request, caller);
      if (subscriber.isOver) return;
      if (isAnswer(admitted)) return subscriber.answer(admitted);
      if (!isOpen(admitted)) return subscriber.answer(await this.#refusalOf(admitted, caller));
      this.#join(admitted, request, caller, subscriber, afterSequence);
    } catch (error) {
      subscriber.end([maskedError(error, caller).toJSON()]);
    }
  }

  /** A supergraph was loaded: what runs is planned anew and goes on, or ends with SUPERGRAPH_CHANGED. */
  async onSupergraphChange(): Promise<void> {
    this.#reloads += 1;
    const streams = [...this.#streams.values(), ...this.#unlisted];
    this.#streams.clear();
    for (const stream of streams) this.#unlisted.add(stream);
    const replan = async (): Promise<void> => {
      for (let stream = streams.pop(); stream !== undefined; stream = streams.pop()) await this.#replan(stream);
    };
    await Promise.all(Array.from({ length: REPLANNED_AT_A_TIME }, replan));
  }

  /** On the supergraph that is served when this resolves: a stream of a former one would never be planned anew. */
  async #admit(request: OperationRequest, caller: Caller): Promise<AdmittedOperation | Answer> {
    for (;;) {
      const reloads = this.#reloads;
      const admitted = await this.options.engine.admit(request, caller);
      if (reloads === this.#reloads) return admitted;
    }
  }

  #join(admitted: AdmittedSubscription, request: OperationRequest, caller: Caller, subscriber: Subscriber, afterSequence: number | undefined): void {
    const prepared = prepareSubscription(admitted, request);
    const { upstream } = prepared;
    const key = streamKeyOf(admitted, prepared, caller.forwarded);
    const cursor = afterSequence !== undefined && upstream.canResume(admitted.variables, afterSequence) ? afterSequence : upstream.cursorOf(admitted.variables);
    const known = this.#streams.get(key);
    const { stats, limits } = this.options;
    if (stats.streams >= limits.maxStreams && !known?.covers(cursor)) {
      stats.refused += 1;
      return subscriber.end([tooManySubscriptions(`The gateway holds ${limits.maxStreams} streams already. Try again later.`)]);
    }
    const stream = known ?? new SharedStream({ request, caller }, this.#context, (closed) => this.#forget(closed));
    stream.join(subscriber, { admitted, upstream }, cursor);
    if (known === undefined) this.#list(stream, key);
  }

  async #replan(stream: SharedStream): Promise<void> {
    const { request, caller } = stream.origin;
    // It is not the client who asks again, so nothing is charged.
    const admitted = await this.options.engine.admit(request, caller, false);
    if (!this.#unlisted.has(stream)) return; // everybody left meanwhile
    if (isAnswer(admitted)) return stream.end([supergraphChanged(admitted.status === 400 ? 'it is not valid any more' : 'it cannot be prepared just now')]);
    if (!isOpen(admitted)) return stream.end([supergraphChanged('nothing of it may be seen any more')]);
    const prepared = prepareSubscription(admitted, request);
    stream.replaceSource({ admitted, upstream: prepared.upstream });
    const key = streamKeyOf(admitted, prepared, caller.forwarded);
    if (this.#unlisted.has(stream) && !this.#streams.has(key)) this.#list(stream, key);
  }

  #list(stream: SharedStream, key: string): void {
    this.#unlisted.delete(stream);
    stream.key = key;
    this.#streams.set(key, stream);
  }

  #forget(stream: SharedStream): void {
    this.#unlisted.delete(stream);
    if (stream.key !== undefined && this.#streams.get(stream.key) === stream) this.#streams.delete(stream.key);
  }

  #refusalOf({ compiled, variables }: AdmittedOperation, { trace, logger }: Caller): Promise<Answer> {
    return compiled.run({ variables, headers: [], deadlineAtMs: performance.now() + this.options.deadlineMs, trace, logger });
  }
}

/** Whether the viewer may see anything of it. */
const isOpen = (admitted: AdmittedOperation): admitted is AdmittedSubscription => admitted.compiled.primary !== undefined;
