import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { DomainError, newId, sleep } from '@souk/kernel';
import { Percolator, UnknownOutcomeError, type Holdings, type PercolatorTransaction, type Site } from '../src/index.js';
import { type Transaction } from '@souk/persistence';
import { silentLogger } from '@souk/telemetry';
import { waitFor } from '@souk/testing';
import { CrashTally } from './crash-tally.js';
import { Mortal, PercolatorWorld, participantOf } from './percolator-world.js';

/** More than any transaction here sends: each loop ends when a process no longer dies. */
const MAX_MESSAGES = 30;
const MOMENTS = ['before', 'after'] as const;

describe('what a dead process leaves', () => {
  let world: PercolatorWorld;
  const tally = new CrashTally('percolator');
  beforeAll(async () => { world = await PercolatorWorld.create(); });
  afterAll(async () => {
    tally.print();
    await world.close();
  });

  /** Takes two beds and writes it down at `a` and `b`; the primary is locked first or last. */
  const book = (key: string, primaryFirst: boolean) => async (transaction: PercolatorTransaction): Promise<void> => {
    const primary = (): Promise<unknown> => transaction.prewrite('a', [{ key, value: 'booked' }]);
    if (primaryFirst) await primary();
    await transaction.prewrite('hotel', [{ key, value: 2 }]);
    await transaction.prewrite('b', [{ key, value: 'booked' }]);
    if (!primaryFirst) await primary();
  };

  /** Readers alone end it: each site's locks, and all or nothing. Gives what stands at the primary. */
  const expectWhole = async (key: string, acknowledged: boolean, boundary: string): Promise<unknown> => {
    const seen = await world.process().run({ site: 'a', key }, (transaction) => Promise.all(['a', 'b'].map(async (site) => (await transaction.read(site, [key])).get(key))));
    await world.process().run({ site: 'hotel', key }, (transaction) => transaction.read('hotel', [key]));
    const [room, locks, [first, second]] = [await world.room(key), await world.locks(), seen];
    const isLost = acknowledged && first !== 'booked';
    tally.add({ isWhole: first === second && room?.held === 0 && room.beds === (first === 'booked' ? 8 : 10), isLost, inDoubt: locks });
    expect({ boundary, isLost, seen, room, locks }).toEqual({ boundary, isLost: false, seen: [first, first], room: { beds: first === 'booked' ? 8 : 10, held: 0 }, locks: 0 });
    return first;
  };

  describe.each([true, false])('where the primary is locked first: %s', (primaryFirst) => {
    it.each(MOMENTS)('is ended by readers alone, all or nothing, dying just %s any of its messages', async (moment) => {
      const outcomes = new Set<unknown>();
      let atMessage = 1;
      for (; atMessage < MAX_MESSAGES; atMessage += 1) {
        const key = newId();
        await world.hotel.query('INSERT INTO room VALUES ($1, 10)', [key]);
        const mortal = new Mortal(atMessage, moment);
        const acknowledged = await world.process({ mortal, ttlMs: 1 }).run({ site: 'a', key }, book(key, primaryFirst)).then(() => true, () => false);
        await sleep(3);
        if (!mortal.hasCrashed) break;
        outcomes.add(await expectWhole(key, acknowledged, `${moment} message ${atMessage}`));
      }
      expect(outcomes).toEqual(new Set(['booked', undefined]));
      expect(atMessage).toBe(10); // nine messages: two timestamps, three prewrites, three commits, the end
    });
  });

  it.each(MOMENTS)('is given up whole where the process that gives it up dies, just %s any of its messages', async (moment) => {
    let atMessage = 1;
    for (; atMessage < MAX_MESSAGES; atMessage += 1) {
      const key = newId();
      await world.hotel.query('INSERT INTO room VALUES ($1, 10)', [key]);
      const mortal = new Mortal(atMessage, moment);
      const refused = async (transaction: PercolatorTransaction): Promise<void> => {
        await book(key, true)(transaction);
        throw new DomainError('REFUSED', 'the guest has changed their mind');
      };
      await world.process({ mortal, ttlMs: 1 }).run({ site: 'a', key }, refused).catch(() => undefined);
      await sleep(3);
      if (!mortal.hasCrashed) break;
      expect(await expectWhole(key, false, `giving up, ${moment} message ${atMessage}`)).toBeUndefined();
    }
    expect(atMessage).toBe(9); // eight messages: one timestamp, three prewrites, three rollbacks, the end
  });

  const messages = ['a', 'b', 'hotel'].flatMap((site) => (['prewrite', 'commit', 'rollback'] as const).map((message) => ({ site, message })));

  it.each(MOMENTS.flatMap((moment) => messages.map((message) => ({ ...message, moment }))))('is whole where $site dies $moment its $message, and comes back', async ({ site, message, moment }) => {
    const key = newId();
    await world.hotel.query('INSERT INTO room VALUES ($1, 10)', [key]);
    const target = world.site(site);
    let isDead = false;
    const dying = new Proxy(target, {
      get: (object, name) => {
        const member = (Reflect.get(object, name) as (...values: unknown[]) => Promise<unknown>).bind(object);
        if (name !== message) return member;
        return async (...values: unknown[]) => {
          if (isDead) return member(...values);
          isDead = true;
          if (moment === 'after') await member(...values);
          throw new Error('the process is gone');
        };
      },
    });
    const process = new Percolator({ sites: new Map([...world.sites, [site, dying]]), oracle: world.oracle, logger: silentLogger, ttlMs: 1 });
    const work = async (transaction: PercolatorTransaction): Promise<void> => {
      await book(key, true)(transaction);
      if (message === 'rollback') throw new DomainError('REFUSED', 'the guest has changed their mind');
    };
    const acknowledged = await process.run({ site: 'a', key }, work).then(() => true, () => false);
    expect(isDead).toBe(true);
    await sleep(3);
    await expectWhole(key, acknowledged, `${site}, ${moment} ${message}`);
  });

  it('is ended by a sweep, too', async () => {
    const [undecided, decided] = [newId(), newId()];
    for (const [key, atMessage] of [[undecided, 6], [decided, 7]] as const) {
      await world.hotel.query('INSERT INTO room VALUES ($1, 10)', [key]);
      await world.process({ mortal: new Mortal(atMessage, 'before'), ttlMs: 1 }).run({ site: 'a', key }, book(key, true)).catch(() => undefined);
    }
    await sleep(3);
    expect(await world.locks()).toBe(5);
    const heirs = [world.process(), world.process()];
    await Promise.all(heirs.map((heir) => heir.sweep()));
    expect(await world.locks()).toBe(0);
    expect([await world.room(undecided), await world.room(decided)]).toEqual([{ beds: 10, held: 0 }, { beds: 8, held: 0 }]);
    expect(heirs.map((heir) => heir.counts()).reduce((sum, { rolledForward }) => sum + rolledForward, 0)).toBeGreaterThanOrEqual(2);
  });

  it('waits for its TTL before it is touched', async () => {
    const key = newId();
    await world.hotel.query('INSERT INTO room VALUES ($1, 10)', [key]);
    await world.process({ mortal: new Mortal(6, 'before'), ttlMs: 60_000 }).run({ site: 'a', key }, book(key, true)).catch(() => undefined);
    expect(await world.process().sweep()).toBe(0);
    expect(await world.room(key)).toEqual({ beds: 10, held: 2 });
    await Promise.all([world.a, world.b, world.hotel].map((database) => database.query("UPDATE percolator_lock SET expires_at = '2000-01-01' RETURNING key")));
    await world.process().sweep();
    expect(await world.room(key)).toEqual({ beds: 10, held: 0 });
  });

  /** The world's sites, whose primary behaves so. */
  const withPrimary = (changes: (site: Site) => Partial<Site>): Percolator => {
    const site = world.site('a');
    const changed = new Proxy(site, { get: (target, name) => Reflect.get(changes(site), name) ?? (Reflect.get(target, name) as (...values: unknown[]) => unknown).bind(target) });
    return new Percolator({ sites: new Map([...world.sites, ['a', changed]]), oracle: world.oracle, logger: silentLogger });
  };
  const lost = (): never => { throw new Error('the answer was lost'); };

  it('asks the primary where the answer to the decision was lost', async () => {
    const key = newId();
    await withPrimary((site) => ({ commit: (request) => site.commit(request).then(lost) })).run({ site: 'a', key }, (transaction) => transaction.prewrite('a', [{ key, value: 1 }]));
    await expect(withPrimary(() => ({ commit: lost })).run({ site: 'a', key }, (transaction) => transaction.prewrite('a', [{ key, value: 2 }]))).rejects.toThrow('the answer was lost');
    expect(await world.process().run({ site: 'a', key }, (transaction) => transaction.read('a', [key]))).toEqual(new Map([[key, 1]]));
  });

  it('says that it does not know where the primary cannot be asked, and touches nothing', async () => {
    const key = newId();
    const cut = withPrimary((site) => ({ commit: (request) => site.commit(request).then(lost), rollback: () => Promise.reject(new Error('no route')) }));
    await expect(cut.run({ site: 'a', key }, async (transaction) => {
      await transaction.prewrite('a', [{ key, value: 1 }]);
      await transaction.prewrite('b', [{ key, value: 1 }]);
    })).rejects.toBeInstanceOf(UnknownOutcomeError);
    await world.b.query("UPDATE percolator_lock SET expires_at = '2000-01-01' RETURNING key");
    expect(await world.process().run({ site: 'a', key }, (transaction) => transaction.read('b', [key]))).toEqual(new Map([[key, 1]]));
  });
});

describe('a site', () => {
  let world: PercolatorWorld;
  beforeAll(async () => { world = await PercolatorWorld.create(); });
  afterAll(() => world.close());

  const start = async (key: string, site: Site = world.site('a'), ttlMs = 5_000) => {
    const startTs = await world.oracle.begin();
    return { startTs, answer: await site.prewrite({ startTs, primary: { site: 'a', key }, ttlMs, mutations: [{ key, value: startTs }] }) };
  };

  /** A site whose prewrites stop, having looked at everything, just before they write. */
  const gatedSite = () => {
    let open = (): void => undefined;
    const opened = new Promise<void>((resolve) => { open = resolve; });
    let reach = (): void => undefined;
    const reached = new Promise<void>((resolve) => { reach = resolve; });
    const holdings: Holdings<object> = { hold: async (_unit, { mutations }) => { reach(); await opened; return mutations; }, apply: () => Promise.resolve(), giveBack: () => Promise.resolve() };
    return { site: participantOf(world.a, holdings), reached, open };
  };

  it('lets one transaction at a time look at a key and lock it: no update is lost between the two', async () => {
    const key = newId();
    const gate = gatedSite();
    const slow = start(key, gate.site);
    await gate.reached;
    const fast = start(key).then(async ({ startTs, answer }) => (answer.status === 'held' ? world.site('a').commit({ startTs, commitTs: await world.oracle.next() }) : answer.status));
    await sleep(50);
    gate.open();
    expect((await slow).answer.status).toBe('held');
    expect(await fast).toBe('blocked');
  });

  it('answers a status check that races a prewrite with what the prewrite came to', async () => {
    const key = newId();
    const gate = gatedSite();
    const slow = start(key, gate.site);
    await gate.reached;
    const startTs = (await world.oracle.next()) - 1;
    const check = world.site('a').checkPrimary({ startTs, key });
    await sleep(50);
    gate.open();
    expect((await slow).startTs).toBe(startTs);
    expect(await check).toEqual({ status: 'open' });
    expect(await world.site('a').commit({ startTs, commitTs: await world.oracle.next() })).toBe('committed');
  });

  it('does everything once, however often and however parallel it is asked', async () => {
    const key = newId();
    await world.hotel.query('INSERT INTO room VALUES ($1, 10)', [key]);
    const site = world.site('hotel');
    const request = { startTs: await world.oracle.begin(), primary: { site: 'hotel', key }, ttlMs: 5_000, mutations: [{ key, value: 3 }] };
    const many = <T>(work: () => Promise<T>): Promise<readonly T[]> => Promise.all(Array.from({ length: 5 }, work));
    for (const answer of await many(() => site.prewrite(request))) expect(answer).toEqual({ status: 'held', mutations: [{ key, value: 3 }] });
    expect(await world.room(key)).toEqual({ beds: 10, held: 3 });
    const commitTs = await world.oracle.next();
    expect(new Set(await many(() => site.commit({ startTs: request.startTs, commitTs })))).toEqual(new Set(['committed']));
    expect(await many(() => site.rollback({ startTs: request.startTs, keys: [key] }))).toContain('committed');
    expect(await world.room(key)).toEqual({ beds: 7, held: 0 });
  });

  it('keeps a prewrite out that comes after its rollback, and a commit', async () => {
    const key = newId();
    const startTs = await world.oracle.begin();
    const site = world.site('a');
    expect(await site.rollback({ startTs, keys: [key] })).toBe('rolledBack');
    expect(await site.prewrite({ startTs, primary: { site: 'a', key }, ttlMs: 5_000, mutations: [{ key, value: 1 }] })).toEqual({ status: 'rolledBack' });
    expect(await site.commit({ startTs, commitTs: await world.oracle.next() })).toBe('rolledBack');
    expect(await site.commit({ startTs: await world.oracle.begin(), commitTs: await world.oracle.next() })).toBe('missing');
  });

  it('refuses a write over one that was committed after the start', async () => {
    const key = newId();
    const early = await world.oracle.begin();
    await world.process().run({ site: 'a', key }, (transaction) => transaction.prewrite('a', [{ key, value: 1 }]));
    expect(await world.site('a').prewrite({ startTs: early, primary: { site: 'a', key }, ttlMs: 5_000, mutations: [{ key, value: 2 }] })).toEqual({ status: 'conflict' });
  });

  it('forgets what nobody can see any more, and nothing else', async () => {
    const other = await PercolatorWorld.create();
    try {
      const process = other.process();
      const key = newId();
      const write = (value: number): Promise<unknown> => process.run({ site: 'a', key }, (transaction) => transaction.prewrite('a', [{ key, value }]));
      const versions = async (): Promise<number | undefined> => (await other.a.query<{ n: number }>('SELECT count(*)::int AS n FROM percolator_data'))[0]?.n;
      await write(1);
      await write(2);
      const reader = await other.oracle.begin();
      await write(3);
      expect(await process.collectGarbage()).toBe(true);
      expect(await versions()).toBe(2);
      expect(await other.site('a').read({ startTs: reader, keys: [key] })).toEqual({ values: new Map([[key, 2]]) });
      await other.oracle.end(reader);

      // A lock from before the horizon holds the records back that decide on it.
      const open = await other.oracle.begin();
      await other.site('b').prewrite({ startTs: open, primary: { site: 'a', key }, ttlMs: 60_000, mutations: [{ key, value: 4 }] });
      await other.oracle.end(open);
      expect(await process.collectGarbage()).toBe(false);
      expect(await versions()).toBe(2);
      await other.b.query("UPDATE percolator_lock SET expires_at = '2000-01-01' RETURNING key");
      expect(await process.collectGarbage()).toBe(true);
      expect(await versions()).toBe(1);
      expect(await other.locks()).toBe(0);
      await expect(other.site('a').read({ startTs: reader, keys: [key] })).rejects.toMatchObject({ code: 'SNAPSHOT_TOO_OLD' });
      expect(await other.site('b').prewrite({ startTs: open, primary: { site: 'a', key }, ttlMs: 60_000, mutations: [{ key, value: 4 }] })).toEqual({ status: 'rolledBack' });
      expect(await process.run({ site: 'a', key }, (transaction) => transaction.read('a', [key]))).toEqual(new Map([[key, 3]]));
    } finally {
      await other.close();
    }
  });

  it('keeps the record of a commit that a site has not heard of, where another process has begun to collect further', async () => {
    const other = await PercolatorWorld.create();
    try {
      const effects: Holdings<{ readonly tx: Transaction }> = { hold: (_unit, { mutations }) => Promise.resolve(mutations), apply: () => Promise.resolve(), giveBack: () => Promise.resolve() };
      const sites = new Map<string, Site>([['order', participantOf(other.a, effects)], ['hotel', other.site('hotel')]]);
      const { oracle } = other;
      const room = newId();
      await other.hotel.query('INSERT INTO room (key, beds) VALUES ($1, 10)', [room]);

      // Slow: what it takes for the oldest active transaction is old when it goes on.
      const open = await oracle.begin();
      let goOn = (): void => undefined;
      const gate = new Promise<void>((resolve) => { goOn = resolve; });
      let isAsked = false;
      const slowOracle = {
        begin: () => oracle.begin(), next: () => oracle.next(), end: (startTs: number) => oracle.end(startTs),
        oldestActive: async () => {
          const oldest = await oracle.oldestActive();
          isAsked = true;
          await gate;
          return oldest;
        },
      };
      const collecting = new Percolator({ sites, oracle: slowOracle, logger: silentLogger }).collectGarbage();
      await waitFor(() => isAsked);
      await oracle.end(open);

      const hotel = other.site('hotel');
      const deaf = Object.assign(Object.create(hotel) as Site, { prewrite: hotel.prewrite.bind(hotel), commit: () => Promise.reject(new Error('unreachable')) });
      await new Percolator({ sites: new Map([...sites, ['hotel', deaf]]), oracle, logger: silentLogger }).run({ site: 'order', key: 'order/1' }, async (transaction) => {
        await transaction.prewrite('hotel', [{ key: room, value: 3 }]);
        await transaction.prewrite('order', [{ key: 'order/1', value: {} }]);
      });
      const another = new Percolator({ sites, oracle, logger: silentLogger });
      expect(await another.collectGarbage()).toBe(false);
      goOn();
      await collecting;
      await other.hotel.query("UPDATE percolator_lock SET expires_at = '2000-01-01' RETURNING key");
      expect(await another.sweep()).toBe(1);
      expect(await other.room(room)).toEqual({ beds: 7, held: 0 });
    } finally {
      await other.close();
    }
  });
});
