import { NotFoundError, ValidationError, globalId, newId } from '@souk/kernel';
import { newEvent, userEvents } from '@souk/schema/events';
import { z } from 'zod';
import { type Address } from '../entities/address.js';
import { lockAccount } from '../repositories/accounts.js';
import { countAddresses, insertAddress } from '../repositories/addresses.js';
import { userStream, type CommandContext } from './command-context.js';
import { address } from './inputs.js';

/** Addresses in one book: clients get all of them at once. */
const MAX_ADDRESSES = 100;

export const addressCreateInput = z.object({ address });

/** Adds an address to a book. Throws ValidationError where there are 100 already. Not idempotent: the same twice is there twice. */
export const addressCreate = async ({ database, log, clock }: CommandContext, userId: string, input: z.output<typeof addressCreateInput>): Promise<Address> => {
  const now = clock.now();
  const created: Address = { id: newId(now.getTime()), accountId: userId, createdAt: now, ...input.address };
  await database.transaction(async (tx) => {
    // Locked, so that two at a time do not both count 99.
    if ((await lockAccount(tx, userId)) === undefined) throw new NotFoundError(globalId('usr', userId));
    if ((await countAddresses(tx, userId)) >= MAX_ADDRESSES) throw new ValidationError([{ path: [], rule: 'too_many', message: `There are ${MAX_ADDRESSES} addresses already: delete one first.` }]);
    await insertAddress(tx, created);
    await log.append(tx, userStream(userId), 'any', [{ ...newEvent(userEvents.AddressAdded, { userId, addressId: created.id }), meta: { actor: userId } }]);
  });
  return created;
};
