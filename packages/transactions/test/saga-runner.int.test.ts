import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { newId } from '@souk/kernel';
import { type Database } from '@souk/persistence';
import { silentLogger as logger } from '@souk/telemetry';
import { testClock, waitFor } from '@souk/testing';
import { createSagaRunner, defineSaga, startSaga, type SagaRunner, type SagaRunnerOptions } from '../src/index.js';
import { RECOVER_BATCH, RECOVER_EVERY_MS } from '../src/saga/limits.js';
import { openDatabase } from './open-database.js';
import { ALL_DONE, ALL_UNDONE, effectsOf, expireLease, statusOf, testSaga, type Intrusion, type TestState } from './order-saga.js';

const LONGER_THAN_ANY_WAIT_MS = 60_000;

/** A gate that a step waits at until the test opens it. */
const gate = (): { readonly reached: Promise<void>; pass(): Promise<void>; open(): void } => {
  let open = (): void => undefined;
  const opened = new Promise<void>((resolve) => { open = resolve; });
  let reach = (): void => undefined;
  const reached = new Promise<void>((resolve) => { reach = resolve; });
  return { reached, open, pass: async () => { reach(); await opened; } };
};

describe('the saga runner', () => {
  let database: Database;
  const runners: SagaRunner[] = [];
  beforeAll(async () => { database = await openDatabase(); });
  afterEach(async () => { await Promise.all(runners.splice(0).map((runner) => runner.stop())); });
  afterAll(() => database.close());

  const newRunner = (intrude?: Intrusion, options: Partial<SagaRunnerOptions> = {}): SagaRunner => {
    const runner = createSagaRunner({ database, sagas: [testSaga(database, intrude)], logger, random: () => 0, ...options });
    runners.push(runner);
    return runner;
  };
  const begin = async (state: TestState = {}, clock = testClock(new Date())): Promise<string> => {
    const gid = newId();
    await database.transaction((tx) => startSaga(tx, testSaga(database), gid, state, clock));
    // Whoever started it has died.
    await expireLease(database, gid);
    return gid;
  };

  it('runs the steps in order, each once, and keeps their state', async () => {
    const gid = await begin();
    const runner = newRunner();
    expect(await runner.run(gid)).toMatchObject({ status: 'committed' });
    await waitFor(async () => (await statusOf(database, gid)) === 'completed');
    expect(await effectsOf(database, gid)).toEqual(ALL_DONE);
    expect(await runner.outcomeOf(gid)).toEqual({ status: 'committed', finished: true, state: { done: ['confirm', 'close'] } });
    expect(runner.counts()).toMatchObject({ completed: 1, retried: 0 });
  });

  it('answers as soon as the pivot is passed, while later steps still run', async () => {
    const capture = gate();
    const gid = await begin();
    const runner = newRunner((step) => (step === 'capture' ? capture.pass() : Promise.resolve()));
    expect(await runner.run(gid)).toMatchObject({ status: 'committed', finished: false });
    expect(await statusOf(database, gid)).toBe('running');
    capture.open();
    await waitFor(async () => (await statusOf(database, gid)) === 'completed');
  });

  it.each(['quote', 'stock', 'payment'])('undoes everything when %s refuses, and tells why', async (refuseAt) => {
    const gid = await begin({ refuseAt });
    const runner = newRunner();
    expect(await runner.run(gid)).toMatchObject({ status: 'aborted', failure: { refused: true, code: 'REFUSED', message: `${refuseAt} says no`, details: { step: refuseAt }, path: ['steps', refuseAt] } });
    expect(await effectsOf(database, gid)).toEqual(ALL_UNDONE);
    expect(await statusOf(database, gid)).toBe('compensated');
  });

  it('takes up a backlog without a rest between its looks', async () => {
    const gids: string[] = [];
    for (let count = 0; count < 3 * RECOVER_BATCH; count += 1) gids.push(await begin());
    const runner = newRunner();
    const looks: { readonly beganMs: number; readonly endedMs: number }[] = [];
    const recover = runner.recover.bind(runner);
    runner.recover = async () => {
      const beganMs = performance.now();
      const taken = await recover();
      looks.push({ beganMs, endedMs: performance.now() });
      return taken;
    };
    runner.start();
    await waitFor(async () => (await Promise.all(gids.map((gid) => statusOf(database, gid)))).every((status) => status === 'completed'));
    const [first, second] = looks;
    expect((second?.beganMs ?? Infinity) - (first?.endedMs ?? 0)).toBeLessThan(RECOVER_EVERY_MS / 2);
  });

  it('never starts a saga whose transaction rolled back', async () => {
    const gid = newId();
    await expect(database.transaction(async (tx) => {
      await startSaga(tx, testSaga(database), gid, {}, testClock());
      throw new Error('no order');
    })).rejects.toThrow('no order');
    await expect(newRunner().run(gid)).rejects.toThrow('was started');
  });

  it('refuses a second start under the same id', async () => {
    const gid = await begin();
    await expect(database.transaction((tx) => startSaga(tx, testSaga(database), gid, {}, testClock()))).rejects.toThrow('saga_pkey');
  });

  it('tries again what failed without an answer, with back-off', async () => {
    let failures = 0;
    const gid = await begin();
    const runner = newRunner((step) => (step === 'payment' && (failures += 1) <= 3 ? Promise.reject(new Error('no route')) : Promise.resolve()));
    expect((await runner.run(gid)).status).toBe('committed');
    expect(runner.counts().retried).toBe(3);
  });

  it('turns back when a step before the pivot has failed too often', async () => {
    const clock = testClock(new Date());
    const gid = await begin({}, clock);
    const runner = newRunner((step) => (step === 'payment' ? Promise.reject(new Error('no route')) : Promise.resolve()), { clock });
    for (let round = 0; round < 8; round += 1) {
      expect(await statusOf(database, gid)).toBe('running');
      clock.advance(LONGER_THAN_ANY_WAIT_MS);
      await runner.recover();
    }
    expect(await runner.outcomeOf(gid)).toMatchObject({ status: 'aborted', failure: { refused: false, code: 'INTERNAL', message: 'no route' } });
    expect(await effectsOf(database, gid)).toEqual(ALL_UNDONE);
  });

  it('never turns back after the pivot, and lists itself as in doubt meanwhile', async () => {
    const clock = testClock(new Date());
    const gid = await begin({}, clock);
    let isDown = true;
    const runner = newRunner((step) => (step === 'capture' && isDown ? Promise.reject(new Error('no route')) : Promise.resolve()), { clock });
    for (let round = 0; round < 20; round += 1) {
      clock.advance(LONGER_THAN_ANY_WAIT_MS);
      await runner.recover();
    }
    expect((await runner.inDoubt()).find((saga) => saga.gid === gid)).toMatchObject({ name: 'test', status: 'running', step: 'fulfil', attempts: 20 });
    isDown = false;
    clock.advance(LONGER_THAN_ANY_WAIT_MS);
    await runner.recover();
    expect(await effectsOf(database, gid)).toEqual(ALL_DONE);
    expect((await runner.inDoubt()).some((saga) => saga.gid === gid)).toBe(false);
  });

  it('never turns back where the transaction that started the saga decided', async () => {
    const clock = testClock(new Date());
    let failures = 0;
    const pay = { name: 'pay', run: (): Promise<object> => ((failures += 1) <= 10 ? Promise.reject(new Error('no route')) : Promise.resolve({})) };
    const decided = defineSaga<object>({ name: 'decided', steps: [pay], pivot: null });
    const gid = newId();
    await database.transaction((tx) => startSaga(tx, decided, gid, {}, clock));
    const runner = newRunner(undefined, { clock, sagas: [decided] });
    expect(await runner.outcomeOf(gid)).toMatchObject({ status: 'committed', finished: false });
    for (let round = 0; round < 11; round += 1) {
      clock.advance(LONGER_THAN_ANY_WAIT_MS);
      await runner.recover();
    }
    expect(await runner.outcomeOf(gid)).toMatchObject({ status: 'committed', finished: true });
  });

  it('keeps compensating until it is done', async () => {
    const clock = testClock(new Date());
    const gid = await begin({ refuseAt: 'payment' }, clock);
    let isDown = true;
    const runner = newRunner((step) => (step === 'undo stock' && isDown ? Promise.reject(new Error('no route')) : Promise.resolve()), { clock });
    for (let round = 0; round < 20; round += 1) {
      clock.advance(LONGER_THAN_ANY_WAIT_MS);
      await runner.recover();
    }
    expect(await statusOf(database, gid)).toBe('compensating');
    expect((await runner.outcomeOf(gid)).status).toBe('undecided');
    isDown = false;
    clock.advance(LONGER_THAN_ANY_WAIT_MS);
    await runner.recover();
    expect(await effectsOf(database, gid)).toEqual(ALL_UNDONE);
  });

  it('is stuck, visibly, when a step after the pivot refuses', async () => {
    const clock = testClock(new Date());
    const gid = await begin({ refuseAt: 'capture' }, clock);
    const runner = newRunner(undefined, { clock });
    clock.advance(LONGER_THAN_ANY_WAIT_MS);
    await runner.recover();
    expect(await runner.outcomeOf(gid)).toMatchObject({ status: 'committed' });
    expect((await runner.inDoubt()).find((saga) => saga.gid === gid)).toMatchObject({ status: 'stuck', step: 'fulfil' });
    expect(runner.counts().stuck).toBe(1);
    clock.advance(LONGER_THAN_ANY_WAIT_MS);
    await runner.recover();
    expect(runner.counts().stuck).toBe(1);
  });

  it('answers undecided when the outcome takes too long, and goes on', async () => {
    const stock = gate();
    const gid = await begin();
    const runner = newRunner((step) => (step === 'stock' ? stock.pass() : Promise.resolve()));
    expect((await runner.run(gid, 300)).status).toBe('undecided');
    stock.open();
    expect((await runner.run(gid)).status).toBe('committed');
  });

  it('drives each saga in one place at a time, whoever asks', async () => {
    const clock = testClock(new Date());
    const steps: string[] = [];
    const intrude: Intrusion = (step, gid) => { steps.push(`${gid} ${step}`); return Promise.resolve(); };
    const gids = await Promise.all(Array.from({ length: 12 }, () => begin({}, clock)));
    clock.advance(LONGER_THAN_ANY_WAIT_MS);
    const crowd = Array.from({ length: 3 }, () => newRunner(intrude, { clock }));
    await Promise.all(crowd.flatMap((runner) => [runner.recover(), ...gids.map((gid) => runner.run(gid))]));
    await waitFor(async () => (await Promise.all(gids.map((gid) => statusOf(database, gid)))).every((status) => status === 'completed'));
    expect(steps).toHaveLength(12 * 5);
    expect(new Set(steps).size).toBe(12 * 5);
  });

  it.each([{ then: 'goes on', refuseAt: undefined }, { then: 'is refused', refuseAt: 'stock' }])('reports what became of the saga, not what a driver that slept through its lease believes, when its step $then', async ({ refuseAt }) => {
    const stock = gate();
    const gid = await begin(refuseAt === undefined ? {} : { refuseAt });
    const sleeper = newRunner((step) => (step === 'stock' ? stock.pass() : Promise.resolve()));
    const slept = sleeper.run(gid);
    await stock.reached;
    await expireLease(database, gid);
    if (refuseAt !== undefined) await database.query("UPDATE saga SET state = '{}' WHERE gid = $1 RETURNING gid", [gid]); // for the other driver nothing refuses
    expect((await newRunner().run(gid)).status).toBe('committed');
    await waitFor(async () => (await statusOf(database, gid)) === 'completed');
    stock.open();
    expect((await slept).status).toBe('committed');
    await waitFor(() => sleeper.counts().leasesLost === 1);
    expect(await effectsOf(database, gid)).toEqual(ALL_DONE);
  });

  it('finds by itself, within its look-out, what nobody drives', async () => {
    const runner = newRunner();
    runner.start();
    const gid = await begin();
    await waitFor(async () => (await statusOf(database, gid)) === 'completed', { timeoutMs: 5_000 });
    expect(await effectsOf(database, gid)).toEqual(ALL_DONE);
  });

  it('gives a saga back when it stops, for others to take up at once', async () => {
    const stock = gate();
    const gid = await begin();
    const leaving = newRunner((step) => (step === 'stock' ? stock.pass() : Promise.resolve()));
    const left = leaving.run(gid);
    await stock.reached;
    const stopped = leaving.stop();
    stock.open();
    await stopped;
    expect((await left).status).toBe('undecided');
    expect(await statusOf(database, gid)).toBe('running');
    await newRunner().recover();
    expect(await effectsOf(database, gid)).toEqual(ALL_DONE);
  });
});
