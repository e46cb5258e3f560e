import { type Database } from '@souk/persistence';
import { type AsOf } from '@souk/subgraph';

/** An event of one parcel, as the log has it. */
export interface ShipmentEvent {
  readonly shipmentId: string;
  readonly type: string;
  readonly schemaVersion: number;
  /** Its place in its stream, which the order's other parcels share. */
  readonly version: number;
  readonly data: Readonly<Record<string, unknown>>;
  readonly occurredAt: Date;
}

/**
 * What made those parcels what they were then: the import, if there was one, whenever it happened, then each step that had been recorded up
 * to that version or had happened by that time, in the order in which they were told; a parcel has a thousand or so. One statement for all.
 */
export const pastsOfShipments = (database: Database, ids: readonly string[], { at, version }: AsOf): Promise<readonly ShipmentEvent[]> =>
  database.query<ShipmentEvent>(
    `SELECT shipment.id AS "shipmentId", past.* FROM shipment CROSS JOIN LATERAL (
       SELECT type, schema_version AS "schemaVersion", version, data, occurred_at AS "occurredAt" FROM event
       WHERE stream_id IN ('shipment-import-' || shipment.id, 'delivery-' || shipment.order_id) AND data ->> 'shipmentId' = shipment.id::text
         AND ($2::timestamptz IS NULL OR occurred_at <= $2 OR type = 'ShipmentImported')
       ORDER BY type = 'ShipmentImported' DESC, version LIMIT $3
     ) AS past WHERE shipment.id = ANY($1::uuid[])`,
    [ids, at, version],
  );
