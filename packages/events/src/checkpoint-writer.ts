import { type Database } from '@souk/persistence';
import { type Logger } from '@souk/telemetry';
import { saveCheckpoint } from './checkpoint.js';
import { compareCursors, type Cursor } from './feed-cursor.js';

/** Longest time that a saved cursor lags behind, in milliseconds: what comes again after a crash. The inbox drops it. */
const SAVE_INTERVAL_MS = 500;

/** Saves a cursor that moves often, at most twice a second. */
export class CheckpointWriter {
  private unsaved: Cursor | undefined;
  private timer: NodeJS.Timeout | undefined;
  private saving: Promise<void> = Promise.resolve();

  constructor(private readonly database: Database, private readonly consumer: string, private readonly logger: Logger) {}

  /** Everything up to there is done. Never moves back: events that come again are older. */
  moveTo(cursor: Cursor): void {
    if (this.unsaved !== undefined && compareCursors(cursor, this.unsaved) <= 0) return;
    this.unsaved = cursor;
    this.timer ??= setTimeout(() => void this.flush(), SAVE_INTERVAL_MS);
  }

  /** Saves now; a failure is logged, since a cursor that stays behind costs repetition only. */
  async flush(): Promise<void> {
    clearTimeout(this.timer);
    this.timer = undefined;
    this.saving = this.saving.then(() => this.save());
    await this.saving;
  }

  private async save(): Promise<void> {
    const cursor = this.unsaved;
    if (cursor === undefined) return;
    this.unsaved = undefined;
    try {
      await saveCheckpoint(this.database, this.consumer, cursor);
    } catch (error) {
      this.logger.warn({ err: error, consumer: this.consumer }, 'A checkpoint could not be saved; a later one will be.');
    }
  }
}
