import { type EventMeta, type NewEvent } from '@souk/events';
import { DomainError, assertInvariant } from '@souk/kernel';
import { catalogEvents, newEvent } from '@souk/schema/events';
import { withBarrier, type BarrierKey } from '@souk/transactions';
import { type Allocation } from '../domain/allocate.js';
import { lockReservation, moveReservation, type ReservationState } from '../repositories/reservations.js';
import { changeLevels, lockLevels, type LevelChange } from '../repositories/stock-levels.js';
import { type CommandContext } from './command-context.js';
import { STOCK_BRANCH } from './reserve-stock.js';
import { write } from './write.js';

/** One way on for a reservation. */
interface Move {
  readonly barrier: Omit<BarrierKey, 'gid'>;
  readonly from: ReservationState;
  readonly to: ReservationState;
  /** In this state the call is the coordinator's mistake: it came before or after the wrong step. */
  readonly never: ReservationState;
  readonly change: LevelChange;
  event(gid: string, lines: Allocation[]): NewEvent;
}

const RELEASE: Move = {
  barrier: { branch: STOCK_BRANCH, op: 'compensate' }, from: 'RESERVED', to: 'RELEASED', never: 'COMMITTED', change: { onHand: 0, reserved: -1 },
  event: (gid, lines) => newEvent(catalogEvents.StockReleased, { gid, lines }),
};
const COMMIT: Move = {
  barrier: { branch: STOCK_BRANCH, op: 'confirm' }, from: 'RESERVED', to: 'COMMITTED', never: 'RELEASED', change: { onHand: -1, reserved: -1 },
  event: (gid, lines) => newEvent(catalogEvents.StockCommitted, { gid, lines }),
};
const RETURN: Move = {
  barrier: { branch: 'stock-return', op: 'forward' }, from: 'COMMITTED', to: 'RETURNED', never: 'RESERVED', change: { onHand: 1, reserved: 0 },
  event: (gid, lines) => newEvent(catalogEvents.StockReturned, { gid, lines }),
};

/** Gives a reservation back, or keeps one out that arrives later. Idempotent by gid. Throws DomainError RESERVATION_STATE once its units have left. */
export const releaseStock = (context: CommandContext, gid: string, meta: EventMeta): Promise<void> => move(context, gid, RELEASE, meta);

/** The reserved units have left for good. Idempotent by gid; throws where nothing was reserved. */
export const commitStock = (context: CommandContext, gid: string, meta: EventMeta): Promise<void> => move(context, gid, COMMIT, meta);

/** Units that had left are back and can be sold again. Idempotent by gid. Throws DomainError RESERVATION_STATE while they have not left yet. */
export const returnStock = (context: CommandContext, gid: string, meta: EventMeta): Promise<void> => move(context, gid, RETURN, meta);

const move = (context: CommandContext, gid: string, { barrier, from, to, never, change, event }: Move, meta: EventMeta): Promise<void> =>
  write(context, meta, async ({ tx, append }) => {
    await withBarrier(tx, { gid, ...barrier }, async () => {
      const found = await lockReservation(tx, gid, [never, from]);
      if (found.some(({ state }) => state === never)) throw new DomainError('RESERVATION_STATE', `Expected the reservation ${gid} in state ${from}, found ${never}.`);
      const lines = found.map(({ variantId, warehouseId, quantity }) => ({ variantId, warehouseId, quantity }));
      if (lines.length === 0) return;
      // One level is locked by the statement that changes it; several are locked in everybody's order.
      if (lines.length > 1) await lockLevels(tx, lines.map(({ variantId }) => variantId));
      const changed = await changeLevels(tx, lines, change);
      assertInvariant(changed === lines.length, `the levels of reservation ${gid} hold what it reserved`);
      await moveReservation(tx, gid, to);
      await append(`reservation-${gid}`, 'any', event(gid, lines));
    });
  });
