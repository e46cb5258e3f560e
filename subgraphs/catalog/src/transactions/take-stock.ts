import { type EventLog, type EventMeta } from '@souk/events';
import { assertInvariant } from '@souk/kernel';
import { type Transaction } from '@souk/persistence';
import { catalogEvents, newEvent } from '@souk/schema/events';
import { allocate, type Allocation, type StockLine } from '../domain/allocate.js';
import { StockShortageError } from '../domain/errors.js';
import { insertReservation, moveReservation } from '../repositories/reservations.js';
import { changeLevels, lockLevels } from '../repositories/stock-levels.js';

/**
 * Takes units out of stock in the caller's transaction, which others commit or abort: what reserving and committing do in two.
 * The same rows and events are left, so that a cancelled order gives its units back in the same way. Throws StockShortageError.
 */
export const takeStock = async (log: EventLog, tx: Transaction, { gid, lines }: { readonly gid: string; readonly lines: readonly StockLine[] }, meta: EventMeta): Promise<readonly Allocation[]> => {
  const plan = allocate(lines, await lockLevels(tx, lines.map(({ variantId }) => variantId)));
  if ('shortages' in plan) throw new StockShortageError(plan.shortages);
  const { allocations } = plan;
  const changed = await changeLevels(tx, allocations, { onHand: -1, reserved: 0 });
  assertInvariant(changed === allocations.length, 'units that were found free under a lock can be taken');
  await insertReservation(tx, gid, allocations);
  await moveReservation(tx, gid, 'COMMITTED');
  const reserved = newEvent(catalogEvents.StockReserved, { gid, lines: [...allocations] });
  const committed = newEvent(catalogEvents.StockCommitted, { gid, lines: [...allocations] });
  await log.append(tx, `reservation-${gid}`, 0, [{ ...reserved, meta }, { ...committed, meta }]);
  return allocations;
};
