import { type Database } from '@souk/persistence';
import { type ShipmentState } from '../domain/shipment-state.js';

/** What logistics holds, in figures. */
export interface LogisticsFigures {
  readonly shipmentCount: number;
  readonly ordersWithSeveralShipments: number;
  readonly byState: readonly { readonly state: ShipmentState; readonly count: number }[];
}

/** Counts all parcels, or those of one source, in one statement and so at one moment. */
export const readFigures = async (database: Database, source: string | undefined): Promise<LogisticsFigures> => {
  const [figures] = await database.query<LogisticsFigures>(
    `WITH counted AS MATERIALIZED (SELECT order_id, state FROM shipment WHERE $1::text IS NULL OR source = $1)
     SELECT (SELECT count(*) FROM counted) AS "shipmentCount",
       (SELECT count(*) FROM (SELECT FROM counted GROUP BY order_id HAVING count(*) > 1) AS several) AS "ordersWithSeveralShipments",
       (SELECT coalesce(json_agg(of_state ORDER BY of_state.state), '[]') FROM (SELECT state, count(*) FROM counted GROUP BY state) AS of_state) AS "byState"`,
    [source ?? null],
  );
  return figures ?? { shipmentCount: 0, ordersWithSeveralShipments: 0, byState: [] };
};
