import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { globalId, newId, systemClock, type Clock } from '@souk/kernel';
import { type ProtocolName } from '@souk/service';
import { silentLogger } from '@souk/telemetry';
import { waitFor } from '@souk/testing';
import { checkoutComplete } from '../src/commands/checkout-complete.js';
import { orderCancel } from '../src/commands/order-cancel.js';
import { type OrderDependencies } from '../src/dependencies.js';
import { forgetWhatIsOver } from '../src/housekeeping.js';
import { CheckoutWorld, customer, orderIdOf } from './checkout-world.js';

const DAY_MS = 24 * 60 * 60 * 1_000;
const PROTOCOLS: readonly ProtocolName[] = ['saga', '2pc', '3pc', 'percolator'];
const inDays = (days: number): Clock => ({ now: () => new Date(systemClock.now().getTime() + days * DAY_MS) });

describe('housekeeping', () => {
  let world: CheckoutWorld;
  let services: readonly OrderDependencies[];
  beforeAll(async () => {
    world = await CheckoutWorld.create();
    services = PROTOCOLS.map((protocol) => world.process({ protocol }));
  });
  afterAll(async () => {
    await Promise.all(services.map(({ sagas }) => sagas.stop()));
    await world.close();
  });

  const forget = (days: number, signal = new AbortController().signal) => forgetWhatIsOver({ database: world.database, clock: inDays(days), logger: silentLogger }, signal);
  /** How many rows there are of those checkouts and cancellations. */
  const rows = async (ids: readonly string[]): Promise<readonly number[]> =>
    Promise.all(['SELECT FROM saga WHERE gid = ANY($1)', 'SELECT FROM atomic_transaction WHERE gid = ANY($1)', 'SELECT FROM percolator_checkout WHERE order_id = ANY($1)']
      .map(async (sql) => (await world.database.query(sql, [ids])).length));

  it('forgets checkouts of every protocol a week after their end, and they can be cancelled still', async () => {
    const bought = await Promise.all(services.map(async (service) => {
      const buyer = customer();
      const variantId = world.sell(1);
      const { input } = await world.fillCart(service, buyer, variantId);
      const orderId = orderIdOf(await checkoutComplete(service, buyer, input));
      await waitFor(() => service.sagas.checkout.isFinished(orderId));
      return { service, buyer, variantId, orderId };
    }));
    const ids = bought.map(({ orderId }) => orderId);
    await forget(6);
    expect(await rows(ids)).toEqual([1, 2, 1]);
    // With its key gone in `forget`, a repeated checkout would be a new one: nothing asks for the end of this one any more.
    expect(await world.database.query('SELECT FROM idempotency WHERE order_id = ANY($1)', [ids])).toEqual([]);
    await forget(8);
    expect(await rows(ids)).toEqual([0, 0, 0]);
    for (const { service, buyer, variantId, orderId } of bought) {
      const { version } = await world.order(orderId);
      await orderCancel(service, buyer, { orderId: globalId('ord', orderId), expectedVersion: version, reason: 'CUSTOMER_REQUEST', idempotencyKey: newId() });
      await waitFor(async () => (await world.order(orderId)).payments[0]?.state === 'REFUNDED');
      expect(world.peers.stock.get(variantId)).toBe(1);
      expect(await world.ledger(orderId)).toEqual(['authorized', 'captured', 'refunded']);
    }
  });

  it('forgets those that were undone, and never one without an end', async () => {
    const at = new Date(systemClock.now().getTime() - 30 * DAY_MS);
    const id = (): string => newId(at.getTime());
    const saga = async (status: string): Promise<string> => {
      const gid = id();
      await world.database.query("INSERT INTO saga (gid, name, state, step, status, next_attempt_at, created_at, updated_at) VALUES ($1, 'checkout', '{}', 'capture-payment', $2, '9999-01-01', $3, $3)", [gid, status, at]);
      return gid;
    };
    const atomic = async (decision: string | null, finishedAt: Date | null): Promise<string> => {
      const gid = id();
      await world.database.query("INSERT INTO atomic_transaction (gid, name, state, decision, next_attempt_at, created_at, finished_at) VALUES ($1, 'checkout-2pc', '{}', $2, '9999-01-01', $3, $4)", [gid, decision, at, finishedAt]);
      return gid;
    };
    const over = [await saga('completed'), await saga('compensated'), await atomic('commit', at), await atomic('abort', at)];
    const open = [await saga('running'), await saga('compensating'), await saga('stuck'), await atomic(null, null), await atomic('commit', null), await atomic('abort', null)];
    const recent = [await atomic('commit', systemClock.now())]; // told at last, after a month
    await forget(0);
    expect([await rows(over), await rows(open), await rows(recent)]).toEqual([[0, 0, 0], [3, 3, 0], [0, 1, 0]]);
  });

  it('never forgets a Percolator checkout whose payment has not been captured, or let go', async () => {
    const service = services[3];
    if (service === undefined) throw new Error('there is a service of every protocol');
    const orders = await Promise.all(['RUNNING', 'COMMITTED', 'SETTLED', 'ABORTING', 'ABORTED'].map(async (status) => {
      const buyer = customer();
      const { input } = await world.fillCart(service, buyer, world.sell(1));
      const orderId = orderIdOf(await checkoutComplete(service, buyer, input));
      await waitFor(() => service.sagas.checkout.isFinished(orderId));
      await world.database.query("UPDATE percolator_checkout SET status = $2, failure = CASE WHEN $2 LIKE 'ABORT%' THEN '{}'::jsonb END WHERE order_id = $1", [orderId, status]);
      return orderId;
    }));
    await forget(8);
    expect(await world.database.query('SELECT status FROM percolator_checkout WHERE order_id = ANY($1) ORDER BY status', [orders])).toEqual([{ status: 'ABORTING' }, { status: 'COMMITTED' }, { status: 'RUNNING' }]);
    await world.database.query('DELETE FROM percolator_checkout WHERE order_id = ANY($1)', [orders]);
  });

  it('goes on until nothing is left, and stops when it is told to', async () => {
    const at = new Date(systemClock.now().getTime() - 30 * DAY_MS);
    await world.database.query(
      `INSERT INTO saga (gid, name, state, step, status, next_attempt_at, created_at, updated_at) SELECT gid, 'checkout', '{}', 'close-cart', 'completed', $2, $2, $2 FROM unnest($1::uuid[]) AS gid`,
      [Array.from({ length: 2_500 }, () => newId(at.getTime())), at]);
    const left = async (): Promise<number> => (await world.database.query('SELECT FROM saga WHERE created_at = $1', [at])).length;
    await forget(0, AbortSignal.abort());
    expect(await left()).toBe(2_500);
    await forget(0);
    expect(await left()).toBe(0);
  });
});
