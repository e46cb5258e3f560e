import { type NewEvent } from '@souk/events';
import { newId } from '@souk/kernel';
import { type Transaction } from '@souk/persistence';
import { newEvent, userEvents } from '@souk/schema/events';
import { newRefreshToken, sha256 } from '../credentials/secrets.js';
import { REFRESH_TOKEN_TTL_MS } from '../domain/refresh.js';
import { insertSession } from '../repositories/sessions.js';

export interface OpenedSession {
  readonly sessionId: string;
  readonly refreshToken: string;
  /** For the account's stream; the caller appends it. */
  readonly event: NewEvent;
}

/** Opens a session for an account, in the caller's transaction; the twenty-first ends the one not seen for longest. Not idempotent. */
export const openSession = async (tx: Transaction, userId: string, now: Date): Promise<OpenedSession> => {
  const sessionId = newId(now.getTime());
  const refreshToken = newRefreshToken();
  await insertSession(tx, { id: sessionId, accountId: userId, tokenHash: sha256(refreshToken), now, expiresAt: new Date(now.getTime() + REFRESH_TOKEN_TTL_MS) });
  return { sessionId, refreshToken, event: { ...newEvent(userEvents.UserLoggedIn, { userId, sessionId }), meta: { actor: userId } } };
};
