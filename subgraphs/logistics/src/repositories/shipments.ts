import { queryIn, type Database, type Transaction } from '@souk/persistence';
import { type Shipment } from '../entities/shipment.js';

const COLUMNS = `id, order_id AS "orderId", buyer_id AS "buyerId", state, version, carrier_id AS "carrierId", service_code AS "serviceCode", tracking_number AS "trackingNumber",
  warehouse_id AS "warehouseId", merchant_id AS "merchantId", country_code AS "countryCode", postal_code AS "postalCode", estimated_delivery AS "estimatedDelivery",
  handed_over_at AS "handedOverAt", delivered_at AS "deliveredAt", ship_by AS "shipBy", source, created_at AS "createdAt"`;

export const shipmentsById = (database: Database, ids: readonly string[]): Promise<readonly Shipment[]> =>
  database.query<Shipment>(`SELECT ${COLUMNS} FROM shipment WHERE id = ANY($1::uuid[])`, [ids]);

/** Parcels of those orders, oldest first. */
export const shipmentsOfOrders = (database: Database, orderIds: readonly string[]): Promise<readonly Shipment[]> =>
  database.query<Shipment>(`SELECT ${COLUMNS} FROM shipment WHERE order_id = ANY($1::uuid[]) ORDER BY created_at, id`, [orderIds]);

/** The parcel, and nobody else changes it until the transaction ends: two scans at once would both decide on the state before. */
export const lockShipment = async (tx: Transaction, id: string): Promise<Shipment | undefined> => {
  const [shipment] = await queryIn<Shipment>(tx, `SELECT ${COLUMNS} FROM shipment WHERE id = $1 FOR UPDATE`, [id]);
  return shipment;
};

/** All parcels of the order, locked in the order of their ids, so that two callers never wait for each other. */
export const lockShipmentsOfOrder = (tx: Transaction, orderId: string): Promise<readonly Shipment[]> =>
  queryIn<Shipment>(tx, `SELECT ${COLUMNS} FROM shipment WHERE order_id = $1 ORDER BY id FOR UPDATE`, [orderId]);

/** Adds those that are not there yet, in one statement; returns the ids that were added. */
export const insertShipments = async (tx: Transaction, shipments: readonly Shipment[]): Promise<ReadonlySet<string>> => {
  if (shipments.length === 0) return new Set();
  const inserted = await queryIn<{ id: string }>(
    tx,
    `INSERT INTO shipment (id, order_id, buyer_id, state, version, carrier_id, service_code, tracking_number, warehouse_id, merchant_id, country_code, postal_code,
       estimated_delivery, handed_over_at, delivered_at, ship_by, source, created_at)
     SELECT id, "orderId", "buyerId", state, version, "carrierId", "serviceCode", "trackingNumber", "warehouseId", "merchantId", "countryCode", "postalCode",
       "estimatedDelivery", "handedOverAt", "deliveredAt", "shipBy", source, "createdAt"
     FROM json_to_recordset($1::json) AS row (id uuid, "orderId" uuid, "buyerId" uuid, state text, version integer, "carrierId" uuid, "serviceCode" text, "trackingNumber" text,
       "warehouseId" uuid, "merchantId" uuid, "countryCode" text, "postalCode" text, "estimatedDelivery" timestamptz, "handedOverAt" timestamptz, "deliveredAt" timestamptz,
       "shipBy" timestamptz, source text, "createdAt" timestamptz)
     ORDER BY id
     ON CONFLICT (id) DO NOTHING
     RETURNING id`,
    [JSON.stringify(shipments)],
  );
  return new Set(inserted.map(({ id }) => id));
};

/** What a step can change of a parcel; what is undefined stays. Times are ISO 8601. */
export interface ShipmentChange extends Pick<Shipment, 'id' | 'state'>, Partial<Pick<Shipment, 'version' | 'carrierId' | 'trackingNumber'>> {
  readonly estimatedDelivery?: string | null;
  readonly handedOverAt?: string | null;
  readonly deliveredAt?: string | null;
}

/** Writes what changed of each parcel, in one statement. */
export const updateShipments = async (tx: Transaction, changes: readonly ShipmentChange[]): Promise<void> => {
  if (changes.length === 0) return;
  await queryIn(
    tx,
    `UPDATE shipment SET state = change.state, version = change.version, carrier_id = "carrierId", tracking_number = "trackingNumber", estimated_delivery = "estimatedDelivery",
       handed_over_at = "handedOverAt", delivered_at = "deliveredAt"
     FROM json_to_recordset($1::json) AS change (id uuid, state text, version integer, "carrierId" uuid, "trackingNumber" text, "estimatedDelivery" timestamptz, "handedOverAt" timestamptz, "deliveredAt" timestamptz)
     WHERE shipment.id = change.id`,
    [JSON.stringify(changes)],
  );
};
