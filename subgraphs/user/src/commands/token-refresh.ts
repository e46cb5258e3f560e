import { newEvent, userEvents } from '@souk/schema/events';
import { issueTokens, type Tokens } from '../credentials/issue-tokens.js';
import { newRefreshToken, sha256 } from '../credentials/secrets.js';
import { InvalidCredentialsError } from '../domain/errors.js';
import { REFRESH_TOKEN_TTL_MS, judgeRefresh } from '../domain/refresh.js';
import { endSession, lockRefreshToken, rotateRefreshToken, type FoundToken } from '../repositories/sessions.js';
import { userStream, type CommandContext } from './command-context.js';

/**
 * Spends a refresh token for new tokens, with the roles that the account has now. A spent one ends its session for both who hold it.
 * Throws InvalidCredentialsError on any token that is not good. Not idempotent: a token is good once.
 */
export const tokenRefresh = async (context: CommandContext, { refreshToken }: { readonly refreshToken: string }): Promise<Tokens> => {
  const { database, log, clock } = context;
  const spent = sha256(refreshToken);
  const now = clock.now();
  const next = newRefreshToken();
  // A refusal is a result and no throw: the end of a stolen session has to be committed.
  const session = await database.transaction(async (tx): Promise<FoundToken | undefined> => {
    const token = await lockRefreshToken(tx, spent);
    const judgement = token && judgeRefresh(token, now);
    if (token === undefined || judgement === 'OVER') return undefined;
    const { sessionId, accountId: userId } = token;
    if (judgement === 'GOOD') {
      await rotateRefreshToken(tx, { sessionId, spent, tokenHash: sha256(next), now, expiresAt: new Date(now.getTime() + REFRESH_TOKEN_TTL_MS) });
      return token;
    }
    await endSession(tx, { sessionId, accountId: userId, now });
    await log.append(tx, userStream(userId), 'any', [{ ...newEvent(userEvents.UserLoggedOut, { userId, sessionId, reason: 'REFRESH_TOKEN_REUSED' }), meta: { actor: 'system' } }]);
    return undefined;
  });
  if (session === undefined) throw new InvalidCredentialsError('This refresh token is not good any more: log in again.');
  return issueTokens(context, { userId: session.accountId, sessionId: session.sessionId, roles: session.roles, refreshToken: next });
};
