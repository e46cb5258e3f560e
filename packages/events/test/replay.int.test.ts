import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { newId } from '@souk/kernel';
import { queryIn, type Database, type Transaction } from '@souk/persistence';
import { replay, type EventLog, type Projection, type StoredEvent } from '../src/index.js';
import { event, eventsDatabaseUrl, openDatabase, openLog } from './log-fixture.js';

/** Accounts whose balance is the sum of what was paid in. */
const applyPaid = async (tx: Transaction, events: readonly StoredEvent[]): Promise<void> => {
  for (const { streamId, data, version } of events) {
    await queryIn(tx, `INSERT INTO balance (id, amount, version) VALUES ($1, $2, $3) ON CONFLICT (id) DO UPDATE SET amount = balance.amount + excluded.amount, version = excluded.version`, [streamId, data['amount'], version]);
  }
};

const balances = (apply: Projection['apply'] = applyPaid): Projection => ({ name: 'balances', tables: [{ name: 'balance', kept: ['owner'] }], handles: { Paid: 1 }, apply });

describe('replay', () => {
  let database: Database;
  let log: EventLog;

  beforeAll(async () => {
    database = await openDatabase(await eventsDatabaseUrl());
    log = openLog(database);
    await database.query("CREATE TABLE balance (id text PRIMARY KEY, amount integer NOT NULL CHECK (amount >= 0), version integer NOT NULL, owner text NOT NULL DEFAULT 'somebody')");
    for (let index = 0; index < 20; index += 1) await pay(`account-${index % 5}`, index);
  });

  afterAll(() => database.close());

  const pay = (streamId: string, amount: number): Promise<void> =>
    database.transaction(async (tx) => applyPaid(tx, await log.append(tx, streamId, 'any', [{ ...event('Paid', { amount }), occurredAt: new Date(Date.UTC(2026, 0, 1 + amount)) }])));

  const run = (options: Partial<Parameters<typeof replay>[0]> = {}) => replay({ database, service: log.service, projection: balances(), ...options });

  it('finds the live state again', async () => {
    expect(await run()).toEqual({ events: 20, oldEvents: 0, tables: [{ table: 'balance', liveRows: 5, rebuiltRows: 5, differingRows: 0, differences: [] }], swappedRows: undefined });
  });

  it('reports a projection that has a bug, with the first rows that differ', async () => {
    const forgetful = balances((tx, events) => applyPaid(tx, events.filter(({ version, streamId }) => version !== 2 && streamId !== 'account-4')));
    const { tables: [table] } = await run({ projection: forgetful });
    expect(table).toMatchObject({ liveRows: 5, rebuiltRows: 4, differingRows: 5 });
    expect(table?.differences.at(0)).toEqual({ key: { id: 'account-0' }, live: { amount: 30 }, rebuilt: { amount: 25 } });
    expect(table?.differences.at(-1)).toMatchObject({ key: { id: 'account-4' }, live: { amount: 46 }, rebuilt: null });
  });

  it('writes nothing but its own tables, even where a projection names another', async () => {
    const astray = balances(async (tx) => void (await queryIn(tx, 'DELETE FROM stream')));
    await expect(run({ projection: astray })).rejects.toThrow('relation "stream" does not exist');
    expect(await database.query("SELECT 1 FROM pg_namespace WHERE nspname = 'replay'")).toEqual([]);
  });

  it('shows the state of a time, by occurrence', async () => {
    const { events, tables: [table] } = await run({ until: new Date(Date.UTC(2026, 0, 3, 12)) });
    expect([events, table?.rebuiltRows]).toEqual([3, 3]);
  });

  it('mends rows that differ, and leaves what no event tells', async () => {
    await database.query("UPDATE balance SET amount = 1, owner = 'Ada' WHERE id = 'account-1'");
    await database.query("DELETE FROM balance WHERE id = 'account-2'");
    await database.query("INSERT INTO balance (id, amount, version) VALUES ('nobody', 1, 1)");
    expect((await run({ swap: true })).swappedRows).toBe(3);
    expect(await database.query("SELECT id, amount, owner FROM balance WHERE id IN ('account-1', 'account-2', 'nobody') ORDER BY id")).toEqual([
      { id: 'account-1', amount: 34, owner: 'Ada' }, { id: 'account-2', amount: 38, owner: 'somebody' },
    ]);
    expect((await run()).tables[0]?.differingRows).toBe(0);
  });

  it('loses no event that arrives during a swap', async () => {
    let isOver = false;
    const paid = new Map([1, 2, 3].map(() => [newId(), 0]));
    const writers = [...paid.keys()].map(async (stream) => {
      while (!isOver) {
        await pay(stream, 1);
        paid.set(stream, (paid.get(stream) ?? 0) + 1);
      }
    });
    for (let swap = 0; swap < 5; swap += 1) {
      await database.query('UPDATE balance SET amount = amount + 7 WHERE id = ANY($1)', [['account-3', ...paid.keys()]]);
      expect((await run({ swap: true })).swappedRows).toBeGreaterThan(0);
    }
    isOver = true;
    await Promise.all(writers);
    for (const [stream, amount] of paid) expect(await database.query('SELECT amount, version FROM balance WHERE id = $1', [stream])).toEqual([{ amount, version: amount }]);
    expect(Math.min(...paid.values())).toBeGreaterThan(5);
    expect((await run()).tables[0]?.differingRows).toBe(0);
  });

  it('refuses to swap where events of an old shape leave something out', async () => {
    const young = { ...balances(), handles: { Paid: 2 } };
    expect((await run({ projection: young })).oldEvents).toBeGreaterThan(20);
    await expect(run({ projection: young, swap: true })).rejects.toThrow(/are of an old shape that does not carry all of it/);
  });

  it('runs alone', async () => {
    const both = await Promise.allSettled([run(), run()]);
    expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
  });
});
