import { newEvent, logisticsEvents } from '@souk/schema/events';
import { type EventMeta } from '@souk/events';
import { ValidationError, newId } from '@souk/kernel';
import { isUniqueViolation } from '@souk/persistence';
import { countryCode } from '@souk/subgraph';
import { z } from 'zod';
import { type Warehouse } from '../entities/warehouse.js';
import { projectDirectory } from '../projections/directory-projection.js';
import { countWarehousesLocked } from '../repositories/warehouses.js';
import { type CommandContext } from './command-context.js';
import { postalCode, text } from './inputs.js';

/** Warehouses that there are at most: clients get all of them in one list. */
const MAX_WAREHOUSES = 500;

export const warehouseCreateInput = z.object({
  code: z.string().regex(/^[A-Z0-9]{1,16}$/, 'expected 1 to 16 upper-case letters and digits'),
  name: text(100),
  countryCode,
  postalCode,
});

/** Adds a warehouse. Throws ValidationError where the code is taken or there are 500 already. Not idempotent: the second time the code is taken. */
export const warehouseCreate = async ({ database, log, clock, directory }: CommandContext, input: z.output<typeof warehouseCreateInput>, meta: EventMeta): Promise<Warehouse> => {
  const warehouse: Warehouse = { id: newId(clock.now().getTime()), ...input };
  try {
    const count = await database.transaction(async (tx) => {
      const existing = await countWarehousesLocked(tx);
      if (existing >= MAX_WAREHOUSES) throw new ValidationError([{ path: [], rule: 'too_many', message: `There are ${MAX_WAREHOUSES} warehouses already, which is the most.` }]);
      const { id: warehouseId, ...facts } = warehouse;
      await projectDirectory(tx, await log.append(tx, `warehouse-${warehouseId}`, 0, [{ ...newEvent(logisticsEvents.WarehouseCreated, { warehouseId, ...facts, count: existing + 1 }), meta }]));
      return existing + 1;
    });
    await directory.forget('warehouses', count);
    return warehouse;
  } catch (error) {
    if (!isUniqueViolation(error, 'warehouse_code')) throw error;
    throw new ValidationError([{ path: ['code'], rule: 'taken', message: `There is a warehouse '${input.code}' already; choose another code.` }]);
  }
};
