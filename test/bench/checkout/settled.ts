import { waitFor } from '../../chaos/world/wait-for.js';
import { databasesOf, type Stores } from './stores.js';

/** A saga waits up to 30 s between two attempts of a step. */
const DEADLINE_MS = 120_000;

/** Until every order is confirmed or cancelled, no unit is held back, and each confirmed order knows of its parcel. Throws after two minutes. */
export const untilSettled = ({ order, catalog }: Stores): Promise<void> =>
  waitFor('all orders to be settled', async () => {
    const [orders] = await order.query<{ waiting: number }>(`SELECT (SELECT count(*) FROM orders WHERE state = 'PENDING')
      + (SELECT count(*) FROM orders WHERE state = 'CONFIRMED') - (SELECT count(*) FROM order_shipment) AS waiting`);
    if (orders?.waiting !== 0) return false;
    const [stock] = await catalog.query<{ reserved: number }>('SELECT sum(reserved)::bigint AS reserved FROM stock_level');
    return stock?.reserved === 0;
  }, DEADLINE_MS);

/** Until the relays have published all that is in the logs; where nobody relays a log, there is nothing to wait for. */
export const untilPublished = (stores: Stores): Promise<void> =>
  waitFor('the relays to come to rest', async () => {
    const behind = await Promise.all(databasesOf(stores).map((database) =>
      database.query("SELECT 1 FROM checkpoint WHERE consumer = 'relay' AND EXISTS (SELECT FROM event WHERE (event.tx, event.position) > (checkpoint.tx, checkpoint.position))")));
    return behind.every((rows) => rows.length === 0);
  }, DEADLINE_MS);
