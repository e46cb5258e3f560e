import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { newId } from '@souk/kernel';
import { type Database } from '@souk/persistence';
import { MAX_BRANCH_LENGTH, withBarrier } from '../src/index.js';
import { addUnits, participate, unitsOf } from './effects.js';
import { openDatabase } from './open-database.js';

describe('withBarrier', () => {
  let database: Database;
  beforeAll(async () => { database = await openDatabase(); });
  afterAll(() => database.close());

  it('runs the work once, however often and however parallel it is asked', async () => {
    const gid = newId();
    const results = await Promise.all(Array.from({ length: 8 }, () => participate(database, { gid, branch: 'stock', op: 'forward' })));
    expect(results.filter((result) => result.applied)).toHaveLength(1);
    expect((await participate(database, { gid, branch: 'stock', op: 'forward' })).applied).toBe(false);
    expect(await unitsOf(database, gid, 'stock')).toBe(1);
  });

  it('gives back what the work returned', async () => {
    const gid = newId();
    const work = (): Promise<string> => Promise.resolve('reserved');
    expect(await database.transaction((tx) => withBarrier(tx, { gid, branch: 'stock', op: 'forward' }, work))).toEqual({ applied: true, value: 'reserved' });
    expect(await database.transaction((tx) => withBarrier(tx, { gid, branch: 'stock', op: 'forward' }, work))).toEqual({ applied: false });
  });

  it('keeps branches and global transactions apart', async () => {
    const [gid, other] = [newId(), newId()];
    await participate(database, { gid, branch: 'stock', op: 'forward' });
    expect((await participate(database, { gid, branch: 'wallet', op: 'forward' })).applied).toBe(true);
    expect((await participate(database, { gid: other, branch: 'stock', op: 'forward' })).applied).toBe(true);
  });

  it('may be tried again after a refusal, which leaves no trace', async () => {
    const gid = newId();
    await expect(database.transaction((tx) => withBarrier(tx, { gid, branch: 'stock', op: 'forward' }, () => Promise.reject(new Error('sold out'))))).rejects.toThrow('sold out');
    expect((await participate(database, { gid, branch: 'stock', op: 'forward' })).applied).toBe(true);
  });

  it('compensates once what went forward', async () => {
    const gid = newId();
    await participate(database, { gid, branch: 'stock', op: 'forward' });
    const results = await Promise.all(Array.from({ length: 8 }, () => participate(database, { gid, branch: 'stock', op: 'compensate' })));
    expect(results.filter((result) => result.applied)).toHaveLength(1);
    expect(await unitsOf(database, gid, 'stock')).toBe(0);
  });

  it('turns an empty compensation into nothing, and keeps the late forward step out', async () => {
    const gid = newId();
    expect((await participate(database, { gid, branch: 'stock', op: 'compensate' })).applied).toBe(false);
    expect((await participate(database, { gid, branch: 'stock', op: 'forward' })).applied).toBe(false);
    expect(await unitsOf(database, gid, 'stock')).toBe(0);
  });

  it('ends at zero when a forward step and its compensation race', async () => {
    const gids = Array.from({ length: 30 }, () => newId());
    await Promise.all(gids.flatMap((gid) => [participate(database, { gid, branch: 'stock', op: 'forward' }), participate(database, { gid, branch: 'stock', op: 'compensate' })]));
    expect(await Promise.all(gids.map((gid) => unitsOf(database, gid, 'stock')))).toEqual(gids.map(() => 0));
  });

  it('waits for a forward step that is still in flight, then undoes it', async () => {
    const gid = newId();
    let finish = (): void => undefined;
    const held = new Promise<void>((resolve) => { finish = resolve; });
    let entered = (): void => undefined;
    const inFlight = new Promise<void>((resolve) => { entered = resolve; });
    const forward = database.transaction((tx) => withBarrier(tx, { gid, branch: 'stock', op: 'forward' }, async () => {
      entered();
      await held;
      await addUnits(tx, gid, 'stock', 1);
    }));
    await inFlight;
    const compensation = participate(database, { gid, branch: 'stock', op: 'compensate' });
    finish();
    expect((await forward).applied).toBe(true);
    expect((await compensation).applied).toBe(true);
    expect(await unitsOf(database, gid, 'stock')).toBe(0);
  });

  it('confirms once', async () => {
    const gid = newId();
    await participate(database, { gid, branch: 'stock', op: 'forward' });
    expect((await participate(database, { gid, branch: 'stock', op: 'confirm' })).applied).toBe(true);
    expect((await participate(database, { gid, branch: 'stock', op: 'confirm' })).applied).toBe(false);
    expect(await unitsOf(database, gid, 'stock')).toBe(101);
  });

  it('throws at misuse: a confirmation without, or after the undoing of, the forward step', async () => {
    const gid = newId();
    await expect(participate(database, { gid, branch: 'stock', op: 'confirm' })).rejects.toThrow('before it went forward');
    await participate(database, { gid, branch: 'stock', op: 'forward' });
    await participate(database, { gid, branch: 'stock', op: 'compensate' });
    await expect(participate(database, { gid, branch: 'stock', op: 'confirm' })).rejects.toThrow('after its compensation');
  });

  it('throws at misuse: a branch without a name, or with an endless one', async () => {
    const gid = newId();
    await expect(participate(database, { gid, branch: '', op: 'forward' })).rejects.toThrow('1 to 100 characters');
    await expect(participate(database, { gid, branch: 'x'.repeat(MAX_BRANCH_LENGTH + 1), op: 'forward' })).rejects.toThrow('1 to 100 characters');
  });
});
