import { NotFoundError, parseGlobalId } from '@souk/kernel';
import { newEvent, userEvents } from '@souk/schema/events';
import { z } from 'zod';
import { displayNameOf, type Profile } from '../domain/profile.js';
import { lockAccount, updateRoles } from '../repositories/accounts.js';
import { userStream, type CommandContext } from './command-context.js';
import { roles } from './inputs.js';

export const userRolesSetInput = z.object({ userId: z.string(), roles });

/** Sets all that an account may do, from its next access token on. Throws NotFoundError where there is no such account. Idempotent: what it has already leaves no event. */
export const userRolesSet = async ({ database, log }: CommandContext, actor: string, input: z.output<typeof userRolesSetInput>): Promise<Profile> => {
  const id = parseGlobalId('usr', input.userId);
  if (id === undefined) throw new NotFoundError(input.userId);
  return database.transaction(async (tx) => {
    const account = await lockAccount(tx, id);
    if (account === undefined) throw new NotFoundError(input.userId);
    const profile = { id, displayName: displayNameOf({ id, displayName: account.displayName }) };
    if (sameRoles(account.roles, input.roles)) return profile;
    await updateRoles(tx, id, input.roles);
    await log.append(tx, userStream(id), 'any', [{ ...newEvent(userEvents.UserRolesChanged, { userId: id, was: [...account.roles], now: input.roles }), meta: { actor } }]);
    return profile;
  });
};

const sameRoles = (left: readonly string[], right: readonly string[]): boolean => left.length === right.length && left.every((role) => right.includes(role));
