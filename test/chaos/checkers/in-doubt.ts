import { SUBGRAPHS, type SubgraphName } from '../world/databases.js';
import { type World } from '../world/world.js';

/** What has no end yet, by the database that knows of it; each query gives its name and the orders it is about. */
const EVERYWHERE = [
  // It holds up every feed of its PostgreSQL; nothing of ours takes longer than a second.
  "SELECT 'transaction of ' || application_name || ', open since ' || xact_start AS what FROM pg_stat_activity WHERE datname = current_database() AND backend_xid IS NOT NULL AND xact_start < clock_timestamp() - interval '5 s'",
  "SELECT 'prepared transaction ' || gid AS what FROM pg_prepared_xacts WHERE database = current_database()",
  "SELECT 'Percolator lock on ' || key AS what FROM percolator_lock",
  "SELECT 'branch vote of ' || gid AS what FROM branch_vote",
  "SELECT 'dead letter of ' || consumer || ' for ' || stream_id || ': ' || reason AS what FROM dead_letter",
];
const OF_ORDER = [
  "SELECT 'saga ' || name || ' of ' || gid || ', ' || status || ' at ' || step || ' after ' || attempts || ' attempts' AS what FROM saga WHERE status IN ('running', 'compensating', 'stuck')",
  "SELECT 'transaction ' || name || ' of ' || gid || ', ' || coalesce(decision, 'undecided') || coalesce(': ' || reason, '') AS what FROM atomic_transaction WHERE finished_at IS NULL",
  "SELECT 'Percolator checkout of ' || order_id || ', ' || status AS what FROM percolator_checkout WHERE status IN ('RUNNING', 'COMMITTED', 'ABORTING')",
  "SELECT 'order ' || id || ', PENDING' AS what FROM orders WHERE state = 'PENDING'",
];

/** Everything that still waits for an end, in all databases. */
export const readInDoubt = async (world: World): Promise<readonly string[]> => (await Promise.all(SUBGRAPHS.map((name) => inDoubtAt(name, world)))).flat();

const inDoubtAt = async (name: SubgraphName, world: World): Promise<readonly string[]> => {
  const database = await world.postgres[name].open();
  const queries = name === 'order' ? [...EVERYWHERE, ...OF_ORDER] : EVERYWHERE;
  const rows = await database.query<{ what: string }>(queries.join(' UNION ALL '));
  return rows.map(({ what }) => `${name}: ${what}`);
};
