import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type AtomicOutcome } from '../src/index.js';
import { ALL, AtomicWorld, NOTHING, type ServiceName, type TestState } from './atomic-world.js';
import { CrashTally } from './crash-tally.js';
import { Life } from './mortal.js';

const LONG_MS = 10_000;
/** More boundaries than any transaction here has: each loop ends when a process no longer dies. */
const MAX_BOUNDARIES = 100;
const POINTS = ['worked', 'prepared', 'voted', 'ending', 'ended'] as const;

describe('two-phase commit', () => {
  let world: AtomicWorld;
  const tally = new CrashTally('two-phase commit');
  beforeAll(async () => { world = await AtomicWorld.create(); });
  afterAll(async () => {
    tally.print();
    await world.close();
  });

  /** All or nothing, as it was acknowledged, and nothing left to be decided. */
  const expectWhole = async (gid: string, acknowledged: AtomicOutcome | undefined, boundary: string | number): Promise<void> => {
    await world.recover();
    await world.recover();
    const effects = await world.effects(gid);
    const expected = acknowledged?.status === 'committed' || effects['confirm'] === 1 ? ALL : NOTHING;
    const isLost = acknowledged?.status === 'aborted' ? expected === ALL : acknowledged?.status === 'committed' && effects['confirm'] !== 1;
    const isWhole = effects['hold'] !== 'held' && Object.entries(expected).every(([name, units]) => effects[name] === units);
    const [prepared, inDoubt] = [await world.prepared(), await world.coordinator().inDoubt()];
    tally.add({ isWhole, isLost, inDoubt: prepared.length + inDoubt.length });
    expect({ boundary, isLost, prepared, inDoubt, ...effects }).toMatchObject({ boundary, isLost: false, prepared: [], inDoubt: [], ...expected });
    expect(effects['hold']).not.toBe('held');
  };

  it.each<TestState>([{}, { refuseAt: 'money' }, { refuseAt: 'confirm' }])('is all or nothing wherever its coordinator dies: %j', async (state) => {
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
    expect(boundary).toBeGreaterThan(15);
    expect(boundary).toBeLessThan(MAX_BOUNDARIES);
  });

  const deaths = [
    ...['stock', 'money'].flatMap((service) => POINTS.map((point) => ({ service, point, state: {} }))),
    // What an abort goes through, at a branch that stands prepared and at the one that has refused.
    ...['stock', 'money'].flatMap((service) => (['ending', 'ended'] as const).map((point) => ({ service, point, state: { refuseAt: 'money' } }))),
  ] as readonly { readonly service: ServiceName; readonly point: string; readonly state: TestState }[];

  it.each(deaths)('is all or nothing where $service dies at "$point": $state', async ({ service, point, state }) => {
    let isDead = false;
    const dying = world.participant(service, {
      reached: (at) => {
        isDead ||= at === point;
        return isDead ? Promise.reject(new Error('the process is gone')) : Promise.resolve();
      },
    });
    const coordinator = world.coordinator({ participants: { [service]: dying } });
    const gid = await world.begin(coordinator, state);
    const acknowledged = await coordinator.run(gid, state, LONG_MS);
    await coordinator.stop();
    expect(isDead).toBe(true);
    await expectWhole(gid, acknowledged, `${service} ${point}`);
  });

  it.each(['before', 'after'] as const)('is all or nothing where any one message is lost %s it arrives', async (moment) => {
    for (const lost of ['hold', 'prepare stock', 'prepare money', 'commit stock', 'commit money', 'settle', 'abort stock', 'abort money', 'let go']) {
      for (const state of [{}, { refuseAt: 'money' }]) {
        let isLost = false;
        world.fault = (message, at) => {
          if (message !== lost || at !== moment) return Promise.resolve();
          isLost = true;
          return Promise.reject(new Error('the line is dead'));
        };
        const coordinator = world.coordinator();
        const gid = await world.begin(coordinator, state);
        const acknowledged = await coordinator.run(gid, state, LONG_MS);
        await coordinator.stop();
        world.fault = () => Promise.resolve();
        if (isLost) await expectWhole(gid, acknowledged, `${lost} ${moment}`);
      }
    }
  });
});
