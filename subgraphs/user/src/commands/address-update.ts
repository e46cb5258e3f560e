import { NotFoundError, parseGlobalId } from '@souk/kernel';
import { newEvent, userEvents } from '@souk/schema/events';
import { z } from 'zod';
import { type Address } from '../entities/address.js';
import { updateAddress } from '../repositories/addresses.js';
import { userStream, type CommandContext } from './command-context.js';
import { address } from './inputs.js';

export const addressUpdateInput = z.object({ id: z.string(), address });

/** Replaces an address of the account's own book. Throws NotFoundError on any other id. Idempotent. */
export const addressUpdate = async ({ database, log }: CommandContext, userId: string, { id, address: replacement }: z.output<typeof addressUpdateInput>): Promise<Address> =>
  database.transaction(async (tx) => {
    const addressId = parseGlobalId('adr', id);
    const updated = addressId === undefined ? undefined : await updateAddress(tx, { id: addressId, accountId: userId, ...replacement });
    if (updated === undefined) throw new NotFoundError(id);
    await log.append(tx, userStream(userId), 'any', [{ ...newEvent(userEvents.AddressChanged, { userId, addressId: updated.id }), meta: { actor: userId } }]);
    return updated;
  });
