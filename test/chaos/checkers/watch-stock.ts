import { sleep } from '@souk/kernel';
import { type World } from '../world/world.js';
import { type Violation } from './violation.js';

const EVERY_MS = 100;

/** Looks again and again, while others work, for stock below 0 or reserved twice. */
export const watchStock = async (world: World, signal: AbortSignal): Promise<readonly Violation[]> => {
  const found = new Map<string, Violation>();
  const database = await world.postgres.catalog.open();
  while (!signal.aborted) {
    // A database that has just crashed is asked again.
    const rows = await database.query<{ id: string; onHand: number; reserved: number }>('SELECT variant_id AS id, on_hand AS "onHand", reserved FROM stock_level WHERE reserved < 0 OR on_hand < reserved').catch(() => []);
    for (const { id, onHand, reserved } of rows) found.set(id, { rule: 'stock is never below 0', message: `of variant ${id}, ${onHand} were on hand and ${reserved} reserved`, keys: [id] });
    await sleep(EVERY_MS, signal);
  }
  return [...found.values()];
};
