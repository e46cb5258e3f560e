import { assertInvariant } from '@souk/kernel';
import { createDatabase, type MigrationClass } from '@souk/persistence';
import { silentLogger } from '@souk/telemetry';
import { Percolator, PercolatorParticipant, TimestampOracle } from '@souk/transactions';

/** PostgreSQL URLs of the two databases. */
export interface TallyUrls {
  readonly left: string;
  readonly right: string;
}

/** Few, so that those who count meet. */
export const COUNTERS = ['counter-1', 'counter-2', 'counter-3'] as const;
/** What a process that died has locked is in the way for so long, in milliseconds. */
const TTL_MS = 2_000;
const POOL_SIZE = 4;

/** One process's view of two databases that keep counters, under the same keys in both; the left one hands timestamps out, too. */
export interface TallyBooks {
  /** Counts one more in both. Throws what `Percolator.run` throws. */
  count(counter: string, hesitate: () => Promise<void>): Promise<void>;
  /** What both say at one moment. */
  read(counter: string): Promise<readonly [left: number, right: number]>;
  close(): Promise<void>;
}

export const openTallyBooks = async ({ left, right }: TallyUrls, migrations: readonly MigrationClass[] = []): Promise<TallyBooks> => {
  const [one, other] = await Promise.all([left, right].map((url) => createDatabase({ url, name: 'tally', entities: [], migrations, logger: silentLogger, poolSize: POOL_SIZE })));
  assertInvariant(one !== undefined && other !== undefined, 'two URLs give two databases');
  const site = (database: typeof one): PercolatorParticipant => new PercolatorParticipant({ database, transact: (work) => database.transaction((tx) => work({ tx })) });
  const percolator = new Percolator({ sites: new Map([['left', site(one)], ['right', site(other)]]), oracle: new TimestampOracle(one), logger: silentLogger, ttlMs: TTL_MS });
  const run: Percolator['run'] = (primary, work) => percolator.run(primary, work);
  const read = (counter: string): Promise<readonly [number, number]> =>
    run({ site: 'left', key: counter }, async (transaction) => {
      const [lefts, rights] = await Promise.all([transaction.read('left', [counter]), transaction.read('right', [counter])]);
      return [Number(lefts.get(counter) ?? 0), Number(rights.get(counter) ?? 0)];
    });
  return {
    read,
    count: (counter, hesitate) =>
      run({ site: 'left', key: counter }, async (transaction) => {
        const [lefts, rights] = await Promise.all([transaction.read('left', [counter]), transaction.read('right', [counter])]);
        await hesitate();
        await transaction.prewrite('left', [{ key: counter, value: Number(lefts.get(counter) ?? 0) + 1 }]);
        await transaction.prewrite('right', [{ key: counter, value: Number(rights.get(counter) ?? 0) + 1 }]);
      }),
    close: async () => {
      await Promise.all([one.close(), other.close()]);
    },
  };
};
