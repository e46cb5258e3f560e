import { type EventMeta } from '@souk/events';
import { MAX_QUANTITY, assertInvariant } from '@souk/kernel';
import { catalogEvents, newEvent } from '@souk/schema/events';
import { uuid } from '@souk/subgraph';
import { withBarrier } from '@souk/transactions';
import { z } from 'zod';
import { allocate, type AllocationResult } from '../domain/allocate.js';
import { StockShortageError } from '../domain/errors.js';
import { insertReservation, lockReservation } from '../repositories/reservations.js';
import { changeLevels, lockLevels } from '../repositories/stock-levels.js';
import { type CommandContext } from './command-context.js';
import { write } from './write.js';

const MAX_LINES = 100;

export const reserveStockInput = z.object({
  gid: uuid,
  lines: z.array(z.object({ variantId: uuid, quantity: z.int().min(1).max(MAX_QUANTITY) })).min(1).max(MAX_LINES)
    .refine((lines) => new Set(lines.map(({ variantId }) => variantId)).size === lines.length, 'a variant is there twice'),
});

/** The reservation's branch of its global transaction; release and commit are its other two operations. */
export const STOCK_BRANCH = 'stock';

/**
 * Reserves all lines or none, and says where the units lie or which lines are short. Idempotent by gid: a repeat gives the same allocations;
 * one that comes after its release gives none, and reserves nothing. What was short leaves no trace and may be tried again.
 */
export const reserveStock = async (context: CommandContext, { gid, lines }: z.output<typeof reserveStockInput>, meta: EventMeta): Promise<AllocationResult> => {
  try {
    return await write(context, meta, async ({ tx, append }) => {
      const outcome = await withBarrier(tx, { gid, branch: STOCK_BRANCH, op: 'forward' }, async () => {
        // Locked before they are looked at: of two that see the last unit, one would be refused by the statement below and not told which line is short.
        const plan = allocate(lines, await lockLevels(tx, lines.map(({ variantId }) => variantId)));
        if ('shortages' in plan) throw new StockShortageError(plan.shortages);
        const changed = await changeLevels(tx, plan.allocations, { onHand: 0, reserved: 1 });
        assertInvariant(changed === plan.allocations.length, 'units that were found free under a lock can be reserved');
        await insertReservation(tx, gid, plan.allocations);
        await append(`reservation-${gid}`, 0, newEvent(catalogEvents.StockReserved, { gid, lines: [...plan.allocations] }));
        return plan.allocations;
      });
      return { allocations: outcome.applied ? outcome.value : await lockReservation(tx, gid, ['RESERVED', 'COMMITTED']) };
    });
  } catch (error) {
    if (error instanceof StockShortageError) return { shortages: error.shortages };
    throw error;
  }
};
