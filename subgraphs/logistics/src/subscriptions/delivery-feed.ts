import { type StoredEvent } from '@souk/events';

type Listener = (event: StoredEvent) => void;

/** Passes delivery events of this process's one tail on to whoever follows their order. */
export class DeliveryFeed {
  readonly #listeners = new Map<string, Set<Listener>>();

  /** Calls the listener with each event of that stream from now on; returns what ends that. */
  listen(streamId: string, listener: Listener): () => void {
    const listeners = this.#listeners.get(streamId) ?? new Set();
    this.#listeners.set(streamId, listeners.add(listener));
    return () => {
      listeners.delete(listener);
      if (listeners.size === 0 && this.#listeners.get(streamId) === listeners) this.#listeners.delete(streamId);
    };
  }

  publish(event: StoredEvent): void {
    for (const listener of this.#listeners.get(event.streamId) ?? []) listener(event);
  }
}
