import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { DomainError, newId, systemClock } from '@souk/kernel';
import { type Database } from '@souk/persistence';
import { silentLogger as logger } from '@souk/telemetry';
import { Participant, type BranchKey } from '../src/index.js';
import { ALL, AtomicWorld, NOTHING, later } from './atomic-world.js';
import { addUnits, unitsOf } from './effects.js';

const LONG_MS = 10_000;
const yes = (key: BranchKey) => async (tx: Parameters<typeof addUnits>[0]): Promise<object> => {
  await addUnits(tx, key.gid, key.branch, 1);
  return { found: key.gid };
};
const newKey = (): BranchKey => ({ gid: newId(), branch: 'stock' });

describe('two-phase commit', () => {
  let world: AtomicWorld;
  beforeAll(async () => { world = await AtomicWorld.create(); });
  afterEach(async () => {
    world.fault = () => Promise.resolve();
    await world.recover();
    expect(await world.prepared()).toEqual([]);
  });
  afterAll(() => world.close());

  it('commits everywhere, and has told everybody when it answers', async () => {
    const coordinator = world.coordinator();
    const gid = await world.begin(coordinator);
    expect(await coordinator.run(gid, {}, LONG_MS)).toMatchObject({ status: 'committed' });
    expect(await world.prepared()).toEqual([]);
    expect(await unitsOf(world.databases.money, gid, 'money')).toBe(1);
    await coordinator.stop();
    expect(await world.effects(gid)).toEqual(ALL);
    expect(coordinator.counts()).toMatchObject({ committed: 1, aborted: 0, retries: 0 });
    expect(await coordinator.inDoubt()).toEqual([]);
  });

  it.each(['stock', 'money', 'confirm'])('leaves nothing anywhere when %s refuses, and tells why', async (refuseAt) => {
    const coordinator = world.coordinator();
    const gid = await world.begin(coordinator, { refuseAt });
    expect(await coordinator.run(gid, { refuseAt }, LONG_MS)).toMatchObject({ status: 'aborted', finished: true, failure: { refused: true, code: 'REFUSED', message: `${refuseAt} says no` } });
    expect(await world.effects(gid)).toEqual({ ...NOTHING, hold: 'free' });
  });

  it('is refused cleanly while a participant is down, which holds nothing when it is back', async () => {
    world.fault = (message) => (message.endsWith('money') ? Promise.reject(new Error('no route')) : Promise.resolve());
    const coordinator = world.coordinator();
    const gid = await world.begin(coordinator);
    expect(await coordinator.run(gid, {}, LONG_MS)).toMatchObject({ status: 'aborted', finished: true, failure: { refused: false, message: 'no route' } });
    expect(await world.effects(gid)).toEqual({ ...NOTHING, hold: 'free' });
  });

  it('tells a decision again until everybody has heard it, and lists what it waits for', async () => {
    world.fault = (message) => (message === 'commit money' ? Promise.reject(new Error('no route')) : Promise.resolve());
    const coordinator = world.coordinator();
    const gid = await world.begin(coordinator);
    expect(await coordinator.run(gid, {}, LONG_MS)).toMatchObject({ status: 'committed' });
    await coordinator.stop();
    expect(await world.coordinator().inDoubt()).toMatchObject([{ gid, name: 'test', status: 'committing', step: "branch 'money': no route" }]);
    const [doubt] = await world.participant('money', { clock: later }).inDoubt();
    expect(doubt).toMatchObject({ gid, branch: 'money' });
    expect(await world.participant('money', { clock: later }).oldestPreparedMs()).toBeGreaterThan(500_000);
    world.fault = () => Promise.resolve();
    await world.recover();
    expect(await world.effects(gid)).toEqual(ALL);
    expect(await world.coordinator().inDoubt()).toEqual([]);
  });

  it('obeys the decision that was made where only its acknowledgement was lost', async () => {
    const coordinator = world.coordinator({ database: deafAfter(world.home, 'decision', 1) });
    const gid = await world.begin(coordinator);
    expect(await coordinator.run(gid, {}, LONG_MS)).toMatchObject({ status: 'committed' });
    await coordinator.stop();
    expect(await world.effects(gid)).toEqual(ALL);
  });

  it('answers unknown where the decision cannot be read either; it is told when it can', async () => {
    const coordinator = world.coordinator({ database: deafAfter(world.home, 'decision', Number.POSITIVE_INFINITY) });
    const gid = await world.begin(coordinator);
    expect(await coordinator.run(gid, {}, LONG_MS)).toEqual({ status: 'unknown' });
    await world.recover();
    expect(await world.coordinator().resume(gid)).toMatchObject({ status: 'committed', finished: true });
    expect(await world.effects(gid)).toEqual(ALL);
  });

  it('does everything once, whoever recovers at the same time', async () => {
    world.fault = (message) => (message.startsWith('commit') ? Promise.reject(new Error('no route')) : Promise.resolve());
    const coordinator = world.coordinator();
    const gids = await Promise.all(Array.from({ length: 6 }, () => world.begin(coordinator)));
    await Promise.all(gids.map((gid) => coordinator.run(gid, {}, LONG_MS)));
    await coordinator.stop();
    world.fault = () => Promise.resolve();
    await Promise.all([world.recover(), world.recover(), world.recover()]);
    await world.recover();
    for (const gid of gids) expect(await world.effects(gid)).toEqual(ALL);
  });

  it('aborts what is asked about and was never begun, so that it cannot begin later', async () => {
    const coordinator = world.coordinator();
    const gid = newId();
    expect(await coordinator.verdictOf(gid)).toBe('abort');
    await expect(world.home.transaction((tx) => coordinator.begin(tx, gid, {}))).rejects.toThrow('atomic_transaction_pkey');
    expect(await coordinator.resume(gid)).toBeUndefined();
  });

  it('answers undecided to an early question, and aborts at a late one', async () => {
    const coordinator = world.coordinator();
    const gid = await world.begin(coordinator);
    expect(await coordinator.verdictOf(gid)).toBe('undecided');
    expect(await world.coordinator({ clock: later }).verdictOf(gid)).toBe('abort');
    expect(await coordinator.run(gid, {}, LONG_MS)).toMatchObject({ status: 'aborted', failure: { code: 'COORDINATOR_GONE' } });
    expect(await world.effects(gid)).toMatchObject(NOTHING);
  });

  describe('a participant', () => {
    it('gives the same vote again without doing the work again', async () => {
      const [participant, key] = [world.participant('stock'), newKey()];
      expect(await participant.prepare(key, yes(key))).toEqual({ found: key.gid });
      expect(await world.participant('stock').prepare(key, () => Promise.reject(new Error('worked twice')))).toEqual({ found: key.gid });
      await participant.commit(key);
      await participant.commit(key);
      expect(await unitsOf(world.databases.stock, key.gid, 'stock')).toBe(1);
      await expect(participant.prepare(key, yes(key))).rejects.toMatchObject({ code: 'BRANCH_OVER' });
      await expect(participant.abort(key)).rejects.toThrow('after it had committed');
    });

    it('votes once where two prepares come at once', async () => {
      const key = newKey();
      const votes = await Promise.allSettled([world.participant('stock').prepare(key, yes(key)), world.participant('stock').prepare(key, yes(key))]);
      expect(votes.some(({ status }) => status === 'fulfilled')).toBe(true);
      expect(await world.prepared()).toEqual([`souk:2pc:stock:stock:${key.gid}`]);
      await world.participant('stock').commit(key);
      expect(await unitsOf(world.databases.stock, key.gid, 'stock')).toBe(1);
    });

    it('refuses a commit that it never voted for', async () => {
      await expect(world.participant('stock').commit(newKey())).rejects.toThrow('was prepared before');
    });

    it('keeps out a prepare that comes after the abort', async () => {
      const key = newKey();
      await world.participant('stock').abort(key);
      await world.participant('stock').abort(key);
      await expect(world.participant('stock').prepare(key, yes(key))).rejects.toMatchObject({ code: 'BRANCH_OVER' });
      expect(await world.prepared()).toEqual([]);
    });

    it('holds no lock where the abort overtakes a prepare that is at work', async () => {
      const key = newKey();
      let work = (): void => undefined;
      const atWork = new Promise<void>((resolve) => { work = resolve; });
      let go = (): void => undefined;
      const mayGo = new Promise<void>((resolve) => { go = resolve; });
      const slow = world.participant('stock', { reached: async (point) => { if (point === 'worked') { work(); await mayGo; } } });
      const vote = slow.prepare(key, yes(key));
      await atWork;
      const aborted = world.participant('stock').abort(key);
      setTimeout(go, 300);
      await aborted;
      await vote.catch(() => undefined);
      expect(await world.prepared()).toEqual([]);
      expect(await unitsOf(world.databases.stock, key.gid, 'stock')).toBe(0);
    });

    it('votes no, within its lock time-out, where another branch holds the row', async () => {
      const [first, second] = [newKey(), newKey()];
      const sameRow = (tx: Parameters<typeof addUnits>[0]) => addUnits(tx, first.gid, 'stock', 1);
      await world.participant('stock').prepare(first, sameRow);
      await expect(world.participant('stock').prepare(second, sameRow)).rejects.toMatchObject({ code: 'BRANCH_BUSY', retryable: true });
      await world.participant('stock').abort(first);
    });

    it('leaves nothing where its work refuses, and may be asked again', async () => {
      const key = newKey();
      await expect(world.participant('stock').prepare(key, () => Promise.reject(new DomainError('NO', 'no')))).rejects.toThrow('no');
      expect(await world.prepared()).toEqual([]);
      await world.participant('stock').prepare(key, yes(key));
      await world.participant('stock').abort(key);
    });

    it('wakes this process\'s listeners when a branch commits', async () => {
      const key = newKey();
      let commits = 0;
      await world.participant('stock').prepare(key, yes(key));
      const unsubscribe = world.databases.stock.onCommit(() => { commits += 1; });
      await world.participant('stock').commit(key);
      unsubscribe();
      expect(commits).toBe(1);
    });

    it('will not start where PostgreSQL takes no prepared transactions', async () => {
      await expect(world.participant('stock').assertAble()).resolves.toBeUndefined();
      const unable = { ...world.databases.stock, name: 'stock', query: () => Promise.resolve([{ max: 0 }]) } as unknown as Database;
      const participant = new Participant({ database: unable, service: 'stock', protocol: '2pc', clock: systemClock, logger, resolve: () => Promise.resolve('undecided') });
      await expect(participant.assertAble()).rejects.toMatchObject({ code: 'PREPARED_TRANSACTIONS_OFF', message: expect.stringContaining('max_prepared_transactions') });
    });
  });
});

/** The database after whose commit of a transaction with that word in it the line is dead, for so many calls. */
const deafAfter = (database: Database, word: string, calls: number): Database => {
  let left = 0;
  let hasFired = false;
  const guard = async <T>(work: () => Promise<T>): Promise<T> => {
    if (left > 0) {
      left -= 1;
      throw new Error('the line is dead');
    }
    return work();
  };
  return {
    name: database.name, source: database.source, statements: database.statements,
    query: (sql, parameters) => guard(() => database.query(sql, parameters)),
    queryInBackground: (sql, parameters) => guard(() => database.queryInBackground(sql, parameters)),
    transaction: (work) => guard(async () => {
      const result = await database.transaction(work);
      const [decided] = hasFired ? [] : await database.query(`SELECT 1 FROM atomic_transaction WHERE ${word} = 'commit' AND finished_at IS NULL`);
      if (decided === undefined) return result;
      hasFired = true;
      left = calls - 1;
      throw new Error('the line is dead');
    }),
    onCommit: (listener) => database.onCommit(listener),
    runExclusively: (name, signal, work) => database.runExclusively(name, signal, work),
    ping: (deadlineMs) => database.ping(deadlineMs),
    close: () => Promise.resolve(),
  };
};
