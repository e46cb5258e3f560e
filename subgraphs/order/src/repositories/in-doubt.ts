import { type Database } from '@souk/persistence';

/** The orders that sagas of that name are about, by the sagas' ids. */
export const readOrdersOfSagas = async (database: Database, name: string, gids: readonly string[]): Promise<ReadonlyMap<string, string>> => {
  if (gids.length === 0) return new Map();
  const rows = await database.query<{ gid: string; orderId: string }>(`SELECT gid, state->>'orderId' AS "orderId" FROM saga WHERE name = $1 AND gid = ANY($2)`, [name, gids]);
  return new Map(rows.map(({ gid, orderId }) => [gid, orderId]));
};
