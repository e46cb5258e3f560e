import { EventLog, type StreamBatch, type StoredEvent } from '@souk/events';
import { systemClock } from '@souk/kernel';
import { type Database, type Transaction } from '@souk/persistence';
import { silentLogger } from '@souk/telemetry';
import { SUBGRAPHS, type SubgraphName } from '../../chaos/world/databases.js';

/** The database that holds each service's tables: four, or one that holds them all. */
export type Stores = Readonly<Record<SubgraphName, Database>>;

/** Each database once. */
export const databasesOf = (stores: Stores): readonly Database[] => [...new Set(SUBGRAPHS.map((name) => stores[name]))];

/** Tells the planners what the tables hold now: autovacuum comes too late for tables that were filled a moment ago. */
export const analyze = async (stores: Stores): Promise<void> => {
  await Promise.all(databasesOf(stores).map((database) => database.query('ANALYZE')));
};

/** Appends to a service's log in the transaction that writes what its events lead to. */
export const appendTo = (stores: Stores, service: SubgraphName, tx: Transaction, batch: readonly StreamBatch[]): Promise<readonly StoredEvent[]> =>
  new EventLog({ database: stores[service], service, clock: systemClock, logger: silentLogger }).appendMany(tx, batch);
