import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { describeWith } from '@souk/testing';
import { BUGS } from './bugs.js';
import { describeViolations } from './report.js';
import { runSeed } from './run-seed.js';
import { PROTOCOLS } from './world/topology.js';
import { startWorld, type World } from './world/world.js';

const SEED = 1;
const SECONDS = 3;
const BROKEN_SECONDS = 5;
/** Chance decides whether a race is lost; so many seeds without one are no chance any more. */
const BROKEN_SEEDS = 8;

/** A glimpse of `npm run chaos`: a few seconds of the faults after which the system rests soonest. */
describeWith('rabbitmq-server', () => {
  let world: World;
  beforeAll(async () => {
    world = await startWorld(PROTOCOLS[0]);
  }, 120_000);
  afterAll(() => world?.stop(), 60_000);

  it.each(PROTOCOLS)('every promise is kept while connections are cut and services pause, by %s', async (protocol) => {
    if (protocol !== world.protocol) world = await world.restart(protocol);
    const result = await runSeed(world, { seed: SEED, seconds: SECONDS, nemeses: ['cut', 'pause'], say: () => undefined });
    expect(describeViolations(result)).toEqual([]);
    expect([...result.strikes.values()].reduce((sum, times) => sum + times, 0)).toBeGreaterThan(0);
    expect(result.register).toMatchObject({ verdict: 'yes' });
  }, 240_000);

  it('a stock that is taken without a lock is found out', async () => {
    const { protocol, patches, nemeses, sql = [] } = BUGS['stock-without-lock'];
    world = await world.restart(protocol, patches);
    for (const { database, statement } of sql) await (await world.postgres[database].open()).query(statement);
    let violations = 0;
    for (let seed = SEED; violations === 0 && seed < SEED + BROKEN_SEEDS; seed += 1) {
      violations = (await runSeed(world, { seed, seconds: BROKEN_SECONDS, nemeses, say: () => undefined })).violations.length;
    }
    expect(violations).toBeGreaterThan(0);
  }, 240_000);
});
