import { MAX_QUANTITY, assertInvariant } from '@souk/kernel';
import { catalogEvents, newEvent } from '@souk/schema/events';
import { parseInput, uuid } from '@souk/subgraph';
import { PercolatorParticipant, type Holdings, type Mutation, type Part } from '@souk/transactions';
import { z } from 'zod';
import { type CommandContext } from '../commands/command-context.js';
import { write, type UnitOfWork } from '../commands/write.js';
import { allocate, type Allocation } from '../domain/allocate.js';
import { StockShortageError } from '../domain/errors.js';
import { moveReservation, replaceReservations } from '../repositories/reservations.js';
import { changeLevels, lockLevels, type LevelChange } from '../repositories/stock-levels.js';

const PREFIX = 'stock/';
const META = { actor: 'order' };
const wanted = z.object({ gid: uuid, quantity: z.int().min(1).max(MAX_QUANTITY) });
const held = z.object({ gid: uuid, allocations: z.array(z.object({ warehouseId: uuid, quantity: z.int().positive() })).min(1) });

/** The catalog in Percolator transactions: a key `stock/<variant id>` with `{ gid, quantity }`, held as `{ gid, allocations }`. */
export const stockSite = (context: CommandContext): PercolatorParticipant<UnitOfWork> =>
  new PercolatorParticipant({ database: context.database, transact: (work) => write(context, META, work), holdings: stockHoldings });

/**
 * A lock is also a reservation, in the level's own row: so sagas, adjustments and listings see the units as taken, and none takes them again.
 * What is written are the rows and events of a saga's reservation.
 */
const stockHoldings: Holdings<UnitOfWork> = {
  hold: async (unit, { mutations }) => {
    const lines = mutations.map(({ key, value }) => ({ variantId: parseInput(uuid, key.slice(PREFIX.length)), ...parseInput(wanted, value) }));
    const plan = allocate(lines, await lockLevels(unit.tx, lines.map(({ variantId }) => variantId)));
    if ('shortages' in plan) throw new StockShortageError(plan.shortages);
    const gid = onlyGid(lines);
    await change(unit, plan.allocations, { onHand: 0, reserved: 1 });
    await replaceReservations(unit.tx, plan.allocations.map((allocation) => ({ gid, ...allocation })));
    // A new attempt of the same checkout reserves again what an earlier one has given back.
    await unit.append(`reservation-${gid}`, 'any', newEvent(catalogEvents.StockReserved, { gid, lines: linesOf(plan.allocations) }));
    return lines.map(({ variantId }): Mutation => ({
      key: `${PREFIX}${variantId}`,
      value: { gid, allocations: plan.allocations.filter((allocation) => allocation.variantId === variantId).map(({ warehouseId, quantity }) => ({ warehouseId, quantity })) },
    }));
  },
  apply: async (unit, part) => {
    const { gid, allocations } = reservationOf(part);
    await change(unit, allocations, { onHand: -1, reserved: -1 });
    await moveReservation(unit.tx, gid, 'COMMITTED');
    await unit.append(`reservation-${gid}`, 'any', newEvent(catalogEvents.StockCommitted, { gid, lines: linesOf(allocations) }));
  },
  giveBack: async (unit, part) => {
    const { gid, allocations } = reservationOf(part);
    await change(unit, allocations, { onHand: 0, reserved: -1 });
    await moveReservation(unit.tx, gid, 'RELEASED');
    await unit.append(`reservation-${gid}`, 'any', newEvent(catalogEvents.StockReleased, { gid, lines: linesOf(allocations) }));
  },
};

const change = async ({ tx }: UnitOfWork, allocations: readonly Allocation[], by: LevelChange): Promise<void> => {
  await lockLevels(tx, allocations.map(({ variantId }) => variantId));
  assertInvariant((await changeLevels(tx, allocations, by)) === allocations.length, 'levels hold what was reserved of them, and reservations only what was free');
};

const reservationOf = ({ mutations }: Part): { readonly gid: string; readonly allocations: readonly Allocation[] } => {
  const parts = mutations.map(({ key, value }) => ({ variantId: key.slice(PREFIX.length), ...held.parse(value) }));
  return { gid: onlyGid(parts), allocations: parts.flatMap(({ variantId, allocations }) => allocations.map((allocation) => ({ variantId, ...allocation }))) };
};

const onlyGid = (parts: readonly { readonly gid: string }[]): string => {
  const [first, ...others] = new Set(parts.map(({ gid }) => gid));
  assertInvariant(first !== undefined && others.length === 0, 'one transaction reserves for one order');
  return first;
};

const linesOf = (allocations: readonly Allocation[]): Allocation[] => allocations.map(({ variantId, warehouseId, quantity }) => ({ variantId, warehouseId, quantity }));
