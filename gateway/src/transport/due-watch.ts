/** Something that happens at a time which may still move. */
export interface Due {
  /** On performance.now()'s clock. */
  readonly dueAtMs: number;
  onDue(nowMs: number): void;
}

/** How often it looks, in milliseconds: the most that something comes too late. */
const TICK_MS = 10;
/** Weight of the newest look in what is known of this process's lateness. */
const SMOOTHING = 0.2;
/** How late a process that has time for everything comes to a tick at most, in milliseconds. */
const BUSY_MS = 5;

/**
 * Looks now and then at everything that is under way, instead of a timer for each: there are never more than some thousands, and nearly all end before their time.
 * It looks after pending input was read, so that no answer which is there already counts as late. Ticks only while something is under way.
 */
export class DueWatch {
  readonly #entries = new Set<Due>();
  #ticking: ReturnType<typeof setInterval> | undefined;
  #lookedAtMs = 0;
  #lateMs = 0;

  /** Whether this process itself is what makes things late. */
  get isBusy(): boolean {
    return this.#lateMs > BUSY_MS;
  }

  add(entry: Due): void {
    this.#entries.add(entry);
    if (this.#ticking !== undefined) return;
    this.#lookedAtMs = performance.now();
    this.#ticking = setInterval(() => setImmediate(this.#look), TICK_MS);
  }

  delete(entry: Due): void {
    this.#entries.delete(entry);
  }

  readonly #look = (): void => {
    if (this.#entries.size === 0) {
      clearInterval(this.#ticking);
      this.#ticking = undefined;
      return;
    }
    const nowMs = performance.now();
    this.#lateMs += SMOOTHING * (Math.max(0, nowMs - this.#lookedAtMs - TICK_MS) - this.#lateMs);
    this.#lookedAtMs = nowMs;
    for (const entry of this.#entries) if (entry.dueAtMs <= nowMs) entry.onDue(nowMs);
  };
}
