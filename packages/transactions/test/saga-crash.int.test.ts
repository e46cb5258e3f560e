import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { newId } from '@souk/kernel';
import { type Database } from '@souk/persistence';
import { silentLogger as logger } from '@souk/telemetry';
import { crashingDatabase, testClock } from '@souk/testing';
import { createSagaRunner, startSaga } from '../src/index.js';
import { openDatabase } from './open-database.js';
import { ALL_DONE, ALL_UNDONE, effectsOf, statusOf, testSaga, type TestState } from './order-saga.js';

/** More than any saga here writes: the loop ends when a run no longer crashes. */
const MAX_WRITES = 30;
const LONGER_THAN_A_LEASE_MS = 60_000;

describe('a saga whose driver dies', () => {
  let database: Database;
  beforeAll(async () => { database = await openDatabase(); });
  afterAll(() => database.close());

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
    expect(atWrite).toBe(7); // six writes: the claim and five steps
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
});
