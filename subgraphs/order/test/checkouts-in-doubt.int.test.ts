import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { globalId, newId } from '@souk/kernel';
import { ADMIN, NOBODY, OPERATOR, startOrder, viewerOf, type OrderFixture } from './order-fixture.js';

const LIST = 'query ($first: Int) { checkoutsInDoubt(first: $first) { transactionId protocol name status waitsFor attempts createdAt order { id } } }';

interface Listed {
  readonly transactionId: string;
  readonly order: { readonly id: string } | null;
}

describe('checkouts in doubt', () => {
  let order: OrderFixture;
  const ids: string[] = [];
  beforeAll(async () => {
    order = await startOrder();
    for (let minute = 0; minute < 5; minute += 1) {
      ids.push((await order.place()).id);
      order.clock.advance(60_000);
    }
    const [saga, twoPhase, threePhase, percolator, cancelled] = ids;
    const at = (minute: number): Date => new Date(order.clock.now().getTime() - (5 - minute) * 60_000);
    const never = '9999-01-01';
    const { database } = order;
    const columns = 'gid, name, state, step, status, attempts, next_attempt_at, created_at, updated_at';
    await database.query(`INSERT INTO saga (${columns}) VALUES ($1, 'checkout', '{}', 'secure', 'running', 2, $2, $3, $3) RETURNING gid`, [saga, never, at(0)]);
    await database.query("INSERT INTO atomic_transaction (gid, name, state, next_attempt_at, created_at) VALUES ($1, 'checkout-2pc', '{}', $2, $3) RETURNING gid", [twoPhase, never, at(1)]);
    await database.query("INSERT INTO atomic_transaction (gid, name, state, decision, reason, attempts, next_attempt_at, created_at) VALUES ($1, 'checkout-3pc', '{}', 'commit', 'logistics does not answer', 4, $2, $3) RETURNING gid", [threePhase, never, at(2)]);
    await database.query("INSERT INTO percolator_checkout (order_id, state, status, failure, lease_until, created_at) VALUES ($1, '{}', 'ABORTING', '{}', $2, $3) RETURNING order_id", [percolator, never, at(3)]);
    await database.query(`INSERT INTO saga (${columns}) VALUES ($1, 'order-cancellation', $4, 'give-back', 'stuck', 1, $2, $3, $3) RETURNING gid`, [newId(), never, at(4), { orderId: cancelled }]);
    await database.query(`INSERT INTO saga (${columns}) VALUES ($1, 'checkout', '{}', 'settle', 'completed', 1, $2, $3, $3) RETURNING gid`, [newId(), never, at(0)]);
  });
  afterAll(() => order.stop());

  const list = (variables: { readonly first?: number | null } = {}) => order.get<readonly Listed[]>(OPERATOR, LIST, variables);

  it('are listed oldest first, by whichever protocol, with their orders and what they wait for', async () => {
    expect(await list()).toMatchObject([
      { protocol: 'SAGA', name: 'checkout', status: 'UNDECIDED', waitsFor: 'secure', attempts: 2, transactionId: ids[0] },
      { protocol: 'TWO_PHASE_COMMIT', name: 'checkout-2pc', status: 'UNDECIDED', waitsFor: 'waits for votes', attempts: 0, transactionId: ids[1] },
      { protocol: 'THREE_PHASE_COMMIT', name: 'checkout-3pc', status: 'COMMITTING', waitsFor: 'logistics does not answer', attempts: 4, transactionId: ids[2] },
      { protocol: 'PERCOLATOR', name: 'checkout-percolator', status: 'ABORTING', waitsFor: 'the payment is let go', attempts: 0, transactionId: ids[3] },
      { protocol: 'SAGA', name: 'order-cancellation', status: 'STUCK', waitsFor: 'give-back', attempts: 1 },
    ]);
    expect((await list()).map((listed) => listed.order)).toEqual(ids.map((id) => ({ id: globalId('ord', id) })));
  });

  it('are as many as asked for, 100 at most', async () => {
    expect(await list({ first: 2 })).toMatchObject([{ transactionId: ids[0] }, { transactionId: ids[1] }]);
    expect(await list({ first: null })).toHaveLength(5);
    for (const first of [0, -1, 101]) expect((await order.ask(OPERATOR, LIST, { first })).errors).toMatchObject([{ path: ['checkoutsInDoubt'], extensions: { code: 'VALIDATION' } }]);
  });

  it('are for administrators and operations alone', async () => {
    expect(await order.get(ADMIN, LIST)).toHaveLength(5);
    for (const viewer of [NOBODY, viewerOf(newId()), viewerOf(newId(), ['PRODUCT_MANAGER'])]) {
      expect((await order.ask(viewer, LIST)).errors).toMatchObject([{ extensions: { code: 'UNAUTHORIZED_FIELD_OR_TYPE' } }]);
    }
  });
});
