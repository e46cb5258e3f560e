import { type Role } from '@souk/auth';
import { queryIn, type Database, type Transaction } from '@souk/persistence';
import { In, IsNull, MoreThan } from 'typeorm';
import { MAX_SESSIONS, type PresentedToken } from '../domain/refresh.js';
import { Session } from '../entities/session.js';

/** Those that are logged in, the one seen last first. */
export const openSessionsOf = (database: Database, accountIds: readonly string[], now: Date): Promise<readonly Session[]> =>
  database.source.getRepository(Session).find({ where: { accountId: In(accountIds), endedAt: IsNull(), expiresAt: MoreThan(now) }, order: { lastSeenAt: 'DESC', id: 'DESC' }, take: MAX_SESSIONS * accountIds.length });

export interface NewSession {
  readonly id: string;
  readonly accountId: string;
  readonly tokenHash: Buffer;
  readonly now: Date;
  readonly expiresAt: Date;
}

/** Opens a session with its first refresh token; deletes the account's sessions that are over, and beyond 20 those not seen for longest. */
export const insertSession = async (tx: Transaction, { id, accountId, tokenHash, now, expiresAt }: NewSession): Promise<void> => {
  await queryIn(
    tx,
    `DELETE FROM session WHERE account_id = $1 AND (expires_at <= $2
       OR id IN (SELECT id FROM session WHERE account_id = $1 ORDER BY ended_at IS NULL DESC, last_seen_at DESC OFFSET $3))`,
    [accountId, now, MAX_SESSIONS - 1],
  );
  await queryIn(tx, 'INSERT INTO session (id, account_id, created_at, last_seen_at, expires_at) VALUES ($1, $2, $3, $3, $4)', [id, accountId, now, expiresAt]);
  await insertRefreshToken(tx, { sessionId: id, tokenHash, expiresAt });
};

export interface FoundToken extends PresentedToken {
  readonly sessionId: string;
  readonly accountId: string;
  readonly roles: readonly Role[];
}

/** Locks token and session: of two that present one token at a time the second sees that it is spent. */
export const lockRefreshToken = async (tx: Transaction, tokenHash: Buffer): Promise<FoundToken | undefined> => {
  const [token] = await queryIn<FoundToken>(
    tx,
    `SELECT session.id AS "sessionId", account.id AS "accountId", account.roles,
       refresh_token.expires_at AS "tokenExpiresAt", refresh_token.spent_at AS "spentAt", session.ended_at AS "sessionEndedAt"
     FROM refresh_token JOIN session ON session.id = refresh_token.session_id JOIN account ON account.id = session.account_id
     WHERE refresh_token.hash = $1 FOR UPDATE OF refresh_token, session`,
    [tokenHash],
  );
  return token;
};

/** Spends one refresh token for another, and forgets those of the session that would have expired. */
export const rotateRefreshToken = async (tx: Transaction, { sessionId, spent, tokenHash, now, expiresAt }: { readonly sessionId: string; readonly spent: Buffer; readonly tokenHash: Buffer; readonly now: Date; readonly expiresAt: Date }): Promise<void> => {
  await queryIn(tx, 'UPDATE refresh_token SET spent_at = $2 WHERE hash = $1', [spent, now]);
  await queryIn(tx, 'DELETE FROM refresh_token WHERE session_id = $1 AND expires_at <= $2', [sessionId, now]);
  await insertRefreshToken(tx, { sessionId, tokenHash, expiresAt });
  await queryIn(tx, 'UPDATE session SET last_seen_at = $2, expires_at = $3 WHERE id = $1', [sessionId, now, expiresAt]);
};

/** False where it had ended before, or is not that account's. */
export const endSession = async (tx: Transaction, { sessionId, accountId, now }: { readonly sessionId: string; readonly accountId: string; readonly now: Date }): Promise<boolean> =>
  (await queryIn(tx, 'UPDATE session SET ended_at = $3 WHERE id = $1 AND account_id = $2 AND ended_at IS NULL RETURNING id', [sessionId, accountId, now])).length > 0;

const insertRefreshToken = async (tx: Transaction, { sessionId, tokenHash, expiresAt }: { readonly sessionId: string; readonly tokenHash: Buffer; readonly expiresAt: Date }): Promise<void> => {
  await queryIn(tx, 'INSERT INTO refresh_token (hash, session_id, expires_at) VALUES ($1, $2, $3)', [tokenHash, sessionId, expiresAt]);
};
