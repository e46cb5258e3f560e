import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { waitFor } from '@souk/testing';
import { checkoutComplete } from '../src/commands/checkout-complete.js';
import { type OrderDependencies } from '../src/dependencies.js';
import { lost } from './checkout-peers.js';
import { CheckoutWorld, customer, orderIdOf, settled } from './checkout-world.js';

describe('the card token of a checkout', () => {
  let world: CheckoutWorld;
  let service: OrderDependencies;
  beforeAll(async () => { world = await CheckoutWorld.create(); });
  beforeEach(() => { service = world.process(); });
  afterEach(async () => {
    world.peers.fault = () => Promise.resolve();
    await service.sagas.stop();
  });
  afterAll(() => world.close());

  const stateOf = async (orderId: string): Promise<string> => {
    const [saga] = await world.database.query<{ state: string }>('SELECT state::text AS state FROM saga WHERE gid = $1', [orderId]);
    return saga?.state ?? '';
  };
  const begin = async (token: string, units = 1) => {
    const buyer = customer();
    const variantId = world.sell(1);
    const { cartId, input } = await world.fillCart(service, buyer, variantId);
    world.peers.stock.set(variantId, units);
    return { cartId, answer: await settled(checkoutComplete(service, buyer, { ...input, payment: { provider: 'sandbox', token } })) };
  };

  it('is kept until the money is held, and forgotten then', async () => {
    let whenReserved = '';
    world.peers.fault = async (method, moment) => {
      if (method !== 'reserveStock' || moment !== 'before') return;
      const [saga] = await world.database.query<{ state: string }>("SELECT state::text AS state FROM saga WHERE status = 'running'");
      whenReserved = saga?.state ?? '';
    };
    const { answer } = await begin('tok_approve');
    expect(whenReserved).toContain('tok_approve');
    const orderId = orderIdOf(answer as never);
    expect(await stateOf(orderId)).not.toContain('tok_');
    await waitFor(async () => (await world.sagaStatus(orderId)) === 'completed');
    expect(await world.ledger(orderId)).toEqual(['authorized', 'captured']);
  });

  it.each([['is declined', 'tok_decline', 1], ['is given back, because the stock is short', 'tok_approve', 0]])('is forgotten where the money %s', async (_what, token, units) => {
    const { cartId, answer } = await begin(token, units);
    expect(answer).toHaveProperty('code');
    const [order] = await world.ordersOf(cartId);
    expect(order?.state).toBe('CANCELLED');
    expect(await stateOf(order?.id ?? '')).toContain('"payment"');
    expect(await stateOf(order?.id ?? '')).not.toContain('tok_');
  });

  it('is not missed where the stock has to be asked again: the money is held once', async () => {
    let failures = 2;
    world.peers.fault = async (method) => {
      if (method === 'reserveStock' && (failures -= 1) >= 0) throw lost();
    };
    const { answer } = await begin('tok_approve');
    const orderId = orderIdOf(answer as never);
    await waitFor(async () => (await world.sagaStatus(orderId)) === 'completed');
    expect(await world.ledger(orderId)).toEqual(['authorized', 'captured']);
    expect(await stateOf(orderId)).not.toContain('tok_');
  });
});
