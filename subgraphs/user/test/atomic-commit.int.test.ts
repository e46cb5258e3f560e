import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createRpcClient } from '@souk/rpc';
import { AtomicCommitService, NoReason, Protocol } from '@souk/schema/rpc/atomic_commit';
import { UserService } from '@souk/schema/rpc/user';
import { silentLogger } from '@souk/telemetry';
import { openUserFixture, type Person, type UserFixture } from './user-fixture.js';

const TOP_UP = 'mutation($input: WalletTopUpInput!) { walletTopUp(input: $input) { __typename } }';

describe.each([{ name: '2pc', protocol: Protocol.TWO_PHASE }, { name: '3pc', protocol: Protocol.THREE_PHASE }])('the wallet in $name', ({ protocol }) => {
  let user: UserFixture;
  let operations: Person;
  beforeAll(async () => {
    user = await openUserFixture();
    operations = await user.staff('OPERATIONS');
  });
  afterAll(() => user.stop());

  const call = () => ({ url: user.url, from: user.keys.signing.order, audience: 'user', deadlineMs: 5_000, logger: silentLogger });
  const funded = async (amountMinor: number): Promise<Person> => {
    const person = await user.register();
    await user.ask(TOP_UP, { as: operations, input: { userId: person.id, amount: { amountMinor, currency: 'EUR' }, idempotencyKey: randomUUID() } });
    return person;
  };
  const balanceOf = async ({ claims }: Person): Promise<unknown> => (await user.database.query<{ balance: number }>('SELECT balance_minor AS balance FROM wallet_balance WHERE account_id = $1', [claims.userId]))[0]?.balance;
  const prepare = async (gid: string, { claims }: Person, amountMinor: number) =>
    (await createRpcClient(AtomicCommitService, call()).prepare({ gid, protocol, peers: ['user'], work: { case: 'wallet', value: { userId: claims.userId, amountMinor: BigInt(amountMinor), currency: 'EUR' } } })).vote;

  it('is debited when the transaction commits, once, and refunded like any other debit', async () => {
    const [gid, ana] = [randomUUID(), await funded(1_000)];
    const service = createRpcClient(AtomicCommitService, call());
    expect(await prepare(gid, ana, 400)).toMatchObject({ case: 'yes' });
    expect(await balanceOf(ana)).toBe(1_000);
    await service.commit({ gid, protocol });
    await service.commit({ gid, protocol });
    expect(await balanceOf(ana)).toBe(600);
    await createRpcClient(UserService, call()).refundWallet({ gid });
    expect(await balanceOf(ana)).toBe(1_000);
    expect((await user.eventsOf(`wallet-${ana.claims.userId}`)).map(({ type }) => type)).toEqual(['WalletToppedUp', 'WalletDebited', 'WalletRefunded']);
  });

  it('keeps its credit where the transaction aborts, or where it is too small', async () => {
    const [gid, ana] = [randomUUID(), await funded(1_000)];
    await prepare(gid, ana, 400);
    await createRpcClient(AtomicCommitService, call()).abort({ gid, protocol });
    expect(await prepare(randomUUID(), ana, 1_001)).toMatchObject({ case: 'no', value: { reason: NoReason.INSUFFICIENT_FUNDS } });
    expect(await balanceOf(ana)).toBe(1_000);
    expect(await user.database.query('SELECT gid FROM pg_prepared_xacts WHERE database = current_database()')).toEqual([]);
  });
});
