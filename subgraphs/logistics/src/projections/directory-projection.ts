import { type Projection, type StoredEvent } from '@souk/events';
import { type Transaction } from '@souk/persistence';
import { logisticsEvents, readEvent } from '@souk/schema/events';
import { insertCarrier } from '../repositories/carriers.js';
import { insertWarehouse } from '../repositories/warehouses.js';

const { WarehouseCreated, CarrierCreated } = logisticsEvents;

/** Warehouses, and carriers with their services and rates. */
export const directoryProjection: Projection = {
  name: 'directory',
  tables: [{ name: 'warehouse' }, { name: 'carrier' }, { name: 'carrier_service' }],
  handles: { [WarehouseCreated.type]: 2, [CarrierCreated.type]: 2 },
  apply: (tx, events) => projectDirectory(tx, events),
};

/** Adds what was created; there are a few hundred in all. Throws a unique violation where a code is taken. */
export const projectDirectory = async (tx: Transaction, events: readonly StoredEvent[]): Promise<void> => {
  for (const event of events) {
    if (event.type === WarehouseCreated.type) {
      const { warehouseId: id, code, name, countryCode, postalCode } = readEvent(WarehouseCreated, event);
      await insertWarehouse(tx, { id, code, name: name ?? '', countryCode: countryCode ?? '', postalCode: postalCode ?? '' });
    } else {
      const { carrierId: id, code, name, services } = readEvent(CarrierCreated, event);
      await insertCarrier(tx, { id, code, name: name ?? '', services });
    }
  }
};
