import { type Database } from '@souk/persistence';

/** Longest wait for a commit of another process, in milliseconds. */
const POLL_MS = 250;
/** First wait after a commit of this process, in milliseconds; doubles up to POLL_MS. */
const RECHECK_MS = 2;

/**
 * Wakes a reader after commits of this process. What was committed is not always to be seen at once: an older transaction,
 * in any database of the instance, may still run. So the first waits after a commit are short.
 */
export class CommitWake {
  private isWoken = false;
  private waitMs = POLL_MS;
  private resolve: (() => void) | undefined;
  private readonly unsubscribe: () => void;

  constructor(database: Database) {
    this.unsubscribe = database.onCommit(() => this.wake());
  }

  /** Ends the present wait, or makes the next one return at once. */
  wake(): void {
    this.isWoken = true;
    this.waitMs = RECHECK_MS;
    this.resolve?.();
  }

  async wait(): Promise<void> {
    if (!this.isWoken) {
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, this.waitMs);
        this.resolve = () => {
          clearTimeout(timer);
          resolve();
        };
      });
      this.resolve = undefined;
      if (!this.isWoken) this.waitMs = Math.min(POLL_MS, this.waitMs * 2);
    }
    this.isWoken = false;
  }

  stop(): void {
    this.unsubscribe();
  }
}
