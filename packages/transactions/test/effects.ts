import { queryIn, type Database, type Transaction } from '@souk/persistence';
import { withBarrier, type BarrierKey, type BarrierResult } from '../src/index.js';

/** Adds to a counter, whatever was there: done twice it shows. */
export const addUnits = (tx: Transaction, gid: string, branch: string, units: number): Promise<unknown> =>
  queryIn(tx, 'INSERT INTO effect VALUES ($1, $2, $3) ON CONFLICT (gid, branch) DO UPDATE SET units = effect.units + $3', [gid, branch, units]);

export const unitsOf = async (database: Database, gid: string, branch: string): Promise<number> =>
  (await database.query<{ units: number }>('SELECT units FROM effect WHERE gid = $1 AND branch = $2', [gid, branch]))[0]?.units ?? 0;

/** A participant: forward adds 1, compensate takes 1, confirm adds 100. */
export const participate = (database: Database, key: BarrierKey): Promise<BarrierResult<unknown>> =>
  database.transaction((tx) => withBarrier(tx, key, () => addUnits(tx, key.gid, key.branch, { forward: 1, compensate: -1, confirm: 100 }[key.op])));
