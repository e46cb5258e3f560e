import { type Database } from '@souk/persistence';
import { START, type Cursor } from './feed-cursor.js';

/** The durable cursor of that name; START before it was first saved. */
export const loadCheckpoint = async (database: Database, consumer: string): Promise<Cursor> => {
  const [row] = await database.queryInBackground<Cursor>('SELECT tx::text, position::text FROM checkpoint WHERE consumer = $1', [consumer]);
  return row ?? START;
};

/** Moves the durable cursor on, never back: a replica that lost its lock may be late. */
export const saveCheckpoint = async (database: Database, consumer: string, cursor: Cursor): Promise<void> => {
  await database.queryInBackground(
    `INSERT INTO checkpoint (consumer, tx, position) VALUES ($1, $2::xid8, $3::bigint)
     ON CONFLICT (consumer) DO UPDATE SET tx = excluded.tx, position = excluded.position
     WHERE (checkpoint.tx, checkpoint.position) < (excluded.tx, excluded.position)`,
    [consumer, cursor.tx, cursor.position],
  );
};
