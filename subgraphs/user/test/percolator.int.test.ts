import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createRpcClient, type Client } from '@souk/rpc';
import { PercolatorService } from '@souk/schema/rpc/percolator';
import { UserService } from '@souk/schema/rpc/user';
import { silentLogger } from '@souk/telemetry';
import { remoteSite, type Site } from '@souk/transactions';
import { openUserFixture, type Person, type UserFixture } from './user-fixture.js';

const TOP_UP = 'mutation($input: WalletTopUpInput!) { walletTopUp(input: $input) { __typename } }';

describe('store credit in a Percolator transaction', () => {
  let user: UserFixture;
  let operations: Person;
  let saga: Client<typeof UserService>;
  let site: Site;
  let lastTs = 0;
  const nextTs = (): number => (lastTs += 1);
  beforeAll(async () => {
    user = await openUserFixture();
    operations = await user.staff('OPERATIONS');
    const call = { url: user.url, from: user.keys.signing.order, audience: 'user', deadlineMs: 5_000, logger: silentLogger };
    saga = createRpcClient(UserService, call);
    site = remoteSite(createRpcClient(PercolatorService, call));
  });
  afterAll(() => user.stop());

  const funded = async (amountMinor: number): Promise<string> => {
    const person = await user.register();
    await user.ask(TOP_UP, { as: operations, input: { userId: person.id, amount: { amountMinor, currency: 'EUR' }, idempotencyKey: randomUUID() } });
    return person.claims.userId;
  };
  const keyOf = (userId: string): string => `wallet/${userId}/EUR`;
  const prewrite = (gid: string, userId: string, amountMinor: number, startTs: number) =>
    site.prewrite({ startTs, primary: { site: 'order', key: `order/${gid}` }, ttlMs: 5_000, mutations: [{ key: keyOf(userId), value: { gid, userId, amountMinor, currency: 'EUR' } }] });
  const debit = async (userId: string, amountMinor: number): Promise<boolean> => (await saga.debitWallet({ gid: randomUUID(), userId, amountMinor: BigInt(amountMinor), currency: 'EUR' })).debited;
  const walletOf = async (userId: string) => (await user.database.query<object>('SELECT balance_minor AS balance, held_minor AS held FROM wallet_balance WHERE account_id = $1', [userId]))[0];
  const eventsOf = async (userId: string): Promise<readonly string[]> => (await user.eventsOf(`wallet-${userId}`)).map(({ type }) => type);

  it('is held by the lock, so that nobody else takes it, and taken by the commit', async () => {
    const [gid, userId, startTs] = [randomUUID(), await funded(1_000), nextTs()];
    for (let time = 0; time < 2; time += 1) expect(await prewrite(gid, userId, 700, startTs)).toMatchObject({ status: 'held' });
    expect(await walletOf(userId)).toEqual({ balance: 1_000, held: 700 });
    expect(await debit(userId, 301)).toBe(false);
    expect(await debit(userId, 300)).toBe(true);
    const commitTs = nextTs();
    for (let time = 0; time < 2; time += 1) expect(await site.commit({ startTs, commitTs })).toBe('committed');
    expect(await walletOf(userId)).toEqual({ balance: 0, held: 0 });
    expect(await eventsOf(userId)).toEqual(['WalletToppedUp', 'WalletDebited', 'WalletDebited']);
    await saga.refundWallet({ gid });
    expect(await walletOf(userId)).toEqual({ balance: 700, held: 0 });
  });

  it('is free again after the rollback', async () => {
    const [gid, userId, startTs] = [randomUUID(), await funded(500), nextTs()];
    await prewrite(gid, userId, 500, startTs);
    for (let time = 0; time < 2; time += 1) expect(await site.rollback({ startTs, keys: [keyOf(userId)] })).toBe('rolledBack');
    expect(await walletOf(userId)).toEqual({ balance: 500, held: 0 });
    expect(await eventsOf(userId)).toEqual(['WalletToppedUp']);
    expect(await debit(userId, 500)).toBe(true);
  });

  it('is not taken where the order was cancelled, and refunded, before the commit came', async () => {
    const [gid, userId, startTs] = [randomUUID(), await funded(500), nextTs()];
    await prewrite(gid, userId, 400, startTs);
    await saga.refundWallet({ gid });
    expect(await site.commit({ startTs, commitTs: nextTs() })).toBe('committed');
    expect(await walletOf(userId)).toEqual({ balance: 500, held: 0 });
  });

  it('is refused where the balance is too small', async () => {
    const userId = await funded(100);
    await expect(prewrite(randomUUID(), userId, 101, nextTs())).rejects.toMatchObject({ code: 'INSUFFICIENT_FUNDS' });
    await expect(prewrite(randomUUID(), randomUUID(), 1, nextTs())).rejects.toMatchObject({ code: 'INSUFFICIENT_FUNDS' });
    expect(await walletOf(userId)).toEqual({ balance: 100, held: 0 });
  });
});
