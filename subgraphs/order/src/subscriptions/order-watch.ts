import { type EventLog } from '@souk/events';
import { type Logger } from '@souk/telemetry';
import { isOrderStream, orderIdOfStream } from '../repositories/order-events.js';

/**
 * Tells watchers that an order's stream has grown, in this process or another: one tail of the event log for all of them.
 * Watchers read the stream themselves, so a call too many costs one read, and none is ever missing for longer than the tail lags.
 */
export class OrderWatch {
  readonly #watchers = new Map<string, Set<() => void>>();
  readonly #stopping = new AbortController();
  #tail: Promise<void> | undefined;

  constructor(private readonly log: EventLog, private readonly logger: Logger) {}

  /** Begins to listen; what happens after it resolves is told. */
  async start(): Promise<void> {
    const from = await this.log.end();
    const onEvents = (events: readonly { readonly streamId: string }[]): void => {
      for (const streamId of new Set(events.map((event) => event.streamId))) if (isOrderStream(streamId)) this.#tell(orderIdOfStream(streamId));
    };
    this.#tail = this.log.tail({ from, onEvents, signal: this.#stopping.signal })
      .catch((error: unknown) => this.logger.error({ err: error }, 'orders are not watched any more'));
  }

  /** Calls the listener after each change of that order; returns what ends it. */
  watch(orderId: string, listener: () => void): () => void {
    const watchers = this.#watchers.get(orderId) ?? new Set();
    const entry = (): void => listener();
    this.#watchers.set(orderId, watchers.add(entry));
    return () => {
      watchers.delete(entry);
      if (watchers.size === 0 && this.#watchers.get(orderId) === watchers) this.#watchers.delete(orderId);
    };
  }

  async stop(): Promise<void> {
    this.#stopping.abort();
    await this.#tail;
  }

  #tell(orderId: string): void {
    for (const listener of this.#watchers.get(orderId) ?? []) listener();
  }
}
