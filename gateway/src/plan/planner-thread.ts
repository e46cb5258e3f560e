import { setTimeout as sleep } from 'node:timers/promises';
import { type QueryPlan, type QueryPlannerConfig } from '@apollo/query-planner';
import { type Logger } from '@souk/telemetry';
import { GraphQLError } from 'graphql';
import { LRUCache } from 'lru-cache';
import { PlannerThreadLife, ThreadEndedError, type PlanningReply } from './planner-thread-life.js';

/** How long one operation may be planned, in milliseconds; the heaviest honest ones take a hundred. */
const DEADLINE_MS = 5_000;
/** Operations that wait for the thread. */
const MAX_WAITING = 200;
/** How long an operation waits for its turn, in milliseconds. */
const MAX_WAIT_MS = 10_000;
/** An operation that cannot be planned, or was too much for the thread, is remembered that long, in milliseconds, so that it does not take the thread's time again and again. */
const CONDEMNED_MS = 60_000;
const MAX_CONDEMNED = 1_000;
const MAX_CONDEMNED_CHARACTERS = 8 * 1024 * 1024;

/** Plans `@defer`; compares at most so many plans and keeps at most so many ways to one field, else a hostile operation costs minutes. */
const PLANNER_CONFIG: QueryPlannerConfig = { incrementalDelivery: { enableDefer: true }, debug: { maxEvaluatedPlans: 10_000, pathsLimit: 1_000 } };

/** Plans operations over one supergraph outside of the main thread, one after the other. */
export interface PlannerThread {
  /**
   * The plan, as plain data, of a document that holds one valid operation and its fragments. Rejects with a GraphQLError that a client may read
   * (OPERATION_TOO_COMPLEX, PLAN_DEADLINE_EXCEEDED, OVERLOADED), or with an Error where the planner itself failed.
   */
  plan(document: string): Promise<QueryPlan>;
  /** Starts the thread and resolves when it can plan. Rejects, with the reason, where the supergraph cannot be planned over. */
  ready(): Promise<void>;
  /** Operations that wait or are being planned. */
  readonly queued: number;
  /** Another planner takes over: the thread ends when nothing waits for it. A late operation is still planned. */
  retire(): void;
  /** Ends the thread; what still waits is rejected. Idempotent. */
  close(): Promise<void>;
}

export interface PlannerThreadOptions {
  readonly logger: Logger;
  /** 5 s unless told. */
  readonly deadlineMs?: number;
}

/** A planner for the SDL as @apollo/gateway takes it. Its thread starts with the first plan, or with ready(). */
export const createPlannerThread = (sdl: string, { logger, deadlineMs = DEADLINE_MS }: PlannerThreadOptions): PlannerThread => new QueuedPlanner(sdl, logger, deadlineMs);

interface Job {
  readonly document: string;
  readonly sinceMs: number;
  resolve(plan: QueryPlan): void;
  reject(error: unknown): void;
}

class QueuedPlanner implements PlannerThread {
  readonly #waiting: Job[] = [];
  readonly #condemned = new LRUCache<string, Refusal>({ max: MAX_CONDEMNED, ttl: CONDEMNED_MS, maxSize: MAX_CONDEMNED_CHARACTERS, sizeCalculation: (_refusal, document) => document.length + 1 });
  #life: PlannerThreadLife | undefined;
  #isWorking = false;
  #isRetired = false;
  #isClosed = false;

  constructor(private readonly sdl: string, private readonly logger: Logger, private readonly deadlineMs: number) {}

  get queued(): number {
    return this.#waiting.length + (this.#isWorking ? 1 : 0);
  }

  plan(document: string): Promise<QueryPlan> {
    const condemned = this.#condemned.get(document);
    if (condemned !== undefined) return Promise.reject(errorOf(condemned));
    if (this.#waiting.length >= MAX_WAITING) return Promise.reject(errorOf(OVERLOADED));
    return new Promise((resolve, reject) => {
      this.#waiting.push({ document, sinceMs: performance.now(), resolve, reject });
      if (!this.#isWorking) void this.#work();
    });
  }

  ready(): Promise<void> {
    return this.#isClosed ? Promise.reject(closed()) : this.#living().started;
  }

  retire(): void {
    this.#isRetired = true;
    if (!this.#isWorking) void this.#endThread();
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    await this.#endThread();
  }

  async #work(): Promise<void> {
    this.#isWorking = true;
    for (let job = this.#waiting.shift(); job !== undefined; job = this.#waiting.shift()) await this.#settle(job);
    this.#isWorking = false;
    if (this.#isRetired) void this.#endThread();
  }

  async #settle({ document, sinceMs, resolve, reject }: Job): Promise<void> {
    try {
      await this.ready();
      if (performance.now() - sinceMs > MAX_WAIT_MS) throw errorOf(OVERLOADED);
      const reply = await this.#ask(document);
      if (reply.kind === 'planned') return resolve(reply.plan);
      this.#condemned.set(document, reply);
      throw errorOf(reply);
    } catch (error) {
      reject(this.#isClosed ? closed() : error);
    }
  }

  /** Takes a new thread where the old one has ended. */
  #living(): PlannerThreadLife {
    if (this.#life === undefined || this.#life.hasEnded) this.#life = new PlannerThreadLife(this.sdl, PLANNER_CONFIG);
    return this.#life;
  }

  /** Forgets it at once: what comes next must not be given to a thread that is ending. */
  async #endThread(): Promise<void> {
    const life = this.#life;
    this.#life = undefined;
    await life?.end();
  }

  async #ask(document: string): Promise<PlanningReply> {
    const life = this.#living();
    const over = new AbortController();
    try {
      const reply = await Promise.race([life.ask(document), sleep(this.deadlineMs, undefined, { ref: false, signal: over.signal })]);
      if (reply !== undefined) return reply;
    } catch (error) {
      if (!(error instanceof ThreadEndedError && error.isOutOfMemory)) throw error;
      throw this.#condemn(document, TOO_COMPLEX, error);
    } finally {
      over.abort();
    }
    await this.#endThread();
    throw this.#condemn(document, DEADLINE_EXCEEDED);
  }

  #condemn(document: string, refusal: Refusal, error?: Error): Error {
    this.#condemned.set(document, refusal);
    this.logger.warn({ err: error, characters: document.length, code: refusal.code }, 'an operation was too much for the planner: its thread starts anew');
    return errorOf(refusal);
  }
}

/** Without a code the planner itself failed. */
interface Refusal {
  readonly code?: string;
  readonly message: string;
}

const DEADLINE_EXCEEDED: Refusal = { code: 'PLAN_DEADLINE_EXCEEDED', message: 'The operation takes too long to plan: ask for less at once.' };
const TOO_COMPLEX: Refusal = { code: 'OPERATION_TOO_COMPLEX', message: 'The operation is too complex to plan: ask for less at once.' };
const OVERLOADED: Refusal = { code: 'OVERLOADED', message: 'Too many new operations wait to be planned: try again later.' };

/** What the error says where an operation is too much, or there is too much to do. */
export const GIVEN_UP_CODES: ReadonlySet<unknown> = new Set([DEADLINE_EXCEEDED, TOO_COMPLEX, OVERLOADED].map(({ code }) => code));

const errorOf = ({ code, message }: Refusal): Error => (code === undefined ? new Error(`The planner failed: ${message}`) : new GraphQLError(message, { extensions: { code } }));

const closed = (): Error => new Error('The supergraph that this operation was to be planned over is closed.');
