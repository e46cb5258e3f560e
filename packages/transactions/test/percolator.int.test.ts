import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { newId, sleep } from '@souk/kernel';
import { TimestampOracle, TransactionConflictError, type Percolator, type PercolatorTransaction } from '../src/index.js';
import { PercolatorWorld } from './percolator-world.js';

describe('Percolator transactions', () => {
  let world: PercolatorWorld;
  let percolator: Percolator;
  beforeAll(async () => {
    world = await PercolatorWorld.create();
    percolator = world.process();
  });
  afterAll(() => world.close());

  const write = (key: string, value: unknown, also?: { readonly b: unknown }): Promise<unknown> =>
    percolator.run({ site: 'a', key }, async (transaction) => {
      await transaction.prewrite('a', [{ key, value }]);
      if (also !== undefined) await transaction.prewrite('b', [{ key, value: also.b }]);
    });
  const valueOf = (key: string, site = 'a'): Promise<unknown> => percolator.run({ site, key }, async (transaction) => (await transaction.read(site, [key])).get(key));

  it('reads what was committed before it began, however long it reads', async () => {
    const key = newId();
    await write(key, { units: 1 }, { b: 'one' });
    const seen = await percolator.run({ site: 'a', key }, async (transaction) => {
      const before = await transaction.read('a', [key, 'never']);
      await write(key, { units: 2 }, { b: 'two' });
      return [before, await transaction.read('a', [key]), await transaction.read('b', [key])].map((values) => [...values.values()]);
    });
    expect(seen).toEqual([[{ units: 1 }], [{ units: 1 }], ['one']]);
    expect(await valueOf(key, 'b')).toBe('two');
  });

  it('keeps all writes or none, when a site refuses', async () => {
    const key = newId();
    await expect(percolator.run({ site: 'a', key }, async (transaction) => {
      await transaction.prewrite('a', [{ key, value: 1 }]);
      await transaction.prewrite('hotel', [{ key, value: 1 }]);
    })).rejects.toMatchObject({ code: 'FULL' });
    expect(await valueOf(key)).toBeUndefined();
    expect(await world.locks()).toBe(0);
  });

  it('loses no update of many at once, from several processes', async () => {
    const key = newId();
    await write(key, 0);
    const crowd = Array.from({ length: 4 }, () => world.process());
    const add = async (transaction: PercolatorTransaction): Promise<void> => {
      const value = (await transaction.read('a', [key])).get(key) as number;
      await transaction.prewrite('a', [{ key, value: value + 1 }]);
    };
    const outcomes = await Promise.allSettled(crowd.flatMap((process) => Array.from({ length: 3 }, () => process.run({ site: 'a', key }, add))));
    const committed = outcomes.filter(({ status }) => status === 'fulfilled').length;
    expect(committed).toBeGreaterThan(0);
    for (const outcome of outcomes) if (outcome.status === 'rejected') expect(outcome.reason).toBeInstanceOf(TransactionConflictError);
    expect(await valueOf(key)).toBe(committed);
  });

  it('shows every reader one sum, while amounts move between databases', async () => {
    const key = newId();
    await write(key, 100, { b: 100 });
    const read = (transaction: PercolatorTransaction): Promise<readonly number[]> =>
      Promise.all(['a', 'b'].map(async (site) => (await transaction.read(site, [key])).get(key) as number));
    const move = (units: number): Promise<unknown> => percolator.run({ site: 'a', key }, async (transaction) => {
      const [a = 0, b = 0] = await read(transaction);
      await transaction.prewrite('a', [{ key, value: a - units }]);
      await transaction.prewrite('b', [{ key, value: b + units }]);
    });
    const sums: number[] = [];
    const watch = async (): Promise<void> => {
      for (let look = 0; look < 10; look += 1) sums.push((await percolator.run({ site: 'a', key }, read)).reduce((sum, amount) => sum + amount, 0));
    };
    await Promise.allSettled([move(1), move(2), move(3), move(4), watch(), watch()]);
    expect(sums.length).toBeGreaterThan(0);
    expect(new Set(sums)).toEqual(new Set([200]));
  });

  it('permits write skew: two that read what the other writes may both commit', async () => {
    const [left, right] = [newId(), newId()];
    await write(left, 'on call');
    await write(right, 'on call');
    const leave = (own: string, together: Promise<unknown>) => percolator.run({ site: 'a', key: own }, async (transaction) => {
      const onCall = await transaction.read('a', [left, right]);
      await together;
      // Each leaves only while somebody else stays; under serializability one of them would have to stay.
      if ([...onCall.values()].filter((value) => value === 'on call').length === 2) await transaction.prewrite('a', [{ key: own, value: 'gone' }]);
    });
    const both = sleep(100);
    await Promise.all([leave(left, both), leave(right, both)]);
    expect([await valueOf(left), await valueOf(right)]).toEqual(['gone', 'gone']);
  });

  it('gives way to a live transaction, and clears a dead one away', async () => {
    const key = newId();
    const hold = async (ttlMs: number): Promise<void> => {
      await world.site('a').prewrite({ startTs: await world.oracle.begin(), primary: { site: 'a', key }, ttlMs, mutations: [{ key, value: 'dead' }] });
    };
    await hold(400);
    const startedMs = performance.now();
    await write(key, 'mine');
    expect(performance.now() - startedMs).toBeGreaterThan(200);
    expect(await valueOf(key)).toBe('mine');
    await hold(1);
    await sleep(5);
    expect(await valueOf(key)).toBe('mine');
    expect(await world.locks()).toBe(0);
  });

  it('changes an ordinary row that others change without any protocol, and never takes more than is there', async () => {
    const key = newId();
    await world.hotel.query('INSERT INTO room VALUES ($1, 10)', [key]);
    const withoutPrimary = percolator.run({ site: 'a', key }, (transaction) => transaction.prewrite('hotel', [{ key, value: 2 }]));
    await expect(withoutPrimary).rejects.toThrow('has locked its primary');
    expect(await world.room(key)).toEqual({ beds: 10, held: 0 });

    const book = () => percolator.run({ site: 'hotel', key }, (transaction) => transaction.prewrite('hotel', [{ key, value: 2 }]));
    const walkIn = () => world.hotel.query('UPDATE room SET beds = beds - 1 WHERE key = $1 AND beds - held >= 1 RETURNING key', [key]);
    const booked = await Promise.allSettled([book(), book(), book(), book()]);
    const walked = await Promise.all(Array.from({ length: 6 }, walkIn));
    const taken = booked.filter(({ status }) => status === 'fulfilled').length * 2 + walked.filter((rows) => rows.length > 0).length;
    expect(await world.room(key)).toEqual({ beds: 10 - taken, held: 0 });
    expect(taken).toBe(10);
  });

  it.each([
    ['a site twice', 'writes at a once', async (transaction: PercolatorTransaction) => { await transaction.prewrite('a', [{ key: 'k', value: 1 }]); await transaction.prewrite('a', [{ key: 'l', value: 1 }]); }],
    ['a site that is not there', "site 'c'", (transaction: PercolatorTransaction) => transaction.prewrite('c', [{ key: 'k', value: 1 }])],
    ['no keys', '1 to 200 different keys', (transaction: PercolatorTransaction) => transaction.prewrite('a', [])],
    ['a key twice', '1 to 200 different keys', (transaction: PercolatorTransaction) => transaction.prewrite('a', [{ key: 'k', value: 1 }, { key: 'k', value: 2 }])],
    ['an endless key', '1 to 200 characters', (transaction: PercolatorTransaction) => transaction.prewrite('a', [{ key: 'k'.repeat(201), value: 1 }])],
  ] as const)('throws at misuse: %s', async (_what, message, work) => {
    await expect(percolator.run<unknown>({ site: 'a', key: 'k' }, work)).rejects.toThrow(message);
    expect(await world.locks()).toBe(0);
  });
});

describe('the timestamp oracle', () => {
  let world: PercolatorWorld;
  beforeAll(async () => { world = await PercolatorWorld.create(); });
  afterAll(() => world.close());

  it('gives each process more than any process was given before it asked', async () => {
    const oracles = Array.from({ length: 3 }, () => new TimestampOracle(world.a));
    let highest = 0;
    const all: number[] = [];
    const ask = async (next: () => Promise<number>): Promise<void> => {
      for (let round = 0; round < 20; round += 1) {
        const before = highest;
        const timestamp = await next();
        expect(timestamp).toBeGreaterThan(before);
        highest = Math.max(highest, timestamp);
        all.push(timestamp);
      }
    };
    await Promise.all(oracles.flatMap((oracle) => [ask(() => oracle.next()), ask(() => oracle.begin()), ask(() => oracle.next())]));
    expect(new Set(all).size).toBe(180);
  });

  it('knows the oldest that is going on', async () => {
    const first = await world.oracle.begin();
    const second = await world.oracle.begin();
    const oldest = await world.oracle.oldestActive();
    expect(oldest).toBeLessThanOrEqual(first);
    await world.a.query('DELETE FROM percolator_active WHERE start_ts < $1 RETURNING start_ts', [second]);
    expect(await world.oracle.oldestActive()).toBe(second);
    await world.oracle.end(second);
    expect(await world.oracle.oldestActive()).toBe(second + 1);
  });
});
