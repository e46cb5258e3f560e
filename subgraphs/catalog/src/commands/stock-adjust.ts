import { type EventMeta } from '@souk/events';
import { NotFoundError } from '@souk/kernel';
import { catalogEvents, newEvent } from '@souk/schema/events';
import { clientId, idempotencyKey } from '@souk/subgraph';
import { z } from 'zod';
import { InsufficientStockLevelError } from '../domain/errors.js';
import { availableIn, MAX_ON_HAND, type StockLevel } from '../domain/stock.js';
import { adjustLevel, levelOf } from '../repositories/stock-levels.js';
import { productOfVariant } from '../repositories/variants.js';
import { type CommandContext } from './command-context.js';
import { invalid } from './inputs.js';
import { once } from './once.js';
import { write } from './write.js';

/** Units that one adjustment adds or takes away at most. */
const MAX_DELTA = 1_000_000;

export const stockAdjustInput = z.object({
  variantId: clientId('var'),
  warehouseId: clientId('wrh'),
  delta: z.int().min(-MAX_DELTA).max(MAX_DELTA).refine((delta) => delta !== 0, 'must not be 0'),
  reason: z.enum(['RECEIVED', 'COUNTED', 'DAMAGED', 'LOST']),
  idempotencyKey,
});

/**
 * Adds units to a warehouse or takes free ones away, and gives the level as it left it. Idempotent by key for 24 hours.
 * Throws NotFoundError, InsufficientStockLevelError, IdempotencyMismatchError, and ValidationError where more would lie there than a level counts.
 */
export const stockAdjust = (context: CommandContext, input: z.output<typeof stockAdjustInput>, meta: EventMeta): Promise<StockLevel> =>
  write(context, meta, ({ tx, append }) => once(tx, { operation: 'stockAdjust', input, meta, now: context.clock.now() }, async () => {
    const { variantId: { id, uuid: variantId }, warehouseId: { id: warehouse, uuid: warehouseId }, delta, reason } = input;
    if (variantId === undefined || (await productOfVariant(tx, variantId)) === undefined) throw new NotFoundError(id);
    if (warehouseId === undefined) throw new NotFoundError(warehouse);
    const level = await adjustLevel(tx, { variantId, warehouseId, delta, maxOnHand: MAX_ON_HAND });
    if (level === undefined) {
      if (delta > 0) throw invalid(['delta'], 'too_big', `A warehouse holds at most ${MAX_ON_HAND} units of a variant.`);
      throw new InsufficientStockLevelError(availableIn((await levelOf(tx, variantId, warehouseId)) ?? { onHand: 0, reserved: 0 }), delta);
    }
    await append(`stock-${variantId}`, 'any', newEvent(catalogEvents.StockAdjusted, { variantId, warehouseId, delta, reason, onHand: level.onHand }));
    return level;
  }));
