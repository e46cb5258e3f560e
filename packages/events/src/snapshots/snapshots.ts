import { assertInvariant } from '@souk/kernel';
import { type Database } from '@souk/persistence';
import { type Logger } from '@souk/telemetry';
import { type Running } from '../broker.js';
import { foldEvents, type Fold, type FoldUntil, type Folded, type FoldedEvent, type Snapshot } from './fold.js';
import { readSnapshots, writeSnapshots } from './snapshot-store.js';

/** A subject's state is kept each so many events: later folds read fewer than that, and what has come since. */
const SNAPSHOT_EVERY_EVENTS = 100;
/** Snapshots of one write; the next fold that comes by keeps the others. */
const MAX_WRITTEN_SNAPSHOTS = 100;
/** Events of one subject that one fold reads. */
export const MAX_FOLDED_EVENTS = 10_000;

/**
 * States of the past, from the newest snapshot before them instead of from the beginning. Snapshots are a cache: they follow from events, which never
 * change, so all of them may be deleted at any time. They are written after the answer, one write at a time; where one runs, none is begun.
 */
export class Snapshots implements Running {
  private writing: Promise<void> | undefined;

  constructor(private readonly database: Database, private readonly logger: Logger) {}

  /**
   * What those subjects' events come to, each named once. `read` gives the events after where each starts, `until` obeyed, at most 10,000 per subject,
   * in any order of subjects and each subject's by version. Throws where a subject has more.
   */
  async fold<State, Event extends FoldedEvent>(
    fold: Fold<State, Event>, subjects: readonly string[], until: FoldUntil, read: (starts: readonly Snapshot<State>[]) => Promise<readonly Event[]>,
  ): Promise<readonly Folded<State>[]> {
    const known = new Map((await readSnapshots(this.database, fold, subjects, until)).map((snapshot) => [snapshot.subject, snapshot]));
    const starts = subjects.map((subject) => known.get(subject) ?? { subject, version: 0, latestAt: null, state: fold.initial });
    const events = new Map<string, Event[]>(subjects.map((subject) => [subject, []]));
    for (const event of await read(starts)) events.get(event.subject)?.push(event);
    const results = starts.map((start) => {
      const own = events.get(start.subject) ?? [];
      assertInvariant(own.length < MAX_FOLDED_EVENTS, `${start.subject} has fewer than ${MAX_FOLDED_EVENTS} events after version ${start.version}`);
      return foldEvents(fold, start, own, SNAPSHOT_EVERY_EVENTS);
    });
    this.keep(fold, results.flatMap(({ passed }) => passed));
    return results.map(({ folded }) => folded);
  }

  /** Resolves when what is being written is written. */
  async stop(): Promise<void> {
    await this.writing;
  }

  private keep<State, Event extends FoldedEvent>(fold: Fold<State, Event>, snapshots: readonly Snapshot<State>[]): void {
    if (snapshots.length === 0 || this.writing !== undefined) return;
    this.writing = writeSnapshots(this.database, fold, snapshots.slice(0, MAX_WRITTEN_SNAPSHOTS))
      .catch((error: unknown) => this.logger.warn({ err: error, fold: fold.name }, 'snapshots could not be written; the next fold tries again'))
      .finally(() => (this.writing = undefined));
  }
}
