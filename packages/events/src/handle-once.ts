import { queryIn } from '@souk/persistence';
import { type ConsumeOptions } from './broker.js';
import { type StoredEvent } from './event.js';

/**
 * Gives the event its effect, once however often it is delivered: the inbox row and the effect commit together, and a
 * second delivery finds the row. Throws what `prepare` or `handle` throws; then neither row nor effect is left.
 */
export const handleOnce = async <Prepared>({ consumer, database, prepare, handle }: ConsumeOptions<Prepared>, event: StoredEvent): Promise<void> => {
  // A repeated event must not repeat the remote call; without `prepare` the insert below is test enough.
  if (prepare) {
    const [known] = await database.query('SELECT 1 FROM inbox WHERE consumer = $1 AND event_id = $2', [consumer, event.id]);
    if (known) return;
  }
  // Where there is no `prepare`, its result is `undefined` by type.
  const prepared = (await prepare?.(event)) as Prepared;
  await database.transaction(async (tx) => {
    const inserted = await queryIn(tx, 'INSERT INTO inbox (consumer, event_id) VALUES ($1, $2) ON CONFLICT DO NOTHING RETURNING event_id', [consumer, event.id]);
    if (inserted.length > 0) await handle(event, tx, prepared);
  });
};
