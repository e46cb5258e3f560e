import { newEvent, logisticsEvents } from '@souk/schema/events';
import { type EventMeta } from '@souk/events';
import { ValidationError, newId } from '@souk/kernel';
import { isUniqueViolation } from '@souk/persistence';
import { countryCode, moneyInput } from '@souk/subgraph';
import { z } from 'zod';
import { MAX_RATE_MINOR, MAX_SERVICE_DAYS, type Carrier } from '../domain/carrier.js';
import { projectDirectory } from '../projections/directory-projection.js';
import { countCarriersLocked } from '../repositories/carriers.js';
import { type CommandContext } from './command-context.js';
import { slug, text } from './inputs.js';

/** Carriers that there are at most: clients get all of them in one list, and every quote looks at each. */
const MAX_CARRIERS = 200;
const MAX_SERVICES = 20;
/** ISO 3166-1 has fewer. */
const MAX_COUNTRIES = 300;

const rate = moneyInput.refine(({ amountMinor }) => amountMinor <= MAX_RATE_MINOR, { message: `at most ${MAX_RATE_MINOR} minor units`, path: ['amountMinor'] });
const days = z.int().min(0).max(MAX_SERVICE_DAYS);
const service = z
  .object({ code: slug, name: text(100), basePrice: rate, pricePerKg: rate, minDays: days, maxDays: days, countryCodes: z.array(countryCode).max(MAX_COUNTRIES).nullish().transform((codes) => [...new Set(codes ?? [])]) })
  .refine(({ basePrice, pricePerKg }) => basePrice.currency === pricePerKg.currency, { message: 'must have the currency of basePrice', path: ['pricePerKg', 'currency'] })
  .refine(({ minDays, maxDays }) => minDays <= maxDays, { message: 'must not be less than minDays', path: ['maxDays'] });

export const carrierCreateInput = z.object({
  code: slug,
  name: text(100),
  services: z.array(service).min(1).max(MAX_SERVICES).refine((services) => new Set(services.map(({ code }) => code)).size === services.length, 'two services have the same code'),
});

/** Adds a carrier with its services and rates. Throws ValidationError where the code is taken or there are 200 already. Not idempotent: the second time the code is taken. */
export const carrierCreate = async ({ database, log, clock, directory }: CommandContext, input: z.output<typeof carrierCreateInput>, meta: EventMeta): Promise<Carrier> => {
  const carrier: Carrier = { id: newId(clock.now().getTime()), ...input };
  try {
    const count = await database.transaction(async (tx) => {
      const existing = await countCarriersLocked(tx);
      if (existing >= MAX_CARRIERS) throw new ValidationError([{ path: [], rule: 'too_many', message: `There are ${MAX_CARRIERS} carriers already, which is the most.` }]);
      await projectDirectory(tx, await log.append(tx, `carrier-${carrier.id}`, 0, [{ ...newEvent(logisticsEvents.CarrierCreated, { carrierId: carrier.id, ...input, count: existing + 1 }), meta }]));
      return existing + 1;
    });
    await directory.forget('carriers', count);
    return carrier;
  } catch (error) {
    if (!isUniqueViolation(error, 'carrier_code')) throw error;
    throw new ValidationError([{ path: ['code'], rule: 'taken', message: `There is a carrier '${input.code}' already; choose another code.` }]);
  }
};
