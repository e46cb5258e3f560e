import { assertInvariant } from '@souk/kernel';
import { type Database, type Transaction, queryIn } from '@souk/persistence';
import { LOGIN_WINDOW_MS, type LoginAttempts } from '../domain/login-limit.js';

/** Rows of windows long over that one log-in tidies away. */
const TIDIED_ROWS = 10;

/** Counts one more try for that e-mail, in a window that begins with the first one; commits at once. */
export const countLoginAttempt = async (database: Database, emailHash: Buffer, now: Date): Promise<LoginAttempts> => {
  const windowStart = new Date(now.getTime() - LOGIN_WINDOW_MS);
  await database.query('DELETE FROM login_attempt WHERE email_hash IN (SELECT email_hash FROM login_attempt WHERE window_started_at <= $1 LIMIT $2 FOR UPDATE SKIP LOCKED)', [windowStart, TIDIED_ROWS]);
  const [attempts] = await database.query<LoginAttempts>(
    `INSERT INTO login_attempt (email_hash, failures, window_started_at) VALUES ($1, 1, $2)
     ON CONFLICT (email_hash) DO UPDATE SET
       failures = CASE WHEN login_attempt.window_started_at <= $3 THEN 1 ELSE login_attempt.failures + 1 END,
       window_started_at = CASE WHEN login_attempt.window_started_at <= $3 THEN $2 ELSE login_attempt.window_started_at END
     RETURNING failures, window_started_at AS "windowStartedAt"`,
    [emailHash, now, windowStart],
  );
  assertInvariant(attempts, 'an upsert returns its row');
  return attempts;
};

/** After a success: the tries before it were the owner's. */
export const forgetLoginAttempts = async (tx: Transaction, emailHash: Buffer): Promise<void> => {
  await queryIn(tx, 'DELETE FROM login_attempt WHERE email_hash = $1', [emailHash]);
};
