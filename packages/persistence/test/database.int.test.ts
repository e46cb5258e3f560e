import { createServer } from 'node:net';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { newId, OperationalError } from '@souk/kernel';
import { silentLogger } from '@souk/telemetry';
import { freePort, waitFor } from '@souk/testing';
import pg from 'pg';
import { DataSource } from 'typeorm';
import { connect } from '../src/connect.js';
import { createDatabase, isUniqueViolation, queryIn, RetryTransaction, type Database } from '../src/index.js';
import { Account, emptyDatabaseUrl, openAccounts } from './database-fixture.js';

describe('a database', () => {
  let url: string;
  let database: Database;
  beforeAll(async () => {
    url = await emptyDatabaseUrl();
    database = await openAccounts(url);
  });
  beforeEach(() => database.query('DELETE FROM account'));
  afterAll(() => database.close());

  const insert = (id = newId(), amountMinor = 1) => database.query('INSERT INTO account VALUES ($1, $2)', [id, amountMinor]);
  const count = async (): Promise<number> => (await database.query<{ count: number }>('SELECT count(*) FROM account'))[0]?.count ?? -1;

  describe('query', () => {
    it('gives rows of SELECT and of RETURNING, whatever the statement', async () => {
      const id = newId();
      expect(await database.query('INSERT INTO account VALUES ($1, 5) RETURNING id', [id])).toEqual([{ id }]);
      expect(await database.query('UPDATE account SET amount_minor = 6 WHERE id = $1 RETURNING amount_minor', [id])).toEqual([{ amount_minor: 6 }]);
      expect(await database.query('DELETE FROM account RETURNING id')).toEqual([{ id }]);
      expect(await database.query('DELETE FROM account')).toEqual([]);
    });
    it('reads int8 as a safe number and refuses one that is not exact, for this pool alone', async () => {
      expect(await database.query(`SELECT 9007199254740991::int8 AS value, '{1,NULL,-3}'::int8[] AS list, '{}'::int8[] AS none, 0.10::numeric AS exact`)).toEqual([
        { value: 9_007_199_254_740_991, list: [1, null, -3], none: [], exact: '0.10' },
      ]);
      await expect(database.query('SELECT 9007199254740993::int8')).rejects.toThrow(/safe integer, got 9007199254740993/);
      expect(await count()).toBe(0);
      const client = new pg.Client({ connectionString: url });
      await client.connect();
      expect((await client.query('SELECT 1::int8 AS value')).rows).toEqual([{ value: '1' }]);
      await client.end();
    });
    it('reads bigint columns of entities as numbers too', async () => {
      await insert(newId(), 12_345);
      expect((await database.source.getRepository(Account).find()).map(({ amountMinor }) => amountMinor)).toEqual([12_345]);
    });
    it('tells a unique violation from other failures', async () => {
      const id = newId();
      await insert(id);
      const error: unknown = await insert(id).catch((thrown: unknown) => thrown);
      expect([isUniqueViolation(error), isUniqueViolation(error, 'account_pkey'), isUniqueViolation(error, 'other'), isUniqueViolation(new Error('no'))]).toEqual([true, true, false, false]);
    });
  });

  it('prepares what is sent often, and nothing else', async () => {
    const prepared = async (): Promise<readonly string[]> => (await database.query<{ statement: string }>('SELECT statement FROM pg_prepared_statements')).map(({ statement }) => statement);
    const often = 'SELECT $1::int AS often';
    // One connection serves whoever asks one after the other.
    for (const value of [1, 2, 3, 4]) expect(await database.query(often, [value])).toEqual([{ often: value }]);
    await database.query('SELECT $1::int AS once', [1]);
    expect(await prepared()).toContain(often);
    expect(await prepared()).not.toContain('SELECT $1::int AS once');
    await expect(database.query(often, ['no number'])).rejects.toThrow('invalid input syntax');
    expect(await database.query(often, [5])).toEqual([{ often: 5 }]);
  });

  it('hears the errors of a connection at any moment, the one of being handed out too', async () => {
    const { master } = database.source.driver as unknown as { readonly master: pg.Pool };
    const listeners: number[] = [];
    const note = (client: pg.PoolClient): void => void listeners.push(client.listenerCount('error'));
    master.on('connect', note);
    const waits = Array.from({ length: 8 }, () => database.query('SELECT pg_sleep(0.1)'));
    await Promise.all(waits);
    master.off('connect', note);
    expect(listeners.length).toBeGreaterThan(0);
    // The pool's own listener is one; it goes when the connection is handed out.
    for (const count of listeners) expect(count).toBeGreaterThan(1);
  });

  describe('limits', () => {
    it('are set on every connection', async () => {
      expect(await database.query(`SELECT current_setting('statement_timeout') AS statement, current_setting('lock_timeout') AS lock, current_setting('idle_in_transaction_session_timeout') AS idle, current_setting('application_name') AS name`)).toEqual([
        { statement: '15s', lock: '5s', idle: '30s', name: 'souk-bank' },
      ]);
    });
    it('surface as operational errors with a stable code', async () => {
      const slow = database.transaction(async (tx) => {
        await queryIn(tx, `SET LOCAL statement_timeout = 20`);
        await queryIn(tx, 'SELECT pg_sleep(5)');
      });
      await expect(slow).rejects.toMatchObject({ name: 'OperationalError', code: 'DATABASE_TIMEOUT', retryable: true });
    });
    it('give DATABASE_UNAVAILABLE when the connection is cut, and a new one after that', async () => {
      const cut = database.transaction(async (tx) => {
        const [row] = await queryIn<{ pid: number }>(tx, 'SELECT pg_backend_pid() AS pid');
        await database.query('SELECT pg_terminate_backend($1)', [row?.pid]);
        await queryIn(tx, 'SELECT 1');
      });
      await expect(cut).rejects.toMatchObject({ code: 'DATABASE_UNAVAILABLE', retryable: true });
      await insert();
      expect(await count()).toBe(1);
    });
  });

  describe('transaction', () => {
    it('commits or rolls back as a whole', async () => {
      expect(await database.transaction(async (tx) => (await tx.getRepository(Account).insert({ id: newId(), amountMinor: 3 }), 'done'))).toBe('done');
      await expect(database.transaction(async (tx) => {
        await queryIn(tx, 'DELETE FROM account');
        throw new Error('changed my mind');
      })).rejects.toThrow('changed my mind');
      expect(await count()).toBe(1);
    });
    it('runs the whole work again on RetryTransaction, five times at most', async () => {
      let attempts = 0;
      const once = await database.transaction(async (tx) => {
        attempts += 1;
        await queryIn(tx, 'INSERT INTO account VALUES ($1, 1)', [newId()]);
        if (attempts < 3) throw new RetryTransaction('again');
        return attempts;
      });
      expect([once, await count()]).toEqual([3, 1]);
      attempts = 0;
      await expect(database.transaction(async () => {
        attempts += 1;
        throw new RetryTransaction('for ever');
      })).rejects.toThrow('for ever');
      expect(attempts).toBe(5);
    });
    it('survives deadlocks and serialization failures', async () => {
      const [left, right] = [newId(), newId()];
      await insert(left, 0);
      await insert(right, 0);
      const add = (first: string, second: string) => database.transaction(async (tx) => {
        await queryIn(tx, 'UPDATE account SET amount_minor = amount_minor + 1 WHERE id = $1', [first]);
        await queryIn(tx, 'SELECT pg_sleep(0.05)');
        await queryIn(tx, 'UPDATE account SET amount_minor = amount_minor + 1 WHERE id = $1', [second]);
      });
      await Promise.all([add(left, right), add(right, left)]);
      expect(await database.query('SELECT amount_minor FROM account')).toEqual([{ amount_minor: 2 }, { amount_minor: 2 }]);
      let attempts = 0;
      await database.transaction(async (tx) => {
        attempts += 1;
        if (attempts === 1) await queryIn(tx, `DO $$ BEGIN RAISE EXCEPTION 'no' USING ERRCODE = '40001'; END $$`);
      });
      expect(attempts).toBe(2);
    });
    it('is read committed', async () => {
      const [row] = await database.transaction((tx) => queryIn<{ level: string }>(tx, `SELECT current_setting('transaction_isolation') AS level`));
      expect(row?.level).toBe('read committed');
    });
    it('refuses to nest, in the same database only', async () => {
      await expect(database.transaction(() => database.transaction(async () => undefined))).rejects.toThrow(/do not nest/);
      const other = await openAccounts(url);
      await database.transaction(() => other.transaction(async () => undefined));
      await other.close();
      await database.transaction(async () => undefined);
    });
    it('is not left by a query that is sent after its end', async () => {
      let leaked: Parameters<Parameters<Database['transaction']>[0]>[0] | undefined;
      await database.transaction(async (tx) => {
        leaked = tx;
      });
      await expect(async () => leaked && queryIn(leaked, 'SELECT 1')).rejects.toThrow(/open transaction/);
    });
  });

  describe('onCommit', () => {
    it('tells of commits only, and no more once unsubscribed; a failing listener harms nobody', async () => {
      let commits = 0;
      const stopFailing = database.onCommit(() => {
        throw new Error('listener');
      });
      const stop = database.onCommit(() => void (commits += 1));
      await database.transaction(async () => undefined);
      await database.transaction(async () => Promise.reject(new Error('rolled back'))).catch(() => undefined);
      await database.query('SELECT 1');
      expect(commits).toBe(1);
      stop();
      stopFailing();
      await database.transaction(async () => undefined);
      expect(commits).toBe(1);
    });
  });

  describe('statements', () => {
    it('counts what is sent, by TypeORM or raw, without the transaction\'s own', async () => {
      const before = database.statements.count;
      await database.query('SELECT 1');
      await database.source.getRepository(Account).find();
      await database.transaction(async (tx) => {
        await queryIn(tx, 'SELECT 1');
        await tx.getRepository(Account).count();
      });
      await database.queryInBackground('SELECT 1');
      await database.ping(1_000);
      expect(database.statements.count - before).toBe(4);
    });
  });

  describe('ping and close', () => {
    it('ping answers, and fails after close; close may be repeated', async () => {
      const other = await openAccounts(url);
      await other.ping(5_000);
      await other.close();
      await other.close();
      await expect(other.ping(1_000)).rejects.toThrow();
    });
  });
});

describe('createDatabase', () => {
  it('migrates once although many replicas start together', async () => {
    const url = await emptyDatabaseUrl();
    const replicas = await Promise.all(Array.from({ length: 5 }, () => openAccounts(url, { poolSize: 2 })));
    expect(await replicas[0]?.query('SELECT name FROM migration')).toEqual([{ name: 'CreateAccount1710000000000' }]);
    expect(await replicas[0]?.query(`SELECT FROM pg_locks WHERE locktype = 'advisory' AND database = (SELECT oid FROM pg_database WHERE datname = current_database())`)).toEqual([]);
    await Promise.all(replicas.map((replica) => replica.close()));
  });
  it('leaves nothing open when a migration fails', async () => {
    const url = await emptyDatabaseUrl();
    class Broken1720000000000 {
      up = async (): Promise<void> => {
        throw new Error('broken migration');
      };
      down = async (): Promise<void> => undefined;
    }
    await expect(openAccounts(url, { migrations: [Broken1720000000000] })).rejects.toThrow('broken migration');
    const database = await openAccounts(url);
    await waitFor(async () => (await database.query(`SELECT FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()`)).length === 0);
    await database.close();
  });
  it('fails at once, in one line without the password, where waiting cannot help', async () => {
    const url = new URL(await emptyDatabaseUrl());
    url.password = 'secret-password';
    url.pathname = '/no_such_database';
    const error: unknown = await createDatabase({ url: url.toString(), name: 'bank', entities: [], migrations: [], logger: silentLogger }).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(OperationalError);
    expect(error).toMatchObject({ code: 'DATABASE_UNAVAILABLE' });
    expect(String(error)).toMatch(new RegExp(`database 'no_such_database' at ${url.host}`));
    expect(String(error)).not.toMatch(/secret-password|within|\n/);
  });
  it('waits for a server that is not there yet, and gives up at the deadline', async () => {
    const port = await freePort();
    const url = `postgres://souk:secret-password@127.0.0.1:${port}/orders`;
    const started = performance.now();
    const error: unknown = await connect(new DataSource({ type: 'postgres', url }), url, 600).catch((thrown: unknown) => thrown);
    expect(performance.now() - started).toBeGreaterThan(300);
    expect(String(error)).toMatch(new RegExp(`Cannot open database 'orders' at 127\\.0\\.0\\.1:${port} within 0\\.6 s: .*ECONNREFUSED`));
    expect(String(error)).not.toMatch(/secret-password/);
  });
  it('connects as soon as the server is there', async () => {
    const target = new URL(await emptyDatabaseUrl());
    const port = await freePort();
    const url = new URL(target);
    url.port = String(port);
    const opening = openAccounts(url.toString());
    const { connect: connectTo } = await import('node:net');
    const server = createServer((client) => {
      const upstream = connectTo(Number(target.port), target.hostname);
      client.pipe(upstream).on('error', () => client.destroy());
      upstream.pipe(client).on('error', () => upstream.destroy());
    });
    setTimeout(() => server.listen(port, '127.0.0.1'), 400);
    const database = await opening;
    await database.ping(1_000);
    await database.close();
    await new Promise((resolve) => server.close(resolve));
  });
});
