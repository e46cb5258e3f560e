/** Who waits for a place. */
export interface Waiter {
  /** A place is free and taken for this one. */
  onEntered(): void;
}

/** Bounds how many are inside at a time, and how many wait; first come, first served. */
export class ConcurrencyGate<W extends Waiter> {
  #inside = 0;
  readonly #waiting = new Set<W>();
  /** In the order of their coming, from #head on; those who gave up are in here still. A set of which the first goes again and again would be slow. */
  #order: W[] = [];
  #head = 0;

  constructor(private readonly maxInside: number, private readonly maxWaiting: number) {}

  get inside(): number {
    return this.#inside;
  }

  get waiting(): number {
    return this.#waiting.size;
  }

  /** Takes a place if one is free and nobody waits for it. */
  tryEnter(): boolean {
    if (this.#inside >= this.maxInside || this.#waiting.size > 0) return false;
    this.#inside += 1;
    return true;
  }

  /** Waits for a place; false where too many do. */
  tryWait(waiter: W): boolean {
    if (this.#waiting.size >= this.maxWaiting) return false;
    this.#waiting.add(waiter);
    this.#order.push(waiter);
    if (this.#order.length > 2 * this.maxWaiting) this.#tidy();
    return true;
  }

  giveUp(waiter: W): void {
    this.#waiting.delete(waiter);
  }

  /** Sends everybody away who waits. */
  dismiss(tell: (waiter: W) => void): void {
    const dismissed = [...this.#waiting];
    this.#waiting.clear();
    this.#tidy();
    dismissed.forEach(tell);
  }

  /** Gives a place back; the next one enters as soon as the caller is done: never within it, or a queue of those who fail at once would fill the stack. */
  leave(): void {
    const next = this.#next();
    if (next === undefined) this.#inside -= 1;
    else queueMicrotask(() => next.onEntered());
  }

  #next(): W | undefined {
    while (this.#waiting.size > 0) {
      const next = this.#order[this.#head];
      this.#head += 1;
      if (next !== undefined && this.#waiting.delete(next)) return next;
    }
    if (this.#head > 0) this.#tidy();
    return undefined;
  }

  #tidy(): void {
    this.#order = [...this.#waiting];
    this.#head = 0;
  }
}
