import { type z } from 'zod';
import { issueTokens } from '../credentials/issue-tokens.js';
import { sha256 } from '../credentials/secrets.js';
import { emailKeyOf } from '../domain/email.js';
import { InvalidCredentialsError, RateLimitedError } from '../domain/errors.js';
import { retryAfterSecondsOf } from '../domain/login-limit.js';
import { credentialByEmail } from '../repositories/accounts.js';
import { countLoginAttempt, forgetLoginAttempts } from '../repositories/login-attempts.js';
import { userStream, type CommandContext } from './command-context.js';
import { email, password } from './inputs.js';
import { openSession } from './open-session.js';
import { type LoggedIn, type registerInput } from './register.js';

/**
 * Opens a session. Throws InvalidCredentialsError, which never tells whether the e-mail is known, and takes as long for one that is not;
 * RateLimitedError after ten failures for one e-mail in 15 minutes, known or not. Each call opens a session of its own.
 */
export const login = async (context: CommandContext, input: Pick<z.input<typeof registerInput>, 'email' | 'password'>): Promise<LoggedIn> => {
  const { database, log, clock, passwords } = context;
  // What could never have been registered is not worth a hash, and not a row.
  const given = email.safeParse(input.email);
  if (!given.success || !password.safeParse(input.password).success) throw new InvalidCredentialsError();
  const emailKey = emailKeyOf(given.data);
  const emailHash = sha256(emailKey);
  const retryAfterSeconds = retryAfterSecondsOf(await countLoginAttempt(database, emailHash, clock.now()), clock.now());
  if (retryAfterSeconds !== undefined) throw new RateLimitedError(retryAfterSeconds);

  const credential = await credentialByEmail(database, emailKey);
  if (!(await passwords.verify(credential?.passwordHash, input.password)) || credential === undefined) throw new InvalidCredentialsError();

  const { accountId: id, displayName, roles } = credential;
  const { sessionId, refreshToken } = await database.transaction(async (tx) => {
    await forgetLoginAttempts(tx, emailHash);
    const session = await openSession(tx, id, clock.now());
    await log.append(tx, userStream(id), 'any', [session.event]);
    return session;
  });
  return { viewer: { id, displayName }, tokens: await issueTokens(context, { userId: id, sessionId, roles, refreshToken }) };
};
