import { queryIn, type Database, type Transaction } from '@souk/persistence';
import { type ShipmentLine } from '../entities/shipment-line.js';

export const linesOfShipments = (database: Database, shipmentIds: readonly string[]): Promise<readonly ShipmentLine[]> =>
  database.query<ShipmentLine>(
    `SELECT shipment_id AS "shipmentId", order_line_id AS "orderLineId", quantity FROM shipment_line WHERE shipment_id = ANY($1::uuid[]) ORDER BY shipment_id, order_line_id`,
    [shipmentIds],
  );

/** Adds all of them in one statement. */
export const insertShipmentLines = async (tx: Transaction, lines: readonly ShipmentLine[]): Promise<void> => {
  if (lines.length === 0) return;
  await queryIn(
    tx,
    `INSERT INTO shipment_line (shipment_id, order_line_id, quantity)
     SELECT "shipmentId", "orderLineId", quantity FROM json_to_recordset($1::json) AS row ("shipmentId" uuid, "orderLineId" uuid, quantity integer)`,
    [JSON.stringify(lines)],
  );
};
