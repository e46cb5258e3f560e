import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { newId, sleep, systemClock } from '@souk/kernel';
import { type Database } from '@souk/persistence';
import { silentLogger as logger } from '@souk/telemetry';
import { startOwnPostgres } from '@souk/testing';
import { createSagaRunner, startSaga } from '../src/index.js';
import { LOCK_TTL_MS } from '../src/percolator/limits.js';
import { TERMINATE_AFTER_MS } from '../src/three-phase/limits.js';
import { ASK_AFTER_MS, GRACE_MS } from '../src/two-phase/limits.js';
import { AtomicWorld } from './atomic-world.js';
import { addUnits } from './effects.js';
import { Life, mortalDatabase } from './mortal.js';
import { openDatabase } from './open-database.js';
import { testSaga } from './order-saga.js';
import { Mortal, PercolatorWorld } from './percolator-world.js';
import { ThreePhaseWorld } from './three-phase-world.js';

const LONG_MS = 10_000;
/** How long nobody answers for the coordinator, where nobody does: longer than every time-out of the participants. */
const AWAY_MS = 30_000;
/** What a slow machine may add to any of these waits. */
const SLACK_MS = 20_000;

/** Milliseconds that somebody else's write of the row takes, from the coordinator's death on, however often it has to be begun again. */
const waitOf = async (write: () => Promise<unknown>): Promise<number> => {
  const diedAt = performance.now();
  for (;;) {
    try {
      await write();
      return performance.now() - diedAt;
    } catch {
      await sleep(10);
    }
  }
};

/** The real protocols with their real time-outs; a coordinator dies when it holds the most and has decided nothing, and somebody else wants the same row. */
describe('a row that a dead coordinator\'s transaction holds', () => {
  const waited = new Map<string, number>();
  let postgres: Awaited<ReturnType<typeof startOwnPostgres>>;
  beforeAll(async () => { postgres = await startOwnPostgres(); });
  afterAll(async () => {
    process.stdout.write([...waited].map(([what, ms]) => `hot row | ${what} | ${ms < 1_000 ? `${Math.round(ms)} ms` : `${(ms / 1_000).toFixed(1)} s`}\n`).join(''));
    await postgres.stop();
  });

  const writeRow = (database: Database, gid: string, name: string) => () => database.transaction((tx) => addUnits(tx, gid, name, 1));

  const expectWaited = (what: string, ms: number, from: number, to: number): void => {
    waited.set(what, ms);
    expect(ms).toBeGreaterThanOrEqual(from);
    expect(ms).toBeLessThan(to + SLACK_MS);
  };

  const behindSaga = async (): Promise<void> => {
    const database = await openDatabase();
    const [gid, life] = [newId(), new Life(Number.POSITIVE_INFINITY)];
    const saga = testSaga(database, async (step) => {
      if (step !== 'payment') return;
      await sleep(100); // the stock is reserved meanwhile
      life.isOver = true;
    });
    const started = await database.transaction((tx) => startSaga(tx, saga, gid, {}, systemClock));
    const runner = createSagaRunner({ database: mortalDatabase(database, life), sagas: [saga], logger });
    await runner.begin(started).catch(() => undefined);
    expect(life.isOver).toBe(true);
    expectWaited('saga', await waitOf(writeRow(database, gid, 'stock')), 0, 0);
    await runner.stop();
    await database.close();
  };

  const behindTwoPhase = async (isAway: boolean): Promise<void> => {
    const world = await AtomicWorld.create();
    const life = new Life(Number.POSITIVE_INFINITY);
    world.fault = (message, moment) => {
      if (message === 'prepare money' && moment === 'after') life.isOver = true;
      return Promise.resolve();
    };
    const participants = [world.participant('stock'), world.participant('money')];
    participants.forEach((participant) => participant.start());
    world.isCoordinatorAway = isAway;
    const heir = world.coordinator();
    const doomed = world.coordinator({ life });
    const gid = await world.begin(doomed);
    const dying = doomed.run(gid, {}, LONG_MS).catch(() => undefined);
    if (!isAway) heir.start();
    await dying;
    expect(life.isOver).toBe(true);
    const back = isAway ? sleep(AWAY_MS).then(() => {
      world.isCoordinatorAway = false;
      heir.start();
    }) : Promise.resolve();
    const ms = await waitOf(writeRow(world.databases.stock, gid, 'stock'));
    if (isAway) expectWaited(`two-phase commit, nobody answers for ${AWAY_MS / 1_000} s`, ms, AWAY_MS - 1_000, AWAY_MS);
    else expectWaited('two-phase commit, another process of the coordinator runs', ms, ASK_AFTER_MS - 1_000, GRACE_MS);
    await back;
    await Promise.all([heir.stop(), doomed.stop(), ...participants.map((participant) => participant.stop())]);
    await world.close();
  };

  const behindThreePhase = async (): Promise<void> => {
    const world = await ThreePhaseWorld.create();
    const life = new Life(Number.POSITIVE_INFINITY);
    world.fault = (message) => {
      if (!message.startsWith('preCommit')) return Promise.resolve();
      life.isOver = true;
      return Promise.reject(new Error('the coordinator never sent it'));
    };
    const participants = (['stock', 'money', 'home'] as const).map((name) => world.participant(name).branches);
    participants.forEach((participant) => participant.start());
    const doomed = world.coordinator({ life });
    const gid = await world.begin(doomed);
    await doomed.run(gid, {}, LONG_MS).catch(() => undefined);
    expect(life.isOver).toBe(true);
    expectWaited('three-phase commit, nobody answers', await waitOf(writeRow(world.databases.stock, gid, 'stock')), TERMINATE_AFTER_MS - 2_000, TERMINATE_AFTER_MS);
    await Promise.all([doomed.stop(), ...participants.map((participant) => participant.stop())]);
    await world.close();
  };

  const behindPercolator = async (): Promise<void> => {
    const world = await PercolatorWorld.create();
    const key = newId();
    await world.hotel.query('INSERT INTO room VALUES ($1, 10)', [key]);
    // Its fifth message asks for the commit timestamp: all of its locks stand.
    const mortal = new Mortal(5, 'before');
    await world.process({ mortal }).run({ site: 'a', key }, async (transaction) => {
      for (const [site, value] of [['a', 'booked'], ['hotel', 2], ['b', 'booked']] as const) await transaction.prewrite(site, [{ key, value }]);
    }).catch(() => undefined);
    expect([mortal.hasCrashed, await world.locks()]).toEqual([true, 3]);
    const [ordinary, other] = await Promise.all([
      waitOf(() => world.hotel.query('UPDATE room SET beds = beds + 1 WHERE key = $1 RETURNING key', [key])),
      waitOf(() => world.process().run({ site: 'hotel', key }, (transaction) => transaction.prewrite('hotel', [{ key, value: 1 }]))),
    ]);
    expectWaited('percolator, a write without the protocol', ordinary, 0, 0);
    expectWaited('percolator, another transaction of it', other, LOCK_TTL_MS - 1_000, LOCK_TTL_MS);
    await world.close();
  };

  // All at once: most of it is waiting.
  it('is free again after the time that the protocol takes to find that out', async () => {
    const failures = (await Promise.allSettled([behindSaga(), behindTwoPhase(false), behindTwoPhase(true), behindThreePhase(), behindPercolator()])).flatMap((end) => (end.status === 'rejected' ? [end.reason as unknown] : []));
    expect(failures).toEqual([]);
    expect(waited.size).toBe(6);
  }, 2 * (AWAY_MS + SLACK_MS));
});
