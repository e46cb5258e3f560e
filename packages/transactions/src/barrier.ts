import { assertInvariant } from '@souk/kernel';
import { queryIn, type Transaction } from '@souk/persistence';

/** One operation of one participant in one global transaction. */
export interface BarrierKey {
  /** Global transaction: the coordinator's uuid. */
  readonly gid: string;
  /** The participant's part in it, e.g. `stock`; at most `MAX_BRANCH_LENGTH` characters. */
  readonly branch: string;
  readonly op: 'forward' | 'compensate' | 'confirm';
}

export type BarrierResult<T> = { readonly applied: true; readonly value: T } | { readonly applied: false };

export const MAX_BRANCH_LENGTH = 100;

/**
 * Runs the work exactly once per (gid, branch, op), in the participant's own transaction; call it as often as you like.
 * A throw from the work rolls the barrier's row back with it, so that the operation may be tried again.
 *
 * - `forward` after a `compensate` of the branch is too late and does nothing.
 * - `compensate` of a branch whose forward step never ran does nothing, and keeps that step out for ever.
 * - `confirm` of a branch that never went forward, or was compensated, is the coordinator's error and throws.
 *
 * Source: the sub-transaction barrier of DTM (Ye Dongfu, 2021), for the null compensation, hanging and repetition anomalies of sagas.
 */
export const withBarrier = async <T>(tx: Transaction, key: BarrierKey, work: () => Promise<T>): Promise<BarrierResult<T>> => {
  assertInvariant(key.branch.length > 0 && key.branch.length <= MAX_BRANCH_LENGTH, `a branch has 1 to ${MAX_BRANCH_LENGTH} characters, got ${key.branch.length}`);
  if (!(await enter(tx, key))) return { applied: false };
  // Taken by compensations too: a forward step that is still in flight is waited for here, and one that comes later is kept out.
  if (key.op === 'compensate' && (await enter(tx, { ...key, op: 'forward' }))) return { applied: false };
  if (key.op === 'confirm') await assertConfirmable(tx, key);
  return { applied: true, value: await work() };
};

/** True where this call wrote the row; a concurrent writer of the same row is waited for, then seen. */
const enter = async (tx: Transaction, { gid, branch, op }: BarrierKey): Promise<boolean> => {
  const rows = await queryIn(tx, 'INSERT INTO barrier (gid, branch, op) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING RETURNING op', [gid, branch, op]);
  return rows.length > 0;
};

const assertConfirmable = async (tx: Transaction, { gid, branch }: BarrierKey): Promise<void> => {
  const rows = await queryIn<{ op: string }>(tx, "SELECT op FROM barrier WHERE gid = $1 AND branch = $2 AND op <> 'confirm'", [gid, branch]);
  const ops = rows.map((row) => row.op);
  assertInvariant(ops.includes('forward'), `branch '${branch}' of ${gid} was confirmed before it went forward`);
  assertInvariant(!ops.includes('compensate'), `branch '${branch}' of ${gid} was confirmed after its compensation`);
};
