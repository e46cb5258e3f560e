import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { generateKeys, parseSigningKey } from '@souk/auth';
import { type Measured, type Note } from './measure.js';
import { type Plan } from './plan.js';
import { atHalf, saturate, type Saturation } from './runs.js';
import { openShop } from './shop.js';
import { singleSubject } from './single-subject.js';
import { startSingleTransaction } from './single-transaction/start.js';
import { Supply } from './supply.js';

/** What the one transaction reached; `half` where it was asked for a rate. */
export interface SingleResult extends Saturation {
  readonly half: Measured | undefined;
}

/** The one transaction, as fast as it can, and then the hot variant at the rate that `rateOf` makes of that. */
export const runSingle = async (plan: Plan, note: Note, rateOf: (single: Saturation) => number | undefined = () => undefined): Promise<SingleResult> => {
  const folder = await mkdtemp(join(tmpdir(), 'souk-bench-'));
  await chmod(folder, 0o755); // PostgreSQL runs as another user where this runs as root
  const keys = await generateKeys(['gateway']);
  const single = await startSingleTransaction(folder, keys.jwks);
  const subject = singleSubject(single, new Supply(single.stores, await openShop(single.stores), await parseSigningKey(keys.privateKeys.gateway)));
  try {
    const saturation = await saturate(subject, plan, note);
    const perSecond = rateOf(saturation);
    return { ...saturation, half: perSecond === undefined ? undefined : await atHalf(subject, perSecond, plan, note) };
  } finally {
    await subject.pool.close();
    await single.stop();
    await rm(folder, { recursive: true, force: true });
  }
};
