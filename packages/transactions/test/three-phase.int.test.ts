import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { newId, sleep } from '@souk/kernel';
import { later } from './atomic-world.js';
import { addUnits } from './effects.js';
import { Life } from './mortal.js';
import { ThreePhaseWorld, type Name } from './three-phase-world.js';

const LONG_MS = 10_000;
const NAMES: readonly Name[] = ['stock', 'money', 'home'];
const ALL = { stock: 1, money: 1, home: 1, close: 1, cancel: 0 };
const NOTHING = { stock: 0, money: 0, home: 0, close: 0, cancel: 1 };

describe('three-phase commit', () => {
  let world: ThreePhaseWorld;
  beforeAll(async () => { world = await ThreePhaseWorld.create(); });
  afterEach(() => {
    world.fault = () => Promise.resolve();
    world.isCut = () => false;
  });
  afterAll(() => world.close());

  it('commits everywhere', async () => {
    const coordinator = world.coordinator();
    const gid = await world.begin(coordinator);
    expect(await coordinator.run(gid, {}, LONG_MS)).toMatchObject({ status: 'committed' });
    await coordinator.stop();
    expect(await world.effects(gid)).toEqual(ALL);
    expect(await world.prepared()).toEqual([]);
  });

  it.each(['stock', 'home'])('leaves nothing anywhere when %s refuses', async (refuseAt) => {
    const coordinator = world.coordinator();
    const gid = await world.begin(coordinator, { refuseAt });
    expect(await coordinator.run(gid, { refuseAt }, LONG_MS)).toMatchObject({ status: 'aborted', finished: true, failure: { message: `${refuseAt} says no` } });
    expect(await world.effects(gid)).toEqual(NOTHING);
    expect(await world.prepared()).toEqual([]);
  });

  /** The transaction of a coordinator that dies after those have been pre-committed. */
  const dieAfterPreCommitOf = async (told: readonly Name[]): Promise<string> => {
    const life = new Life(Number.POSITIVE_INFINITY);
    let heard = 0;
    world.fault = (message, moment) => {
      if (!message.startsWith('preCommit')) return Promise.resolve();
      const isTold = told.some((name) => message.endsWith(name));
      if (isTold && moment === 'after' && (heard += 1) === told.length) life.isOver = true;
      return isTold ? Promise.resolve() : Promise.reject(new Error('the coordinator never sent it'));
    };
    const doomed = world.coordinator({ life });
    const gid = await world.begin(doomed);
    if (told.length === 0) world.fault = (message) => { if (message.startsWith('preCommit')) life.isOver = true; return message.startsWith('preCommit') ? Promise.reject(new Error('dead')) : Promise.resolve(); };
    await doomed.run(gid, {}, LONG_MS).catch(() => undefined);
    await doomed.stop();
    world.fault = () => Promise.resolve();
    return gid;
  };

  it('is committed by the living where one of them knows that all voted yes', async () => {
    const gid = await dieAfterPreCommitOf(['money']);
    await world.timeOut(['stock', 'home', 'money']);
    expect(await world.effects(gid)).toMatchObject({ stock: 1, money: 1, home: 1 });
    await world.recover();
    expect(await world.effects(gid)).toEqual(ALL);
  });

  it('is aborted by the living where none of them knows', async () => {
    const gid = await dieAfterPreCommitOf([]);
    await world.timeOut();
    await world.recover();
    expect(await world.effects(gid)).toEqual(NOTHING);
  });

  it('aborts a branch that is asked before it has voted, so that it cannot vote later', async () => {
    const [participant, key] = [world.participant('stock'), { gid: newId(), branch: 'stock' }];
    expect(await participant.stateOf(key)).toBe('aborted');
    await expect(participant.prepare(key, ['stock'], (tx) => addUnits(tx, key.gid, 'stock', 1))).rejects.toMatchObject({ code: 'BRANCH_OVER' });
    await expect(participant.preCommit(key)).rejects.toMatchObject({ code: 'BRANCH_OVER' });
  });

  describe('with a coordinator that is slow, and taken for dead', () => {
    const voted = async (): Promise<string> => {
      const gid = newId();
      for (const name of NAMES) await world.participant(name).prepare({ gid, branch: name }, NAMES, (tx) => addUnits(tx, gid, name, 1));
      return gid;
    };

    it('keeps a branch that learns, after all have answered, that all voted yes', async () => {
      const gid = await voted();
      const peer = world.peer.bind(world);
      let answered = 0;
      let resolve = (): void => undefined;
      const told = new Promise<void>((done) => { resolve = done; });
      world.peer = (from, to) => ({
        ...peer(from, to),
        stateOf: async () => {
          const state = await peer(from, to).stateOf(gid);
          answered += 1;
          if (answered === NAMES.length) await world.participant('stock').preCommit({ gid, branch: 'stock' }).then(resolve);
          await told;
          return state;
        },
      });
      expect(await world.participant('stock', later).branches.sweep()).toBe(0);
      world.peer = peer;
      expect(await world.participant('stock').stateOf({ gid, branch: 'stock' })).toBe('preCommitted');
      // Asked again, it takes all of them there.
      await world.timeOut();
      expect(await world.effects(gid)).toMatchObject({ stock: 1, money: 1, home: 1 });
    });

    it('lets nobody pre-commit a branch that has decided to end', async () => {
      const gid = await voted();
      let late: unknown;
      const ending = world.participant('stock', later, async (point) => {
        if (point === 'ending') late = await world.participant('stock').preCommit({ gid, branch: 'stock' }).catch((error: unknown) => error);
      });
      expect(await ending.branches.sweep()).toBe(1);
      expect(late).toMatchObject({ code: 'BRANCH_OVER' });
      await world.timeOut();
      expect(await world.effects(gid)).toMatchObject({ stock: 0, money: 0, home: 0 });
    });
  });

  it('lets a branch vote that was at work when it was asked', async () => {
    const [participant, key] = [world.participant('stock'), { gid: newId(), branch: 'stock' }];
    let begun = (): void => undefined;
    let goOn = (): void => undefined;
    const isAtWork = new Promise<void>((resolve) => { begun = resolve; });
    const mayEnd = new Promise<void>((resolve) => { goOn = resolve; });
    const voting = participant.prepare(key, ['stock'], async (tx) => {
      await addUnits(tx, key.gid, 'stock', 1);
      begun();
      await mayEnd;
    });
    await isAtWork;
    const asked = participant.stateOf(key).catch((error: unknown) => error);
    await sleep(50);
    goOn();
    await voting;
    await participant.preCommit(key);
    expect(await asked).toMatchObject({ code: 'BRANCH_BUSY' });
    expect(await participant.stateOf(key)).toBe('preCommitted');
    await participant.branches.commit(key);
  });

  it('knows how far it has come, through a repeated vote and a repeated pre-commit', async () => {
    const [participant, key] = [world.participant('stock'), { gid: newId(), branch: 'stock' }];
    const vote = (): Promise<string> => participant.prepare(key, ['stock'], async (tx) => { await addUnits(tx, key.gid, 'stock', 1); return 'yes'; });
    expect([await vote(), await vote()]).toEqual(['yes', 'yes']);
    expect(await participant.stateOf(key)).toBe('prepared');
    await participant.preCommit(key);
    await participant.preCommit(key);
    expect(await participant.stateOf(key)).toBe('preCommitted');
    await participant.branches.commit(key);
    await participant.preCommit(key);
    expect(await participant.stateOf(key)).toBe('committed');
  });

  // What the protocol cannot do, shown so that nobody relies on it: Skeen's termination takes silence for death.
  it('IS SPLIT by a partition: the side that knows that all voted yes commits, the side that does not aborts', async () => {
    const gid = await dieAfterPreCommitOf(['stock', 'home']);
    world.isCut = (from, to) => (from === 'money') !== (to === 'money');
    await world.timeOut(['money', 'stock', 'home']);
    expect(await world.effects(gid)).toMatchObject({ stock: 1, money: 0, home: 1 });
    expect(await world.prepared()).toEqual([]);
    // The line is back, and it is too late: neither side can be brought to the other's end.
    world.isCut = () => false;
    await world.recover();
    expect(await world.coordinator().inDoubt()).toMatchObject([{ gid, status: 'committing', step: expect.stringContaining("branch 'money'") }]);
    await world.databases.home.query('UPDATE atomic_transaction SET finished_at = now() WHERE gid = $1 RETURNING gid', [gid]);
  });
});
