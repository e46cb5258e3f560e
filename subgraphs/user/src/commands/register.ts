import { type Role } from '@souk/auth';
import { ValidationError, newId } from '@souk/kernel';
import { newEvent, userEvents } from '@souk/schema/events';
import { z } from 'zod';
import { issueTokens, type Tokens } from '../credentials/issue-tokens.js';
import { emailKeyOf } from '../domain/email.js';
import { type Profile } from '../domain/profile.js';
import { insertAccount } from '../repositories/accounts.js';
import { userStream, type CommandContext } from './command-context.js';
import { displayName, email, password } from './inputs.js';
import { openSession } from './open-session.js';

export const registerInput = z.object({ email, password, displayName });

export interface LoggedIn {
  readonly viewer: Profile;
  readonly tokens: Tokens;
}

/**
 * Makes an account and opens its first session. Throws ValidationError `taken` where the e-mail has an account already, upper and lower case alike,
 * and RateLimitedError where too many others register. Not idempotent: the second time the e-mail is taken.
 */
export const register = async (context: CommandContext, input: z.output<typeof registerInput>, roles: readonly Role[] = ['CUSTOMER']): Promise<LoggedIn> => {
  const { database, log, clock, passwords, profiles } = context;
  // Before the transaction: a hash takes longer than all of its statements.
  const passwordHash = await passwords.hash(input.password);
  const now = clock.now();
  const id = newId(now.getTime());
  const { sessionId, refreshToken } = await database.transaction(async (tx) => {
    const isNew = await insertAccount(tx, { id, email: input.email, emailKey: emailKeyOf(input.email), displayName: input.displayName, roles, passwordHash, createdAt: now });
    if (!isNew) throw new ValidationError([{ path: ['email'], rule: 'taken', message: 'This e-mail has an account already: log in instead.' }]);
    const session = await openSession(tx, id, now);
    await log.append(tx, userStream(id), 0, [{ ...newEvent(userEvents.UserRegistered, { userId: id, roles: [...roles] }), meta: { actor: id } }, session.event]);
    return session;
  });
  await profiles.appeared([id]);
  return { viewer: { id, displayName: input.displayName }, tokens: await issueTokens(context, { userId: id, sessionId, roles, refreshToken }) };
};
