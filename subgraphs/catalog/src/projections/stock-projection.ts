import { type Projection, type StoredEvent } from '@souk/events';
import { catalogEvents, readEvent } from '@souk/schema/events';
import { type Allocation } from '../domain/allocate.js';
import { moveReservations, replaceReservations, type ReservationState } from '../repositories/reservations.js';
import { addToLevels, type LevelChange } from '../repositories/stock-levels.js';

const { StockAdjusted, StockReserved, StockReleased, StockCommitted, StockReturned } = catalogEvents;

/** What each event of a reservation did to it and, per unit, to the levels that it lies in. */
const MOVES: Readonly<Record<string, { readonly contract: typeof StockReserved | typeof StockReleased | typeof StockCommitted | typeof StockReturned; readonly state: ReservationState; readonly change: LevelChange }>> = {
  [StockReserved.type]: { contract: StockReserved, state: 'RESERVED', change: { onHand: 0, reserved: 1 } },
  [StockReleased.type]: { contract: StockReleased, state: 'RELEASED', change: { onHand: 0, reserved: -1 } },
  [StockCommitted.type]: { contract: StockCommitted, state: 'COMMITTED', change: { onHand: -1, reserved: -1 } },
  [StockReturned.type]: { contract: StockReturned, state: 'RETURNED', change: { onHand: 1, reserved: 0 } },
};

/**
 * Stock levels and reservations, as sums: levels are changed by events of many streams, which the feed does not put into the order in which
 * their commands decided. Commands write them by conditional statements, since they decide; this is what shows that both agree.
 */
export const stockProjection: Projection = {
  name: 'stock',
  tables: [{ name: 'stock_level', kept: ['version'] }, { name: 'stock_reservation' }],
  handles: { [StockAdjusted.type]: 1, [StockReserved.type]: 1, [StockReleased.type]: 1, [StockCommitted.type]: 1, [StockReturned.type]: 1 },
  apply: async (tx, events) => {
    await addToLevels(tx, events.flatMap(changesOf));
    // The last word on each counts: a checkout that was tried again reserved again, and not always the same units.
    const reserved = new Map(events.filter(({ type }) => type === StockReserved.type).map((event) => readEvent(StockReserved, event)).map(({ gid, lines }) => [gid, lines]));
    await replaceReservations(tx, [...reserved].flatMap(([gid, lines]) => lines.map((line) => ({ gid, ...line }))));
    await moveReservations(tx, new Map(events.flatMap(stateOf)));
  },
};

const changesOf = (event: StoredEvent): readonly (Pick<Allocation, 'variantId' | 'warehouseId'> & { readonly onHand: number; readonly reserved: number })[] => {
  if (event.type === StockAdjusted.type) {
    const { variantId, warehouseId, delta } = readEvent(StockAdjusted, event);
    return [{ variantId, warehouseId, onHand: delta, reserved: 0 }];
  }
  const move = MOVES[event.type];
  if (move === undefined) return [];
  return readEvent(move.contract, event).lines.map(({ variantId, warehouseId, quantity }) => ({ variantId, warehouseId, onHand: move.change.onHand * quantity, reserved: move.change.reserved * quantity }));
};

const stateOf = (event: StoredEvent): readonly (readonly [string, ReservationState])[] => {
  const move = MOVES[event.type];
  return move === undefined ? [] : [[readEvent(move.contract, event).gid, move.state]];
};
