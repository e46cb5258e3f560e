import { assertInvariant } from '@souk/kernel';
import { queryIn, type Database, type Transaction } from '@souk/persistence';

/** How long a key stands for its first answer, in milliseconds. */
const KEPT_MS = 24 * 60 * 60 * 1_000;

export interface KeyClaim {
  /** Whose keys these are: `user:<uuid>`, `cart:<uuid>` or `anonymous`. */
  readonly scope: string;
  /** The client's UUID. */
  readonly key: string;
  readonly operation: string;
  readonly bodyHash: string;
  readonly now: Date;
}

/** What a key stands for; `orderId` and `answer` are whatever its first use saved. */
export interface ClaimedKey {
  readonly operation: string;
  readonly bodyHash: string;
  readonly orderId: string | null;
  readonly answer: unknown;
}

/**
 * Takes a key for this transaction, for that order where it is known already; where it is taken, gives what it stands for. A transaction that holds the key uncommitted is
 * waited for, so of two requests at once one works and the other sees its result. An expired key is taken over.
 */
export const claimKey = async (tx: Transaction, { scope, key, operation, bodyHash, now }: KeyClaim, orderId: string | null = null): Promise<'claimed' | ClaimedKey> => {
  const claimed = await queryIn(tx,
    `INSERT INTO idempotency AS known (scope, key, operation, body_hash, order_id, expires_at) VALUES ($1, $2, $3, $4, $7, $5)
     ON CONFLICT (scope, key) DO UPDATE SET operation = excluded.operation, body_hash = excluded.body_hash, order_id = excluded.order_id, answer = NULL, expires_at = excluded.expires_at
     WHERE known.expires_at <= $6 RETURNING key`,
    [scope, key, operation, bodyHash, new Date(now.getTime() + KEPT_MS), now, orderId]);
  if (claimed.length > 0) return 'claimed';
  const [known] = await queryIn<ClaimedKey>(tx, FIND, [scope, key, now]);
  assertInvariant(known !== undefined, 'a key that could not be claimed is there');
  return known;
};

/** What a key stands for, without taking it; undefined where it is free. */
export const findKey = async (database: Database, { scope, key, now }: Pick<KeyClaim, 'scope' | 'key' | 'now'>): Promise<ClaimedKey | undefined> =>
  (await database.query<ClaimedKey>(FIND, [scope, key, now]))[0];

const FIND = 'SELECT operation, body_hash AS "bodyHash", order_id AS "orderId", answer FROM idempotency WHERE scope = $1 AND key = $2 AND expires_at > $3';

/** Remembers what the key's first use came to. */
export const saveAnswer = async (tx: Transaction, { scope, key, orderId = null, answer = null }: { readonly scope: string; readonly key: string; readonly orderId?: string | null; readonly answer?: unknown }): Promise<void> => {
  await queryIn(tx, 'UPDATE idempotency SET order_id = $3, answer = $4 WHERE scope = $1 AND key = $2', [scope, key, orderId, answer === null ? null : JSON.stringify(answer)]);
};

/** Forgets keys that are over, at most 10,000. Returns how many. */
export const deleteExpiredKeys = async (tx: Transaction, now: Date): Promise<number> => {
  const deleted = await queryIn(tx,
    'DELETE FROM idempotency WHERE (scope, key) IN (SELECT scope, key FROM idempotency WHERE expires_at <= $1 ORDER BY expires_at LIMIT 10000) RETURNING key', [now]);
  return deleted.length;
};
