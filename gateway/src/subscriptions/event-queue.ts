/** What happens in a push source, read one by one. Holds `capacity` items that nobody has read yet, at most. */
export class EventQueue<Item> {
  readonly #items: Item[] = [];
  #waiting: ((item: Item | undefined) => void) | undefined;
  #isEnded = false;

  constructor(private readonly capacity: number) {}

  /** Whether it was taken: false where the queue is full or over. */
  push(item: Item): boolean {
    if (this.#isEnded) return false;
    if (this.#waiting !== undefined) {
      const deliver = this.#waiting;
      this.#waiting = undefined;
      deliver(item);
      return true;
    }
    if (this.#items.length >= this.capacity) return false;
    this.#items.push(item);
    return true;
  }

  /** The last item, which is taken even by a full queue; nothing comes after it. Without an item: ends after what is queued. */
  end(last?: Item): void {
    if (this.#isEnded) return;
    if (last !== undefined && this.#waiting === undefined) this.#items.push(last);
    this.#isEnded = true;
    this.#waiting?.(last);
    this.#waiting = undefined;
  }

  /** Ends at once: what is queued is dropped. */
  clear(): void {
    this.#items.length = 0;
    this.end();
  }

  /** The next item, or undefined at the end. For one reader, one call at a time. */
  next(): Promise<Item | undefined> {
    const item = this.#items.shift();
    if (item !== undefined || this.#isEnded) return Promise.resolve(item);
    return new Promise((resolve) => { this.#waiting = resolve; });
  }
}
