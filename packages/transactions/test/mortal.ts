import { type Database } from '@souk/persistence';

class Death extends Error {
  override readonly name = 'Death';
}

/** A process that dies at the n-th boundary between what it does; from then on it does nothing, and nobody hears of it. */
export class Life {
  #steps = 0;
  isOver = false;

  constructor(private readonly diesAt: number) {}

  async step(): Promise<void> {
    this.#steps += 1;
    if (this.#steps === this.diesAt) this.isOver = true;
    if (this.isOver) throw new Death('the process is gone');
    await Promise.resolve();
  }

  /** The work between two boundaries: its death may come just before, or just after, when the process never learns the result. */
  async live<T>(work: () => Promise<T>): Promise<T> {
    await this.step();
    const result = await work();
    await this.step();
    return result;
  }
}

/** The database as that process sees it. */
export const mortalDatabase = (database: Database, life: Life): Database => ({
  name: database.name,
  source: database.source,
  statements: database.statements,
  query: (sql, parameters) => life.live(() => database.query(sql, parameters)),
  queryInBackground: (sql, parameters) => life.live(() => database.queryInBackground(sql, parameters)),
  transaction: (work) => life.live(() => database.transaction(work)),
  onCommit: (listener) => database.onCommit(listener),
  runExclusively: (name, signal, work) => database.runExclusively(name, signal, work),
  ping: (deadlineMs) => database.ping(deadlineMs),
  close: () => Promise.resolve(),
});
