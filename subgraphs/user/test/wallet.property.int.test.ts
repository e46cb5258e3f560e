import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createRpcClient, type Client } from '@souk/rpc';
import { UserService } from '@souk/schema/rpc/user';
import { silentLogger } from '@souk/telemetry';
import fc from 'fast-check';
import { openUserFixture, type Person, type UserFixture } from './user-fixture.js';

/** Transactions that a sequence knows; few, so that steps meet. */
const TRANSACTIONS = 3;
const MAX_AMOUNT = 100;

type Step = { readonly kind: 'top-up'; readonly amount: number } | { readonly kind: 'debit'; readonly transaction: number; readonly amount: number } | { readonly kind: 'refund'; readonly transaction: number };

const amount = fc.integer({ min: 1, max: MAX_AMOUNT });
const transaction = fc.integer({ min: 0, max: TRANSACTIONS - 1 });
const step: fc.Arbitrary<Step> = fc.oneof(
  fc.record({ kind: fc.constant('top-up' as const), amount }),
  fc.record({ kind: fc.constant('debit' as const), transaction, amount }),
  fc.record({ kind: fc.constant('refund' as const), transaction }),
);

/** What the wallet promises, in a few lines: each transaction debits once at most, and gives back once what it took. */
class Model {
  balance = 0;
  readonly #taken = new Map<number, number>();
  readonly #refunded = new Set<number>();

  debit(id: number, wanted: number): boolean {
    if (!this.#taken.has(id) && !this.#refunded.has(id)) {
      const taken = wanted <= this.balance ? wanted : 0;
      this.#taken.set(id, taken);
      this.balance -= taken;
    }
    return (this.#taken.get(id) ?? 0) > 0 && !this.#refunded.has(id);
  }

  refund(id: number): void {
    if (this.#refunded.has(id)) return;
    this.#refunded.add(id);
    this.balance += this.#taken.get(id) ?? 0;
  }
}

describe('any sequence of top-ups, debits and refunds', () => {
  let user: UserFixture;
  let operations: Person;
  let order: Client<typeof UserService>;
  beforeAll(async () => {
    user = await openUserFixture();
    operations = await user.staff('OPERATIONS');
    order = createRpcClient(UserService, { url: user.url, from: user.keys.signing.order, audience: 'user', deadlineMs: 10_000, logger: silentLogger });
  });
  afterAll(() => user.stop());

  const topUp = (userId: string, amountMinor: number) =>
    user.ask('mutation($input: WalletTopUpInput!) { walletTopUp(input: $input) { __typename } }', { as: operations, input: { userId, amount: { amountMinor, currency: 'EUR' }, idempotencyKey: randomUUID() } });
  const balanceOf = async (person: Person): Promise<number> => {
    const { data } = await user.ask('{ viewer { wallet { balances { amountMinor } } } }', { as: person });
    return (data?.['viewer']?.['wallet'] as { balances: { amountMinor: number }[] }).balances[0]?.amountMinor ?? 0;
  };

  it('leaves what the model leaves', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 4, maxLength: 14 }), async (steps) => {
        const model = new Model();
        const person = await user.register();
        const gids = Array.from({ length: TRANSACTIONS }, () => randomUUID());
        for (const taken of steps) {
          if (taken.kind === 'top-up') {
            model.balance += taken.amount;
            await topUp(person.id, taken.amount);
          } else if (taken.kind === 'debit') {
            const { debited } = await order.debitWallet({ gid: gids[taken.transaction] ?? '', userId: person.claims.userId, amountMinor: BigInt(taken.amount), currency: 'EUR' });
            expect(debited).toBe(model.debit(taken.transaction, taken.amount));
          } else {
            model.refund(taken.transaction);
            await order.refundWallet({ gid: gids[taken.transaction] ?? '' });
          }
        }
        expect(await balanceOf(person)).toBe(model.balance);
      }),
      { numRuns: 15 },
    );
  });
});
