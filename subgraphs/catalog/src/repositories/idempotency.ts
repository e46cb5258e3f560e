import { assertInvariant } from '@souk/kernel';
import { queryIn, type Transaction } from '@souk/persistence';

/** How long a key stands for its first answer, in milliseconds. */
const KEPT_MS = 24 * 60 * 60 * 1_000;
/** Keys that are over and that one claim sweeps out on its way. */
const SWEPT_KEYS = 10;

export interface KeyClaim {
  /** Whose keys these are. */
  readonly scope: string;
  /** The client's UUID. */
  readonly key: string;
  readonly operation: string;
  readonly bodyHash: string;
  readonly now: Date;
}

/** What a key stands for; `answer` is whatever its first use saved. */
export interface ClaimedKey {
  readonly operation: string;
  readonly bodyHash: string;
  readonly answer: unknown;
}

/**
 * Takes a key for this transaction; where it is taken, gives what it stands for. A transaction that holds the key uncommitted is
 * waited for, so of two requests at once one works and the other sees its result. A key that is over is taken anew.
 */
export const claimKey = async (tx: Transaction, { scope, key, operation, bodyHash, now }: KeyClaim): Promise<'claimed' | ClaimedKey> => {
  await queryIn(tx, `DELETE FROM idempotency WHERE (scope, key) IN (SELECT scope, key FROM idempotency WHERE expires_at <= $1 ORDER BY expires_at LIMIT ${SWEPT_KEYS} FOR UPDATE SKIP LOCKED)`, [now]);
  const claimed = await queryIn(
    tx,
    `INSERT INTO idempotency AS known (scope, key, operation, body_hash, expires_at) VALUES ($1, $2, $3, $4, $5)
     ON CONFLICT (scope, key) DO UPDATE SET operation = excluded.operation, body_hash = excluded.body_hash, answer = NULL, expires_at = excluded.expires_at
     WHERE known.expires_at <= $6 RETURNING key`,
    [scope, key, operation, bodyHash, new Date(now.getTime() + KEPT_MS), now],
  );
  if (claimed.length > 0) return 'claimed';
  const [known] = await queryIn<ClaimedKey>(tx, 'SELECT operation, body_hash AS "bodyHash", answer FROM idempotency WHERE scope = $1 AND key = $2', [scope, key]);
  assertInvariant(known !== undefined, 'a key that could not be claimed is there');
  return known;
};

/** Remembers what the key's first use came to. */
export const saveAnswer = async (tx: Transaction, { scope, key }: Pick<KeyClaim, 'scope' | 'key'>, answer: unknown): Promise<void> => {
  await queryIn(tx, 'UPDATE idempotency SET answer = $3 WHERE scope = $1 AND key = $2', [scope, key, JSON.stringify(answer)]);
};
