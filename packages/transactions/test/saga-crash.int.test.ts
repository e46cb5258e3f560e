import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { newId } from '@souk/kernel';
import { type Database } from '@souk/persistence';
import { silentLogger as logger } from '@souk/telemetry';
import { crashingDatabase, testClock, waitFor } from '@souk/testing';
import { createSagaRunner, startSaga, type SagaOutcome } from '../src/index.js';
import { CrashTally } from './crash-tally.js';
import { Life, mortalDatabase } from './mortal.js';
import { openDatabase } from './open-database.js';
import { ALL_DONE, ALL_UNDONE, effectsOf, statusOf, testSaga, type TestState } from './order-saga.js';

/** More than any saga here writes: the loop ends when a run no longer crashes. */
const MAX_WRITES = 30;
/** More than any saga here has: each loop ends when nobody dies any more. */
const MAX_BOUNDARIES = 100;
const LONGER_THAN_A_LEASE_MS = 60_000;

describe('a saga whose driver dies', () => {
  let database: Database;
  const tally = new CrashTally('saga');
  beforeAll(async () => { database = await openDatabase(); });
  afterAll(async () => {
    tally.print();
    await database.close();
  });

  /** Dies at the n-th write, is recovered by another process, and tells whether it had died at all. */
  const crashAndRecover = async (gid: string, state: TestState, atWrite: number, moment: 'before' | 'after'): Promise<boolean> => {
    const clock = testClock();
    const doomed = crashingDatabase(database, atWrite, moment);
    await database.transaction((tx) => startSaga(tx, testSaga(database), gid, state, clock));
    clock.advance(LONGER_THAN_A_LEASE_MS);
    await createSagaRunner({ database: doomed, sagas: [testSaga(database)], clock, logger }).recover().catch(() => undefined);
    clock.advance(LONGER_THAN_A_LEASE_MS);
    await createSagaRunner({ database, sagas: [testSaga(database)], clock, logger }).recover();
    return doomed.hasCrashed;
  };

  it.each(['before', 'after'] as const)('does every step once, dying just %s any of its writes', async (moment) => {
    let atWrite = 1;
    for (; atWrite < MAX_WRITES; atWrite += 1) {
      const gid = newId();
      const crashed = await crashAndRecover(gid, {}, atWrite, moment);
      expect({ atWrite, status: await statusOf(database, gid), ...(await effectsOf(database, gid)) }).toEqual({ atWrite, status: 'completed', ...ALL_DONE });
      if (!crashed) break;
    }
    expect(atWrite).toBe(5); // four writes: the claim, a remote step before another one, and two local steps, each with the remote one before it
  });

  it.each(['before', 'after'] as const)('undoes every step once, dying just %s any of its writes', async (moment) => {
    let atWrite = 1;
    for (; atWrite < MAX_WRITES; atWrite += 1) {
      const gid = newId();
      const crashed = await crashAndRecover(gid, { refuseAt: 'payment' }, atWrite, moment);
      expect({ atWrite, status: await statusOf(database, gid), ...(await effectsOf(database, gid)) }).toEqual({ atWrite, status: 'compensated', ...ALL_UNDONE });
      if (!crashed) break;
    }
    expect(atWrite).toBe(6); // five writes: the claim, one step, the refusal, one undoing, the end
  });

  /** What has an end, and which, and every effect once. */
  const expectWhole = async (gid: string, refuseAt: string | undefined, boundary: string | number, acknowledged?: SagaOutcome['status']): Promise<void> => {
    const [expected, end] = refuseAt === undefined ? [ALL_DONE, 'completed'] : [ALL_UNDONE, 'compensated'];
    const [status, effects] = [await statusOf(database, gid), await effectsOf(database, gid)];
    const inDoubt = status === end ? 0 : 1;
    const isLost = (acknowledged === 'committed' && effects['confirm'] !== 1) || (acknowledged === 'aborted' && effects['cancel'] !== 1);
    tally.add({ isWhole: Object.entries(expected).every(([name, units]) => effects[name] === units), isLost, inDoubt });
    expect({ boundary, isLost, status, ...effects }).toEqual({ boundary, isLost: false, status: end, ...expected });
  };
  const recoverLater = async (clock: ReturnType<typeof testClock>): Promise<void> => {
    clock.advance(LONGER_THAN_A_LEASE_MS);
    await createSagaRunner({ database, sagas: [testSaga(database)], clock, logger }).recover();
  };

  it.each<TestState>([{}, { refuseAt: 'payment' }, { refuseAt: 'quote' }])('is whole wherever its driver dies, before and after each message and each write: %j', async (state) => {
    let boundary = 1;
    for (; boundary < MAX_BOUNDARIES; boundary += 1) {
      const [clock, life, gid] = [testClock(), new Life(boundary), newId()];
      const started = await database.transaction((tx) => startSaga(tx, testSaga(database), gid, state, clock));
      // The messages, too, are sent by the process that dies.
      const mortal = mortalDatabase(database, life);
      const doomed = createSagaRunner({ database: mortal, sagas: [testSaga(mortal)], clock, logger });
      const acknowledged = await doomed.begin(started).then(({ status }) => status, () => undefined);
      await waitFor(async () => life.isOver || ['completed', 'compensated'].includes((await statusOf(database, gid)) ?? ''));
      await doomed.stop();
      if (!life.isOver) break;
      await recoverLater(clock);
      await expectWhole(gid, state.refuseAt, boundary, acknowledged);
    }
    expect(boundary).toBeGreaterThan(4);
    expect(boundary).toBeLessThan(MAX_BOUNDARIES);
  });

  it.each((['before', 'after'] as const).flatMap((moment) => [{}, { refuseAt: 'payment' }].map((state) => ({ moment, state }))))('is whole where a participant dies $moment any of its commits, and comes back: $state', async ({ moment, state }: { readonly moment: 'before' | 'after'; readonly state: TestState }) => {
    let atCommit = 1;
    for (; atCommit < MAX_BOUNDARIES; atCommit += 1) {
      const [clock, gid, dying] = [testClock(), newId(), crashingDatabase(database, atCommit, moment)];
      await database.transaction((tx) => startSaga(tx, testSaga(database), gid, state, clock));
      clock.advance(LONGER_THAN_A_LEASE_MS);
      await createSagaRunner({ database, sagas: [testSaga(dying)], clock, logger }).recover();
      if (!dying.hasCrashed) break;
      await recoverLater(clock);
      await expectWhole(gid, state.refuseAt, `participant, ${moment} commit ${atCommit}`);
    }
    expect(atCommit).toBe(6); // five commits: the steps forward, or two of them and the undoing of three
  });
});
