import { OperationalError, retry } from '@souk/kernel';
import { queryIn, type Database, type Transaction } from '@souk/persistence';
import { START, type Cursor } from '../feed-cursor.js';
import { readHistory } from '../read-history.js';
import { compareTable, type TableComparison } from './compare-tables.js';
import { type Projection } from './projection.js';
import { countEvents, eachVisiblePage, type EventSelection } from './read-events.js';
import { amongShadowTables, createShadowTables, dropShadowTables, type ShadowedTable } from './shadow-tables.js';
import { swapTables } from './swap-tables.js';

/** Longest wait for the locks of a swap, in milliseconds: less than PostgreSQL's deadlock_timeout, so that a command never loses against it. */
const LOCK_TIMEOUT_MS = 500;
const LOCK_ATTEMPTS = 20;
/** Longest single statement of the comparison, in milliseconds. */
const COMPARISON_TIMEOUT_MS = 600_000;

export interface ReplayOptions {
  readonly database: Database;
  readonly service: string;
  readonly projection: Projection;
  /** Rebuilds what the state was then, by occurrence, and compares it with nothing. */
  readonly until?: Date | undefined;
  /** Writes the rebuilt state over the live one where they differ. */
  readonly swap?: boolean;
  readonly signal?: AbortSignal;
  /** Gets how many events there are, then how many of them each page was. */
  readonly onStart?: (total: number) => void;
  readonly onProgress?: (events: number) => void;
}

/** What a replay came to. */
export interface ReplayResult {
  readonly events: number;
  /** Events of a shape from before it carried all that is projected. */
  readonly oldEvents: number;
  readonly tables: readonly TableComparison[];
  /** Rows that a swap wrote; undefined where none was asked for. */
  readonly swappedRows: number | undefined;
}

/**
 * Builds a projection from the whole log beside the live tables, page by page, then compares both at one moment: commands go on meanwhile, and what
 * they append is replayed, too. A swap stops them for that last moment alone. Throws OperationalError where another replay runs in this
 * database, where the tables never come free, and where a swap would lose what old events do not tell.
 */
export const replay = (options: ReplayOptions): Promise<ReplayResult> =>
  alone(options.database, async () => {
    const { database, projection, signal } = options;
    const selection: EventSelection = { service: options.service, types: Object.keys(projection.handles), until: options.until };
    const { total, old } = await countEvents(database, selection, projection);
    if (options.swap && old > 0) throw new OperationalError('REPLAY_INCOMPLETE', `${old} events of ${projection.name} are of an old shape that does not carry all of it: what they leave out would be lost, so nothing is swapped.`, false);
    options.onStart?.(total);
    const shadowed = await database.transaction((tx) => createShadowTables(tx, projection));
    try {
      let [events, settled] = [0, START];
      for await (const page of readHistory(database, { ...selection, after: START })) {
        signal?.throwIfAborted();
        await database.transaction((tx) => amongShadowTables(tx, () => projection.apply(tx, page.events)));
        events += page.events.length;
        settled = page.next;
        options.onProgress?.(page.events.length);
      }
      const { lateEvents, ...finished } = await finish({ ...options, selection, shadowed }, settled);
      return { events: events + lateEvents, oldEvents: old, ...finished };
    } finally {
      await database.transaction(dropShadowTables);
    }
  });

interface Build extends ReplayOptions {
  readonly selection: EventSelection;
  readonly shadowed: readonly ShadowedTable[];
}

interface Finish extends Pick<ReplayResult, 'tables' | 'swappedRows'> {
  /** Events that had come since. */
  readonly lateEvents: number;
}

/** The events since, the comparison and the swap, in one transaction of one snapshot: rows and the events that made them became visible together. */
const finish = ({ database, projection, swap, selection, shadowed }: Build, settled: Cursor): Promise<Finish> =>
  retry(() => database.transaction(async (tx) => {
    await queryIn(tx, 'SET TRANSACTION ISOLATION LEVEL REPEATABLE READ');
    await queryIn(tx, `SET LOCAL statement_timeout = ${COMPARISON_TIMEOUT_MS}`);
    // Before the snapshot, which the first SELECT takes: whoever holds a row of these tables has committed when it is taken, and whoever wants one waits.
    if (swap) await lockTables(tx, shadowed);
    let lateEvents = 0;
    await eachVisiblePage(tx, selection, settled, async (page) => {
      await amongShadowTables(tx, () => projection.apply(tx, page));
      lateEvents += page.length;
    });
    const tables: TableComparison[] = [];
    for (const table of shadowed) tables.push(await compareTable(tx, table));
    return { lateEvents, tables, swappedRows: swap ? await swapTables(tx, shadowed) : undefined };
  }), { attempts: LOCK_ATTEMPTS, baseMs: 50, maxMs: 500, isRetryable: isLocked });

const lockTables = async (tx: Transaction, shadowed: readonly ShadowedTable[]): Promise<void> => {
  await queryIn(tx, `SET LOCAL lock_timeout = ${LOCK_TIMEOUT_MS}`);
  // EXCLUSIVE, so that SELECT … FOR UPDATE waits, too: a command decides on the row that it locked, and would write what it knew from before.
  await queryIn(tx, `LOCK TABLE ${shadowed.map(({ live }) => live).join(', ')} IN EXCLUSIVE MODE`);
};

const isLocked = (error: unknown): boolean => error instanceof OperationalError && error.code === 'DATABASE_TIMEOUT';

/** Runs the work while no other replay runs in this database; the lock goes with its connection. */
const alone = async <Result>(database: Database, work: () => Promise<Result>): Promise<Result> => {
  const runner = database.source.createQueryRunner();
  try {
    const [row] = (await runner.query("SELECT pg_try_advisory_lock(hashtextextended('replay', 0)) AS locked")) as { locked: boolean }[];
    if (!row?.locked) throw new OperationalError('REPLAY_RUNS', `Another replay runs in the database of ${database.name}: wait for its end.`, true);
    try {
      return await work();
    } finally {
      await runner.query("SELECT pg_advisory_unlock(hashtextextended('replay', 0))");
    }
  } finally {
    await runner.release();
  }
};
