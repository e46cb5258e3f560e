import { queryIn, type Database, type Transaction } from '@souk/persistence';
import { type TrackingEvent } from '../entities/tracking-event.js';

const COLUMNS = 'shipment_id AS "shipmentId", sequence, order_id AS "orderId", state, at, place, message, idempotency_key AS "idempotencyKey"';

/** Scans of those parcels, oldest first; of one time in the order in which they came, imported ones handed over before delivered. */
export const trackingEventsOfShipments = (database: Database, shipmentIds: readonly string[]): Promise<readonly TrackingEvent[]> =>
  database.query<TrackingEvent>(`SELECT ${COLUMNS} FROM tracking_event WHERE shipment_id = ANY($1::uuid[]) ORDER BY at, sequence, state DESC`, [shipmentIds]);

/** The scans that a delivery event of an order stands for; one statement for all. */
export const trackingEventsBySequence = (database: Database, keys: readonly { readonly orderId: string; readonly sequence: number }[]): Promise<readonly TrackingEvent[]> =>
  database.query<TrackingEvent>(
    `SELECT ${COLUMNS} FROM tracking_event WHERE (order_id, sequence) IN (SELECT * FROM unnest($1::uuid[], $2::integer[]))`,
    [keys.map(({ orderId }) => orderId), keys.map(({ sequence }) => sequence)],
  );

/** The scan that came with that key before. */
export const findScan = async (tx: Transaction, shipmentId: string, idempotencyKey: string): Promise<TrackingEvent | undefined> => {
  const [scan] = await queryIn<TrackingEvent>(tx, `SELECT ${COLUMNS} FROM tracking_event WHERE shipment_id = $1 AND idempotency_key = $2`, [shipmentId, idempotencyKey]);
  return scan;
};

/** How many delivery events the order has so far. */
export const lastSequence = async (database: Database, orderId: string): Promise<number> => {
  const [last] = await database.query<{ sequence: number }>('SELECT coalesce(max(sequence), 0) AS sequence FROM tracking_event WHERE order_id = $1 AND sequence > 0', [orderId]);
  return last?.sequence ?? 0;
};

/** Adds all of them in one statement. */
export const insertTrackingEvents = async (tx: Transaction, events: readonly TrackingEvent[]): Promise<void> => {
  if (events.length === 0) return;
  await queryIn(
    tx,
    `INSERT INTO tracking_event (shipment_id, sequence, order_id, state, at, place, message, idempotency_key)
     SELECT "shipmentId", sequence, "orderId", state, at, place, message, "idempotencyKey"
     FROM json_to_recordset($1::json) AS row ("shipmentId" uuid, sequence integer, "orderId" uuid, state text, at timestamptz, place text, message text, "idempotencyKey" text)`,
    [JSON.stringify(events)],
  );
};
