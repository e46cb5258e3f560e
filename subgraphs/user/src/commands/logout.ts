import { newEvent, userEvents } from '@souk/schema/events';
import { endSession } from '../repositories/sessions.js';
import { userStream, type CommandContext } from './command-context.js';

/** Ends a session: its refresh token is worth nothing from now on, its access token runs out within 15 minutes. Idempotent. */
export const logout = async ({ database, log, clock }: CommandContext, { userId, sessionId }: { readonly userId: string; readonly sessionId: string }): Promise<void> => {
  await database.transaction(async (tx) => {
    if (!(await endSession(tx, { sessionId, accountId: userId, now: clock.now() }))) return;
    await log.append(tx, userStream(userId), 'any', [{ ...newEvent(userEvents.UserLoggedOut, { userId, sessionId, reason: 'LOGOUT' }), meta: { actor: userId } }]);
  });
};
