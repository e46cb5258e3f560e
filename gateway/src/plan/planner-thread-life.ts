import { fileURLToPath } from 'node:url';
import { Worker } from 'node:worker_threads';
import { type QueryPlan, type QueryPlannerConfig } from '@apollo/query-planner';

/** The thread's memory, in megabytes: an operation whose plan needs more ends it. */
const MAX_OLD_GENERATION_MB = 256;
const MAX_YOUNG_GENERATION_MB = 16;
/** How long the thread has until it can plan, in milliseconds. */
const START_DEADLINE_MS = 60_000;

const WORKER_FILE = fileURLToPath(new URL('./planner-thread-worker.js', import.meta.url));

/** What the thread says. */
type Message = { readonly kind: 'ready' } | { readonly kind: 'broken'; readonly message: string } | PlanningReply;

export type PlanningReply =
  | { readonly kind: 'planned'; readonly plan: QueryPlan }
  /** Without a code the planner itself failed. */
  | { readonly kind: 'refused'; readonly message: string; readonly code?: string };

/** The thread ended before it answered. */
export class ThreadEndedError extends Error {
  override readonly name = 'ThreadEndedError';

  constructor(message: string, readonly isOutOfMemory: boolean, options?: ErrorOptions) {
    super(message, options);
  }
}

/** One life of the planner's thread, from its start to its end; it holds the process only while it is asked. */
export class PlannerThreadLife {
  /** Resolves when it can plan; rejects where the supergraph cannot be planned over. */
  readonly started: Promise<void>;
  readonly #worker: Worker;
  #pending: { resolve(reply: PlanningReply): void; reject(error: Error): void } | undefined;
  #end: ThreadEndedError | undefined;

  constructor(sdl: string, config: QueryPlannerConfig) {
    this.#worker = new Worker(WORKER_FILE, { name: 'souk-planner', workerData: { sdl, config }, resourceLimits: { maxOldGenerationSizeMb: MAX_OLD_GENERATION_MB, maxYoungGenerationSizeMb: MAX_YOUNG_GENERATION_MB } });
    this.started = this.#start();
    this.started.catch(() => undefined); // whoever needs the thread sees it; nobody may need it
    this.#worker.on('error', (error: NodeJS.ErrnoException) => this.#died(error.message, error));
    this.#worker.on('exit', () => this.#died('it was ended'));
  }

  get hasEnded(): boolean {
    return this.#end !== undefined;
  }

  /** One at a time. Rejects with ThreadEndedError where the thread ends first. */
  ask(document: string): Promise<PlanningReply> {
    if (this.#end !== undefined) return Promise.reject(this.#end);
    return new Promise((resolve, reject) => {
      this.#worker.ref();
      this.#pending = { resolve, reject };
      this.#worker.postMessage(document);
    });
  }

  async end(): Promise<void> {
    await this.#worker.terminate();
  }

  #start(): Promise<void> {
    return new Promise((resolve, reject) => {
      const late = setTimeout(() => {
        reject(new ThreadEndedError(`The planner's thread did not start within ${START_DEADLINE_MS} ms.`, false));
        void this.end();
      }, START_DEADLINE_MS);
      this.#worker.on('message', (message: Message) => {
        if (message.kind === 'planned' || message.kind === 'refused') return this.#answer(message);
        clearTimeout(late);
        this.#worker.unref();
        if (message.kind === 'ready') return resolve();
        reject(new Error(`The supergraph cannot be planned over: ${message.message}`));
        void this.end();
      });
      this.#worker.once('exit', () => {
        clearTimeout(late);
        reject(this.#end ?? new ThreadEndedError('The planner\'s thread ended while it started.', false));
      });
    });
  }

  #answer(reply: PlanningReply): void {
    this.#worker.unref();
    this.#pending?.resolve(reply);
    this.#pending = undefined;
  }

  #died(why: string, error?: NodeJS.ErrnoException): void {
    this.#end ??= new ThreadEndedError(`The planner's thread ended: ${why}.`, error?.code === 'ERR_WORKER_OUT_OF_MEMORY', { cause: error });
    this.#pending?.reject(this.#end);
    this.#pending = undefined;
  }
}
