import { queryIn, type Database, type Transaction } from '@souk/persistence';
import { type Carrier } from '../domain/carrier.js';
import { CarrierRow } from '../entities/carrier-row.js';
import { CarrierServiceRow } from '../entities/carrier-service-row.js';

/** A carrier as the domain knows it, services in their order. */
const SELECT = `
  SELECT carrier.id, carrier.code, carrier.name, json_agg(json_build_object(
      'code', service.code, 'name', service.name, 'minDays', service.min_days, 'maxDays', service.max_days, 'countryCodes', service.country_codes,
      'basePrice', json_build_object('amountMinor', service.base_price_minor, 'currency', service.currency),
      'pricePerKg', json_build_object('amountMinor', service.price_per_kg_minor, 'currency', service.currency)
    ) ORDER BY service.position) AS services
  FROM carrier JOIN carrier_service AS service ON service.carrier_id = carrier.id`;

/** All carriers, by code. */
export const allCarriers = (database: Database): Promise<readonly Carrier[]> => database.query<Carrier>(`${SELECT} GROUP BY carrier.id ORDER BY carrier.code`);

export const findCarrier = async (tx: Transaction, id: string): Promise<Carrier | undefined> => {
  const [carrier] = await queryIn<Carrier>(tx, `${SELECT} WHERE carrier.id = $1 GROUP BY carrier.id`, [id]);
  return carrier;
};

/** How many carriers there are. Until the transaction ends nobody else adds one: two would count the same, and a cache would take the second list for the first. */
export const countCarriersLocked = async (tx: Transaction): Promise<number> => {
  await queryIn(tx, 'LOCK TABLE carrier IN SHARE ROW EXCLUSIVE MODE');
  return tx.count(CarrierRow);
};

/** Throws a unique violation of `carrier_code` where the code is taken. */
export const insertCarrier = async (tx: Transaction, { services, ...carrier }: Carrier): Promise<void> => {
  await tx.insert(CarrierRow, carrier);
  await tx.insert(CarrierServiceRow, services.map(({ basePrice, pricePerKg, countryCodes, ...service }, index) => ({
    ...service, carrierId: carrier.id, position: index + 1, currency: basePrice.currency, basePriceMinor: basePrice.amountMinor, pricePerKgMinor: pricePerKg.amountMinor, countryCodes: [...countryCodes],
  })));
};
