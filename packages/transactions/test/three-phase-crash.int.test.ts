import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { type AtomicOutcome } from '../src/index.js';
import { type TestState } from './atomic-world.js';
import { CrashTally } from './crash-tally.js';
import { Life } from './mortal.js';
import { ThreePhaseWorld, type Name } from './three-phase-world.js';

const LONG_MS = 10_000;
/** More boundaries than any transaction here has: each loop ends when a process no longer dies. */
const MAX_BOUNDARIES = 100;
const NAMES = ['stock', 'money', 'home'] as const satisfies readonly Name[];
const ALL = { stock: 1, money: 1, home: 1, close: 1, cancel: 0 };
const NOTHING = { stock: 0, money: 0, home: 0, close: 0, cancel: 1 };

describe('three-phase commit', () => {
  let world: ThreePhaseWorld;
  const tally = new CrashTally('three-phase commit');
  beforeAll(async () => { world = await ThreePhaseWorld.create(); });
  afterEach(() => { world.fault = () => Promise.resolve(); });
  afterAll(async () => {
    tally.print();
    await world.close();
  });

  /** The living end it among themselves, then the coordinator is back and agrees. */
  const expectWhole = async (gid: string, acknowledged: AtomicOutcome | undefined, boundary: string | number): Promise<void> => {
    await world.timeOut();
    expect({ boundary, prepared: await world.prepared() }).toEqual({ boundary, prepared: [] });
    await world.recover();
    const effects = await world.effects(gid);
    const expected = acknowledged?.status === 'committed' || effects['stock'] === 1 ? ALL : NOTHING;
    const isLost = acknowledged?.status === 'aborted' ? expected === ALL : acknowledged?.status === 'committed' && effects['stock'] !== 1;
    const [prepared, inDoubt] = [await world.prepared(), await world.coordinator().inDoubt()];
    tally.add({ isWhole: Object.entries(expected).every(([name, units]) => effects[name] === units), isLost, inDoubt: prepared.length + inDoubt.length });
    expect({ boundary, isLost, prepared, inDoubt, ...effects }).toEqual({ boundary, isLost: false, prepared: [], inDoubt: [], ...expected });
  };

  it.each<TestState>([{}, { refuseAt: 'stock' }, { refuseAt: 'money' }])('is all or nothing wherever its coordinator dies, before and after each message and each write: %j', async (state) => {
    let boundary = 1;
    for (; boundary < MAX_BOUNDARIES; boundary += 1) {
      const life = new Life(boundary);
      const doomed = world.coordinator({ life });
      const gid = await world.begin(doomed, state);
      const acknowledged = await doomed.run(gid, state, LONG_MS).catch(() => undefined);
      await doomed.stop();
      if (!life.isOver) break;
      await expectWhole(gid, acknowledged, boundary);
    }
    expect(boundary).toBeGreaterThan(10);
    expect(boundary).toBeLessThan(MAX_BOUNDARIES);
  });

  const deaths: readonly { readonly name: Name; readonly point: string; readonly state: TestState }[] = [
    ...NAMES.flatMap((name) => ['worked', 'prepared', 'voted', 'ending', 'ended'].map((point) => ({ name, point, state: {} }))),
    ...NAMES.flatMap((name) => ['ending', 'ended'].map((point) => ({ name, point, state: { refuseAt: 'money' } }))),
  ];

  it.each(deaths)('is all or nothing where $name dies at "$point": $state', async ({ name, point, state }) => {
    let isDead = false;
    const dying = world.participant(name, undefined, (at) => {
      isDead ||= at === point;
      return isDead ? Promise.reject(new Error('the process is gone')) : Promise.resolve();
    });
    const coordinator = world.coordinator({ participants: { [name]: dying } });
    const gid = await world.begin(coordinator, state);
    const acknowledged = await coordinator.run(gid, state, LONG_MS);
    await coordinator.stop();
    expect(isDead).toBe(true);
    await expectWhole(gid, acknowledged, `${name} ${point}`);
  });

  // A process that dies before it gets a message, or after it has done what it says, and is back when the others' time is over.
  const messages = NAMES.flatMap((name) => ['prepare', 'preCommit', 'commit', 'abort'].map((message) => `${message} ${name}`));

  it.each((['before', 'after'] as const).flatMap((moment) => messages.map((message) => ({ moment, message }))))('is all or nothing where the other side dies $moment "$message"', async ({ moment, message }) => {
    const state: TestState = message.startsWith('abort') ? { refuseAt: 'money' } : {};
    let isDead = false;
    world.fault = (said, at) => {
      if (said !== message || at !== moment) return Promise.resolve();
      isDead = true;
      return Promise.reject(new Error('the line is dead'));
    };
    const coordinator = world.coordinator();
    const gid = await world.begin(coordinator, state);
    const acknowledged = await coordinator.run(gid, state, LONG_MS);
    await coordinator.stop();
    world.fault = () => Promise.resolve();
    expect(isDead).toBe(true);
    await expectWhole(gid, acknowledged, `${message} ${moment}`);
  });
});
