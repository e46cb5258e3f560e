import { type NewEvent } from '@souk/events';
import { ValidationError, newId, uuidOfHex } from '@souk/kernel';
import { newEvent, userEvents } from '@souk/schema/events';
import { countryCode, sourceId, sourceName } from '@souk/subgraph';
import { z } from 'zod';
import { insertImportedAddresses, insertPeople, type ImportedAddress, type ImportedPerson } from '../repositories/imported-people.js';
import { userStream, type CommandContext } from './command-context.js';

/** People of one batch, addresses of one of them, and of all together: a batch commits within a second. */
const MAX_PEOPLE = 1_000;
const MAX_ADDRESSES_OF_ONE = 100;
const MAX_ADDRESSES = 5_000;

export const usersImportInput = z.object({
  source: sourceName,
  users: z
    .array(
      z.object({
        sourceId,
        // Facts as given: not trimmed, and a city may be anything.
        addresses: z.array(z.object({ city: z.string().max(200), region: z.string().max(100).nullish(), postalCode: z.string().max(16), countryCode })).max(MAX_ADDRESSES_OF_ONE),
      }),
    )
    .max(MAX_PEOPLE)
    .refine((users) => users.reduce((count, { addresses }) => count + addresses.length, 0) <= MAX_ADDRESSES, `at most ${MAX_ADDRESSES} addresses in all`),
});

/** Rows of either kind: people and their distinct addresses. */
export interface ImportResult {
  readonly inserted: number;
  readonly unchanged: number;
}

/**
 * Loads people of another system as accounts without credentials, whose id is the source's, with their distinct addresses, in two statements. What is there already stays as it is.
 * Throws ValidationError where two entries are about one person. Idempotent.
 */
export const usersImport = async ({ database, log, clock, profiles }: CommandContext, actor: string, { source, users }: z.output<typeof usersImportInput>): Promise<ImportResult> => {
  const now = clock.now();
  const people = users.map(({ sourceId }): ImportedPerson => ({ id: uuidOfHex(sourceId), sourceId }));
  const lastEntries = new Map(people.map(({ id }, index) => [id, index]));
  const twice = people.findIndex(({ id }, index) => lastEntries.get(id) !== index);
  if (twice >= 0) throw new ValidationError([{ path: ['users', String(twice), 'sourceId'], rule: 'duplicate', message: 'This person is in the batch already: put all addresses into one entry.' }]);
  const addresses = users.flatMap(({ sourceId, addresses: given }) => distinct(given).map((address): ImportedAddress => ({ id: newId(now.getTime()), accountId: uuidOfHex(sourceId), ...address, region: address.region ?? null })));

  const { newPeople, newAddresses } = await database.transaction(async (tx) => {
    const newPeople = await insertPeople(tx, source, people, now);
    const newAddresses = await insertImportedAddresses(tx, source, addresses, now);
    const meta = { actor, imported: true } as const;
    const events = new Map<string, NewEvent[]>(newPeople.map((userId) => [userId, [{ ...newEvent(userEvents.UserImported, { userId, source }), meta }]]));
    for (const { id: addressId, accountId: userId } of newAddresses) {
      events.set(userId, [...(events.get(userId) ?? []), { ...newEvent(userEvents.AddressAdded, { userId, addressId }), meta }]);
    }
    await log.appendMany(tx, [...events].map(([userId, ofUser]) => ({ streamId: userStream(userId), expectedVersion: 'any', events: ofUser })));
    return { newPeople, newAddresses };
  });
  await profiles.appeared(newPeople);
  const inserted = newPeople.length + newAddresses.length;
  return { inserted, unchanged: people.length + addresses.length - inserted };
};

type GivenAddress = z.output<typeof usersImportInput>['users'][number]['addresses'][number];

const distinct = (addresses: readonly GivenAddress[]): readonly GivenAddress[] =>
  [...new Map(addresses.map((address) => [JSON.stringify([address.city, address.region ?? null, address.postalCode, address.countryCode]), address])).values()];
