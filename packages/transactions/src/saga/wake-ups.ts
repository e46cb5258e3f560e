/** Lets waiters in this process hear at once that something happened to a saga; a missed one costs them their time-out only. */
export class WakeUps {
  readonly #waiting = new Map<string, Set<() => void>>();

  /** Resolves after that many milliseconds, or at a `wake` of that saga or of all. */
  wait(gid: string, ms: number): Promise<void> {
    return new Promise((resolve) => {
      const waiters = this.#waiting.get(gid) ?? new Set();
      const finish = (): void => {
        clearTimeout(timer);
        waiters.delete(finish);
        if (waiters.size === 0 && this.#waiting.get(gid) === waiters) this.#waiting.delete(gid);
        resolve();
      };
      const timer = setTimeout(finish, ms);
      this.#waiting.set(gid, waiters.add(finish));
    });
  }

  wake(gid: string): void {
    for (const finish of [...(this.#waiting.get(gid) ?? [])]) finish();
  }

  wakeAll(): void {
    for (const gid of [...this.#waiting.keys()]) this.wake(gid);
  }
}
