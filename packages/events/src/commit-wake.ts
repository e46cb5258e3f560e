import { type Database } from '@souk/persistence';

/** Longest wait for a commit of another process, in milliseconds. */
const POLL_MS = 250;
/** First wait for what is committed and cannot be seen yet, in milliseconds; doubles up to POLL_MS. */
const RECHECK_MS = 2;

/** Wakes a reader after commits of this process, and soon where it could not see all that is committed. */
export class CommitWake {
  private isWoken = false;
  private recheckMs = RECHECK_MS;
  private resolve: (() => void) | undefined;
  private readonly unsubscribe: () => void;

  constructor(database: Database) {
    this.unsubscribe = database.onCommit(() => this.wake());
  }

  /** Ends the present wait, or makes the next one return at once. */
  wake(): void {
    this.isWoken = true;
    this.recheckMs = RECHECK_MS;
    this.resolve?.();
  }

  /** `isHeldBack`: the last read could not see all that is committed. */
  async wait(isHeldBack: boolean): Promise<void> {
    const waitMs = isHeldBack ? this.recheckMs : POLL_MS;
    this.recheckMs = isHeldBack ? Math.min(POLL_MS, this.recheckMs * 2) : RECHECK_MS;
    if (!this.isWoken) {
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, waitMs);
        this.resolve = () => {
          clearTimeout(timer);
          resolve();
        };
      });
      this.resolve = undefined;
    }
    this.isWoken = false;
  }

  stop(): void {
    this.unsubscribe();
  }
}
