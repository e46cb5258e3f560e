import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startEmbeddedPostgres } from '@souk/embedded';
import { EventLog, eventLogMigration, readHistory, START } from '@souk/events';
import { systemClock } from '@souk/kernel';
import { createDatabase } from '@souk/persistence';
import { silentLogger } from '@souk/telemetry';
import { type Row } from '../rows.js';
import { drainCopy } from './copy-statements.js';
import { appendBatches, appendImports, appendSingle, copyIn, WRITERS } from './measure-appends.js';
import { EVENTS_PER_ORDER, orderBatch } from './order-events.js';
import { OrderLifecycles, readRebuiltSums, rebuildInSql, type LifecycleSums } from './order-lifecycles.js';

const SUITE = 'events';
const DEFAULT_EVENTS = 504_000;
const DEFAULT_ROUNDS = 3;
const APPEND_SECONDS = 3;
/** Orders of one transaction while the log is filled. */
const FILL_ORDERS = 2_000;

export const EVENTS_FLAGS = { events: `N in the log that is read (${DEFAULT_EVENTS})`, rounds: `N, the median of which is told (${DEFAULT_ROUNDS})` };

type Say = (line: string) => void;
type Measure = (name: string, subject: string, work: () => Promise<number>) => Promise<void>;

/** The event log alone, on a PostgreSQL of its own that keeps what it acknowledged. */
export const benchEvents = async ({ say, flags }: { readonly say: Say; readonly flags: Readonly<Record<string, string>> }): Promise<readonly Row[]> => {
  const folder = await mkdtemp(join(tmpdir(), 'souk-bench-'));
  await chmod(folder, 0o755); // PostgreSQL runs as another user where the benchmark runs as root
  const postgres = await startEmbeddedPostgres({ dataDir: join(folder, 'postgres'), port: 0, databases: ['read', 'written'], password: 'bench' });
  try {
    const [read, written] = [await openLog(postgres.urlOf('read')), await openLog(postgres.urlOf('written'))];
    try {
      return await run(read, written, { say, orders: Math.ceil(Number(flags['events'] ?? DEFAULT_EVENTS) / EVENTS_PER_ORDER), rounds: Number(flags['rounds'] ?? DEFAULT_ROUNDS) });
    } finally {
      await Promise.all([read.database.close(), written.database.close()]);
    }
  } finally {
    await postgres.stop();
    await rm(folder, { recursive: true, force: true });
  }
};

const openLog = async (url: string): Promise<EventLog> =>
  new EventLog({ database: await createDatabase({ url, name: 'order', entities: [], migrations: [eventLogMigration], logger: silentLogger, poolSize: WRITERS }), service: 'order', clock: systemClock, logger: silentLogger });

const run = async (read: EventLog, written: EventLog, { say, orders, rounds }: { readonly say: Say; readonly orders: number; readonly rounds: number }): Promise<readonly Row[]> => {
  say(`filling a log with ${orders * EVENTS_PER_ORDER} events of ${orders} orders …`);
  await fill(read, orders);
  const expected = await replayed(read);
  const figures = new Map<string, number[]>();
  const measure: Measure = async (name, subject, work) => {
    const key = `${name}/${subject}`;
    const value = await work();
    say(`  ${name}, ${subject}: ${value.toFixed(0)} events/s`);
    figures.set(key, [...(figures.get(key) ?? []), value]);
  };
  for (let round = 1; round <= rounds; round += 1) {
    say(`round ${round} of ${rounds} …`);
    await measureReads(read, measure, expected);
    await measureAppends(written, measure);
  }
  const rows = [...figures].map(([key, values]) => ({ suite: SUITE, scenario: key.split('/')[0] ?? '', subject: key.split('/')[1] ?? '', metric: 'events', value: medianOf(values), unit: 'events/s' }));
  return [...rows, ratioRow('replay / wire (target 0.75)', figures, 'replay/souk', 'wire/limit'), ratioRow('rebuild-sql / replay (target 2)', figures, 'rebuild-sql/souk', 'replay/souk')];
};

const fill = async (log: EventLog, orders: number): Promise<void> => {
  for (let first = 0; first < orders; first += FILL_ORDERS) {
    await log.database.transaction((tx) => log.appendMany(tx, orderBatch(first, Math.min(FILL_ORDERS, orders - first))));
  }
  await log.database.query('VACUUM ANALYZE event');
};

const replayed = async (log: EventLog): Promise<LifecycleSums> => {
  const lifecycles = new OrderLifecycles();
  for await (const { events } of readHistory(log.database, { service: log.service, after: START })) for (const event of events) lifecycles.apply(event);
  return lifecycles.sums();
};

/** All over the same log, and one right after the other: what slows the machine slows them all. */
const measureReads = async (log: EventLog, measure: Measure, expected: LifecycleSums): Promise<void> => {
  const events = expected.versions;
  const perSecond = async (work: () => Promise<void>): Promise<number> => {
    const startedAt = performance.now();
    await work();
    return (events / (performance.now() - startedAt)) * 1_000;
  };
  await measure('wire', 'limit', () => perSecond(() => drainCopy(log.database, 'COPY event TO STDOUT')));
  await measure('replay', 'souk', () => perSecond(async () => mustEqual('replay', await replayed(log), expected)));
  await measure('rebuild-sql', 'souk', () => perSecond(() => rebuildInSql(log.database)));
  mustEqual('rebuild-sql', await readRebuiltSums(log.database), expected);
};

const measureAppends = async (log: EventLog, measure: Measure): Promise<void> => {
  await measure('append-single-64', 'souk', () => appendSingle(log, APPEND_SECONDS));
  await measure('append-batch-1000', 'souk', () => appendBatches(log, APPEND_SECONDS));
  await measure('append-copy', 'souk (imports: appendMany, no COPY)', () => appendImports(log, APPEND_SECONDS));
  await measure('append-copy', 'limit (COPY, no streams)', () => copyIn(log, APPEND_SECONDS));
};

const mustEqual = (name: string, sums: LifecycleSums | undefined, expected: LifecycleSums): void => {
  const differing = Object.entries(expected).filter(([key, value]) => sums?.[key as keyof LifecycleSums] !== value);
  if (differing.length > 0) throw new Error(`${name} came to ${JSON.stringify(sums)}, expected ${JSON.stringify(expected)}`);
};

const medianOf = (values: readonly number[]): number => [...values].sort((left, right) => left - right)[Math.floor(values.length / 2)] ?? Number.NaN;

/** The median of each round's own ratio: both were measured one right after the other, and two rounds may lie minutes apart. */
const ratioRow = (scenario: string, figures: ReadonlyMap<string, readonly number[]>, above: string, below: string): Row => {
  const ratios = (figures.get(above) ?? []).map((value, round) => value / (figures.get(below)?.[round] ?? Number.NaN));
  return { suite: SUITE, scenario, subject: 'souk', metric: 'ratio', value: medianOf(ratios), unit: '×' };
};
