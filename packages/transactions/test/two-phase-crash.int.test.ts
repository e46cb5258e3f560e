import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type AtomicOutcome } from '../src/index.js';
import { ALL, AtomicWorld, NOTHING, type ServiceName, type TestState } from './atomic-world.js';
import { Life } from './mortal.js';

const LONG_MS = 10_000;
/** More boundaries than any transaction here has: each loop ends when a process no longer dies. */
const MAX_BOUNDARIES = 100;
const POINTS = ['worked', 'prepared', 'voted', 'ending', 'ended'] as const;

describe('two-phase commit', () => {
  let world: AtomicWorld;
  beforeAll(async () => { world = await AtomicWorld.create(); });
  afterAll(() => world.close());

  /** All or nothing, as it was acknowledged, and nothing left to be decided. */
  const expectWhole = async (gid: string, acknowledged: AtomicOutcome | undefined, boundary: unknown): Promise<void> => {
    await world.recover();
    await world.recover();
    const effects = await world.effects(gid);
    const expected = acknowledged?.status === 'committed' || effects['confirm'] === 1 ? ALL : NOTHING;
    expect({ boundary, acknowledged: acknowledged?.status === 'aborted' && expected === ALL, ...effects }).toMatchObject({ boundary, acknowledged: false, ...expected });
    expect(effects['hold']).not.toBe('held');
    expect(await world.prepared()).toEqual([]);
    expect(await world.coordinator().inDoubt()).toEqual([]);
  };

  it.each<TestState>([{}, { refuseAt: 'money' }, { refuseAt: 'confirm' }])('is all or nothing wherever its coordinator dies: %j', async (state) => {
    let boundary = 1;
    for (; boundary < MAX_BOUNDARIES; boundary += 1) {
      const life = new Life(boundary);
      const doomed = world.coordinator({ life });
      const gid = await world.begin(doomed, state);
      const acknowledged = await doomed.run(gid, state, LONG_MS).catch(() => undefined);
      await doomed.stop();
      await expectWhole(gid, acknowledged, boundary);
      if (!life.isOver) break;
    }
    expect(boundary).toBeGreaterThan(15);
    expect(boundary).toBeLessThan(MAX_BOUNDARIES);
  });

  it.each(['stock', 'money'].flatMap((service) => POINTS.map((point) => ({ service: service as ServiceName, point }))))('is all or nothing where $service dies when it has $point', async ({ service, point }) => {
    let isDead = false;
    const dying = world.participant(service, {
      reached: (at) => {
        isDead ||= at === point;
        return isDead ? Promise.reject(new Error('the process is gone')) : Promise.resolve();
      },
    });
    const coordinator = world.coordinator({ participants: { [service]: dying } });
    const gid = await world.begin(coordinator);
    const acknowledged = await coordinator.run(gid, {}, LONG_MS);
    await coordinator.stop();
    expect(isDead).toBe(true);
    await expectWhole(gid, acknowledged, point);
  });

  it.each(['before', 'after'] as const)('is all or nothing where any one message is lost %s it arrives', async (moment) => {
    for (const lost of ['hold', 'prepare stock', 'prepare money', 'commit stock', 'commit money', 'settle', 'abort stock', 'abort money', 'let go']) {
      for (const state of [{}, { refuseAt: 'money' }]) {
        world.fault = (message, at) => (message === lost && at === moment ? Promise.reject(new Error('the line is dead')) : Promise.resolve());
        const coordinator = world.coordinator();
        const gid = await world.begin(coordinator, state);
        const acknowledged = await coordinator.run(gid, state, LONG_MS);
        await coordinator.stop();
        world.fault = () => Promise.resolve();
        await expectWhole(gid, acknowledged, `${lost} ${moment}`);
      }
    }
  });
});
