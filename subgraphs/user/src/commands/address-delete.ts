import { NotFoundError, parseGlobalId } from '@souk/kernel';
import { newEvent, userEvents } from '@souk/schema/events';
import { deleteAddress } from '../repositories/addresses.js';
import { userStream, type CommandContext } from './command-context.js';

/** Takes an address out of the account's own book. Throws NotFoundError on any other id, and so the second time. */
export const addressDelete = async ({ database, log }: CommandContext, userId: string, { id }: { readonly id: string }): Promise<void> => {
  const addressId = parseGlobalId('adr', id);
  if (addressId === undefined) throw new NotFoundError(id);
  await database.transaction(async (tx) => {
    if (!(await deleteAddress(tx, { id: addressId, accountId: userId }))) throw new NotFoundError(id);
    await log.append(tx, userStream(userId), 'any', [{ ...newEvent(userEvents.AddressRemoved, { userId, addressId }), meta: { actor: userId } }]);
  });
};
