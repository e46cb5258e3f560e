import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Code, createRpcClient, type Client } from '@souk/rpc';
import { UserService } from '@souk/schema/rpc/user';
import { silentLogger } from '@souk/telemetry';
import { openUserFixture, type Person, type UserFixture } from './user-fixture.js';

const TOP_UP = 'mutation($input: WalletTopUpInput!) { walletTopUp(input: $input) { __typename ... on WalletTopUpSuccess { wallet { balances { amountMinor currency decimal } } } ... on UserError { code path } } }';

describe('the wallet', () => {
  let user: UserFixture;
  let operations: Person;
  let order: Client<typeof UserService>;
  beforeAll(async () => {
    user = await openUserFixture();
    operations = await user.staff('OPERATIONS');
    order = clientOf('order');
  });
  afterAll(() => user.stop());

  const clientOf = (from: 'order' | 'catalog') => createRpcClient(UserService, { url: user.url, from: user.keys.signing[from], audience: 'user', deadlineMs: 5_000, logger: silentLogger });
  const topUp = async (userId: string, amount: object, { idempotencyKey = randomUUID(), as = operations }: { readonly idempotencyKey?: string; readonly as?: Person } = {}) =>
    (await user.ask(TOP_UP, { as, input: { userId, amount, idempotencyKey } })).data?.['walletTopUp'];
  const balanceOf = async ({ viewer }: Person) => (await user.ask('{ viewer { wallet { balances { amountMinor currency } } } }', { as: viewer })).data?.['viewer']?.['wallet'];
  const brl = (amountMinor: number) => ({ amountMinor, currency: 'BRL' });
  const funded = async (amountMinor: number): Promise<Person> => {
    const person = await user.register();
    await topUp(person.id, brl(amountMinor));
    return person;
  };
  const debit = (person: Person, amountMinor: number, gid: string = randomUUID()) => order.debitWallet({ gid, userId: person.claims.userId, amountMinor: BigInt(amountMinor), currency: 'BRL' }).then(({ debited }) => debited);

  /** Money is conserved: each balance is the sum of its entries, and the last entry says the same. */
  const assertBalanced = async (): Promise<void> => {
    const off = await user.database.query(`
      SELECT wallet_balance.* FROM wallet_balance JOIN (SELECT account_id, currency, sum(amount_minor) AS total FROM wallet_entry GROUP BY account_id, currency) AS entries USING (account_id, currency)
      WHERE entries.total <> wallet_balance.balance_minor`);
    expect(off).toEqual([]);
  };

  describe('topped up', () => {
    it('holds a balance per currency', async () => {
      const ana = await user.register();
      await topUp(ana.id, brl(1_230));
      await topUp(ana.id, { amountMinor: 500, currency: 'JPY' });
      expect(await topUp(ana.id, brl(70))).toEqual({ __typename: 'WalletTopUpSuccess', wallet: { balances: [{ amountMinor: 1_300, currency: 'BRL', decimal: '13.00' }, { amountMinor: 500, currency: 'JPY', decimal: '500' }] } });
      expect(await balanceOf(ana)).toEqual({ balances: [brl(1_300), { amountMinor: 500, currency: 'JPY' }] });
      const events = await user.eventsOf(`wallet-${ana.claims.userId}`);
      expect(events).toMatchObject([{ type: 'WalletToppedUp', data: { amount: brl(1_230), balance: brl(1_230) } }, {}, { data: { amount: brl(70), balance: brl(1_300) }, meta: { actor: operations.claims.userId } }]);
    });

    it('with one key ten times at once is topped up once; the key is nobody else\'s and for nothing else', async () => {
      const ben = await user.register();
      const idempotencyKey = randomUUID();
      const answers = await Promise.all(Array.from({ length: 10 }, () => topUp(ben.id, brl(100), { idempotencyKey })));
      expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
      expect(await balanceOf(ben)).toEqual({ balances: [brl(100)] });
      expect(await topUp(ben.id, brl(101), { idempotencyKey })).toEqual({ __typename: 'IdempotencyMismatchError', code: 'IDEMPOTENCY_MISMATCH', path: ['idempotencyKey'] });
      await topUp(ben.id, brl(100), { idempotencyKey, as: await user.staff('OPERATIONS') });
      expect(await balanceOf(ben)).toEqual({ balances: [brl(200)] });
    });

    it('after a day a key is new', async () => {
      const cy = await user.register();
      const idempotencyKey = randomUUID();
      await topUp(cy.id, brl(1), { idempotencyKey });
      await user.database.query("UPDATE idempotency_key SET created_at = created_at - interval '24 hours'");
      await topUp(cy.id, brl(2), { idempotencyKey });
      expect(await balanceOf(cy)).toEqual({ balances: [brl(3)] });
    });

    it.each([
      ['nothing', brl(0)], ['less than nothing', brl(-5)], ['too much', brl(100_000_001)],
    ])('refuses %s', async (_what, amount) => {
      expect(await topUp(operations.id, amount)).toEqual({ __typename: 'ValidationError', code: 'VALIDATION', path: ['amount', 'amountMinor'] });
    });

    it('refuses half a cent, an unknown currency, nobody, and a key that is none', async () => {
      const variables = async (input: object) => (await user.ask(TOP_UP, { as: operations, input: { userId: operations.id, amount: brl(1), idempotencyKey: randomUUID(), ...input } }));
      expect((await variables({ amount: { amountMinor: 0.5, currency: 'BRL' } })).errors).toMatchObject([{ extensions: { code: 'BAD_USER_INPUT' } }]);
      expect((await variables({ amount: { amountMinor: 1, currency: 'XXX' } })).errors).toMatchObject([{ extensions: { code: 'BAD_USER_INPUT' } }]);
      expect((await variables({ userId: 'usr_00000000000000000000000000000000' })).data).toEqual({ walletTopUp: { __typename: 'NotFoundError', code: 'NOT_FOUND', path: null } });
      expect((await variables({ idempotencyKey: 'again' })).data).toEqual({ walletTopUp: { __typename: 'ValidationError', code: 'VALIDATION', path: ['idempotencyKey'] } });
      expect(await balanceOf(operations)).toEqual({ balances: [] });
    });

    it('is for OPERATIONS, and not for those who would like it', async () => {
      const dana = await user.register();
      expect(await user.ask(TOP_UP, { as: dana, input: { userId: dana.id, amount: brl(1), idempotencyKey: randomUUID() } })).toMatchObject({ data: { walletTopUp: null }, errors: [{ extensions: { code: 'UNAUTHORIZED_FIELD_OR_TYPE' } }] });
      expect(await balanceOf(dana)).toEqual({ balances: [] });
    });
  });

  describe('debited by order', () => {
    it('takes what is there once per transaction, and gives it back once', async () => {
      const eve = await funded(1_000);
      const gid = randomUUID();
      expect(await debit(eve, 400, gid)).toBe(true);
      expect(await debit(eve, 400, gid)).toBe(true);
      expect(await balanceOf(eve)).toEqual({ balances: [brl(600)] });
      await order.refundWallet({ gid });
      await order.refundWallet({ gid });
      expect(await balanceOf(eve)).toEqual({ balances: [brl(1_000)] });
      expect(await debit(eve, 400, gid)).toBe(false);
      const events = await user.eventsOf(`wallet-${eve.claims.userId}`);
      expect(events.slice(1)).toMatchObject([{ type: 'WalletDebited', data: { gid, amount: brl(400), balance: brl(600) }, meta: { actor: 'order', causationId: gid } }, { type: 'WalletRefunded', data: { gid, amount: brl(400), balance: brl(1_000) } }]);
      expect(events).toHaveLength(3);
      await assertBalanced();
    });

    it('refuses more than there is, and stays with it', async () => {
      const fay = await funded(100);
      const gid = randomUUID();
      expect(await debit(fay, 101, gid)).toBe(false);
      await topUp(fay.id, brl(900));
      expect(await debit(fay, 101, gid)).toBe(false);
      await order.refundWallet({ gid });
      expect(await balanceOf(fay)).toEqual({ balances: [brl(1_000)] });
      expect(await debit({ ...fay, claims: { ...fay.claims, userId: randomUUID() } }, 1)).toBe(false);
    });

    it('a refund that comes first keeps the debit out', async () => {
      const gil = await funded(100);
      const gid = randomUUID();
      await order.refundWallet({ gid });
      expect(await debit(gil, 50, gid)).toBe(false);
      expect(await balanceOf(gil)).toEqual({ balances: [brl(100)] });
    });

    it('twenty debits at once take no more than there is', async () => {
      const hal = await funded(500);
      const outcomes = await Promise.all(Array.from({ length: 20 }, () => debit(hal, 100)));
      expect(outcomes.filter(Boolean)).toHaveLength(5);
      expect(await balanceOf(hal)).toEqual({ balances: [brl(0)] });
      await assertBalanced();
    });

    it('debits and refunds of one transaction side by side never lose or make money', async () => {
      const ida = await funded(1_000);
      await Promise.all(Array.from({ length: 8 }, async () => {
        const gid = randomUUID();
        await Promise.all([debit(ida, 100, gid), order.refundWallet({ gid }), debit(ida, 100, gid), order.refundWallet({ gid })]);
      }));
      expect(await balanceOf(ida)).toEqual({ balances: [brl(1_000)] });
      await assertBalanced();
    });

    it('is for order alone, and for requests that make sense', async () => {
      const jan = await funded(100);
      const request = { gid: randomUUID(), userId: jan.claims.userId, amountMinor: 1n, currency: 'BRL' };
      await expect(clientOf('catalog').debitWallet(request)).rejects.toMatchObject({ code: Code.PermissionDenied });
      for (const wrong of [{ gid: 'x' }, { userId: '' }, { amountMinor: 0n }, { amountMinor: -1n }, { amountMinor: 2n ** 62n }, { currency: 'XXX' }]) {
        await expect(order.debitWallet({ ...request, ...wrong })).rejects.toMatchObject({ code: Code.InvalidArgument });
      }
      await expect(order.refundWallet({ gid: '' })).rejects.toMatchObject({ code: Code.InvalidArgument });
      expect(await balanceOf(jan)).toEqual({ balances: [brl(100)] });
    });
  });

  it('has entries that nobody can change', async () => {
    await funded(1);
    await expect(user.database.query('UPDATE wallet_entry SET amount_minor = amount_minor + 1')).rejects.toThrow('append-only');
    await expect(user.database.query('DELETE FROM wallet_entry')).rejects.toThrow('append-only');
    await expect(user.database.query('UPDATE wallet_balance SET balance_minor = -1')).rejects.toThrow('wallet_covers_held');
  });
});
