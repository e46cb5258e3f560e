import { queryIn, type Transaction } from '@souk/persistence';

/** How long a key is kept, in milliseconds. */
const KEPT_MS = 24 * 60 * 60_000;
/** Keys long over that one request tidies away. */
const TIDIED_ROWS = 100;

/** NEW: the caller does the work, in this transaction. SAME: it was done. OTHER: the key came with another request. Whoever comes second waits for the first to end. */
export const claimIdempotencyKey = async (tx: Transaction, { actor, key, requestHash, now }: { readonly actor: string; readonly key: string; readonly requestHash: Buffer; readonly now: Date }): Promise<'NEW' | 'SAME' | 'OTHER'> => {
  const cutoff = new Date(now.getTime() - KEPT_MS);
  await queryIn(tx, 'DELETE FROM idempotency_key WHERE (actor, key) IN (SELECT actor, key FROM idempotency_key WHERE created_at <= $1 LIMIT $2 FOR UPDATE SKIP LOCKED)', [cutoff, TIDIED_ROWS]);
  await queryIn(tx, 'DELETE FROM idempotency_key WHERE actor = $1 AND key = $2 AND created_at <= $3', [actor, key, cutoff]);
  const claimed = await queryIn(tx, 'INSERT INTO idempotency_key (actor, key, request_hash, created_at) VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING RETURNING key', [actor, key, requestHash, now]);
  if (claimed.length > 0) return 'NEW';
  const [first] = await queryIn<{ requestHash: Buffer }>(tx, 'SELECT request_hash AS "requestHash" FROM idempotency_key WHERE actor = $1 AND key = $2', [actor, key]);
  return first?.requestHash.equals(requestHash) === true ? 'SAME' : 'OTHER';
};
