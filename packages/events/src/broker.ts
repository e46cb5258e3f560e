import { type Database, type Transaction } from '@souk/persistence';
import { type EventLog } from './event-log.js';
import { type StoredEvent } from './event.js';

/** Something that goes on until it is stopped. */
export interface Running {
  /** Resolves when the work in hand is done and nothing new begins. Idempotent. */
  stop(): Promise<void>;
}

export interface ConsumeOptions<Prepared> {
  /** `<service>.<name>`, for ever: its inbox and its cursor hang on it. Its replicas share the name and the work. */
  readonly consumer: string;
  /** The consumer's own database; it has the event log's tables. */
  readonly database: Database;
  /** The publishing services. */
  readonly from: readonly string[];
  readonly types: readonly string[];
  /**
   * What has to be done remotely, before and outside the transaction, e.g. a service call. Runs once per attempt at the
   * event, so it has to be idempotent. Its result is handed to `handle`.
   */
  prepare?(event: StoredEvent): Promise<Prepared>;
  /**
   * The event's effect in the consumer's database. It is in one transaction with the inbox row, so it counts exactly once.
   * A throw rolls both back and the event comes again after a pause; later events of its aggregate wait, others do not.
   * After six throws it is a dead letter, kept with its reason and, behind it, the later events of its aggregate, until it is
   * re-driven. A retryable OperationalError does not count: while something is away, the event waits for as long as it takes.
   * Events of different aggregates may be handled at the same time.
   */
  handle(event: StoredEvent, tx: Transaction, prepared: Prepared): Promise<void>;
}

/**
 * Carries events from the logs of services to consumers: every event that is not imported history, at least once, in
 * the order of its aggregate, those from before the consumer first started included. One contract, two adapters.
 */
export interface Broker {
  /** Offers this log to consumers, from now on until stopped. */
  publish(log: EventLog): Promise<Running>;
  /** Begins to consume, in the background: publishers may start later. */
  consume<Prepared = undefined>(options: ConsumeOptions<Prepared>): Promise<Running>;
  /** Stops all that is still running. Idempotent. */
  close(): Promise<void>;
}
