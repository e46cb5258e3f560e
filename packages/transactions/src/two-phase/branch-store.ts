import { type Database } from '@souk/persistence';
import { MAX_IN_DOUBT } from './limits.js';

/** A transaction that stands prepared in this database. */
export interface PreparedTransaction {
  readonly name: string;
  readonly preparedAt: Date;
}

const LISTED = 'SELECT gid AS name, prepared AS "preparedAt" FROM pg_prepared_xacts WHERE database = current_database()';

/** Those whose names begin with that prefix, oldest first, at most 100. */
export const listPrepared = (database: Database, prefix: string): Promise<readonly PreparedTransaction[]> =>
  database.queryInBackground<PreparedTransaction>(`${LISTED} AND starts_with(gid, $1) ORDER BY prepared LIMIT ${MAX_IN_DOUBT}`, [prefix]);

export const isPrepared = async (database: Database, name: string): Promise<boolean> =>
  (await database.query(`${LISTED} AND gid = $1`, [name])).length > 0;

/** Whether the server takes prepared transactions at all. */
export const maxPreparedTransactions = async (database: Database): Promise<number> => {
  const [row] = await database.query<{ max: number }>("SELECT current_setting('max_prepared_transactions')::integer AS max");
  return row?.max ?? 0;
};

export interface StoredVote {
  readonly result: unknown;
  readonly isPreCommitted: boolean;
}

/** What the branch answered when it was prepared; undefined where it was not, or is over. */
export const readVote = async (database: Database, gid: string, branch: string): Promise<StoredVote | undefined> =>
  (await database.query<StoredVote>('SELECT result, pre_committed_at IS NOT NULL AS "isPreCommitted" FROM branch_vote WHERE gid = $1 AND branch = $2', [gid, branch]))[0];

/** Records, durably, that all have voted yes; false where there is no vote. */
export const savePreCommit = async (database: Database, gid: string, branch: string): Promise<boolean> =>
  (await database.query('UPDATE branch_vote SET pre_committed_at = coalesce(pre_committed_at, now()) WHERE gid = $1 AND branch = $2 RETURNING gid', [gid, branch])).length > 0;

/** Takes the vote back unless it is known by now that all have voted yes: false. */
export const takeBackVote = async (database: Database, gid: string, branch: string): Promise<boolean> =>
  (await database.query('DELETE FROM branch_vote WHERE gid = $1 AND branch = $2 AND pre_committed_at IS NULL RETURNING gid', [gid, branch])).length > 0;

/** What the barrier knows of the branch's past: went forward and committed, was undone or kept out, or nothing yet. */
export const pastOf = async (database: Database, gid: string, branch: string): Promise<'committed' | 'aborted' | 'unknown'> => {
  const rows = await database.query<{ op: string }>('SELECT op FROM barrier WHERE gid = $1 AND branch = $2', [gid, branch]);
  const ops = rows.map(({ op }) => op);
  if (ops.includes('compensate')) return 'aborted';
  return ops.includes('forward') ? 'committed' : 'unknown';
};
