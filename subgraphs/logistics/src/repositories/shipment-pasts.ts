import { MAX_FOLDED_EVENTS, type FoldedEvent } from '@souk/events';
import { type Database } from '@souk/persistence';
import { type AsOf } from '@souk/subgraph';

/** An event of one parcel, as the log has it; `version` counts the parcel's own. */
export interface ShipmentEvent extends FoldedEvent {
  readonly type: string;
  readonly schemaVersion: number;
  /** Its place in its stream, which the order's other parcels share. */
  readonly sequence: number;
  readonly data: Readonly<Record<string, unknown>>;
}

/** Where to begin with a parcel: what has been read of it, and its last sequence among that. */
export interface ShipmentStart {
  readonly subject: string;
  readonly version: number;
  readonly state: { readonly sequence: number };
}

const PREFIX = 'shipment-';

/** A parcel's name among what is folded. */
export const shipmentSubject = (shipmentId: string): string => `${PREFIX}${shipmentId}`;

export const shipmentIdOfSubject = (subject: string): string => subject.slice(PREFIX.length);

/**
 * What made those parcels what they were then, after where each starts: the import, if there was one, whenever it happened, then each step that had been
 * recorded up to that version or had happened by that time, in the order in which they were told. One statement for all; at most as many of each as one fold reads.
 */
export const readShipmentPasts = (database: Database, starts: readonly ShipmentStart[], { at, version }: AsOf): Promise<readonly ShipmentEvent[]> =>
  database.query<ShipmentEvent>(
    `SELECT start.subject, past.* FROM unnest($1::text[], $2::uuid[], $3::integer[], $4::integer[]) AS start (subject, id, version, sequence)
     JOIN shipment ON shipment.id = start.id
     CROSS JOIN LATERAL (
       SELECT * FROM (
         SELECT type, schema_version AS "schemaVersion", event.version AS sequence, data, occurred_at AS "occurredAt",
           start.version + (row_number() OVER (ORDER BY type = 'ShipmentImported' DESC, event.version))::integer AS version
         FROM event WHERE data ->> 'shipmentId' = shipment.id::text
           AND (stream_id = 'delivery-' || shipment.order_id AND event.version > start.sequence OR start.version = 0 AND stream_id = 'shipment-import-' || shipment.id)
       ) AS own
       WHERE ($5::integer IS NULL OR own.version <= $5) AND ($6::timestamptz IS NULL OR "occurredAt" <= $6 OR type = 'ShipmentImported') ORDER BY own.version LIMIT ${MAX_FOLDED_EVENTS}
     ) AS past ORDER BY start.subject, past.version`,
    [starts.map(({ subject }) => subject), starts.map(({ subject }) => shipmentIdOfSubject(subject)), starts.map((start) => start.version), starts.map(({ state }) => state.sequence), version, at],
  );
