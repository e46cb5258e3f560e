import { type Cursor } from './feed-cursor.js';

interface Entry {
  readonly cursor: Cursor;
  isDone: boolean;
}

/** Events finish in any order; the watermark is how far all of them are done. */
export class Watermark {
  private entries: Entry[] = [];
  private resolve: (() => void) | undefined;

  /** `onAdvance` gets the cursor up to which everything is done, whenever it moves. */
  constructor(private readonly onAdvance: (cursor: Cursor) => void) {}

  /** Places that are not below the watermark yet. */
  get size(): number {
    return this.entries.length;
  }

  /** Adds the feed's next place; call the result when it is done. */
  begin(cursor: Cursor): () => void {
    const entry: Entry = { cursor, isDone: false };
    this.entries.push(entry);
    return () => {
      entry.isDone = true;
      this.advance();
    };
  }

  /** Resolves when there are fewer than that many places, or when the signal aborts. */
  async hasRoom(limit: number, signal: AbortSignal): Promise<void> {
    while (this.entries.length >= limit && !signal.aborted) {
      await new Promise<void>((resolve) => {
        this.resolve = resolve;
        signal.addEventListener('abort', this.resume);
      });
      signal.removeEventListener('abort', this.resume);
    }
  }

  private readonly resume = (): void => this.resolve?.();

  private advance(): void {
    const open = this.entries.findIndex(({ isDone }) => !isDone);
    const done = this.entries.splice(0, open === -1 ? this.entries.length : open);
    const last = done.at(-1);
    if (last === undefined) return;
    this.onAdvance(last.cursor);
    this.resume();
  }
}
