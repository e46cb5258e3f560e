import { parseSigningKey } from '@souk/auth';
import { SUBGRAPHS } from '../../chaos/world/databases.js';
import { type IsLinked } from '../../chaos/world/topology.js';
import { startWorld, type World } from '../../chaos/world/world.js';
import { type Note } from './measure.js';
import { type Plan } from './plan.js';
import { halfRate, ratioRows } from './ratios.js';
import { runSingle } from './run-single.js';
import { atHalf, overLinks, saturate, withOutages, type Saturation } from './runs.js';
import { openShop } from './shop.js';
import { soukSubject, storesOf } from './souk-subject.js';
import { type Subject } from './subject.js';
import { Supply } from './supply.js';

const NO_LINKS: IsLinked = () => false;
/** None before a store: a proxy there costs CPU that is nobody's. */
const BETWEEN_SERVICES: IsLinked = (from, to) => [from, to].every((name) => SUBGRAPHS.some((service) => service === name));

/** Each protocol over the same stores, one after the other: straight first, then over links. */
export const runProtocols = async (plan: Plan, note: Note, say: (line: string) => void): Promise<void> => {
  const [first] = plan.protocols;
  if (first === undefined) return;
  say('starting the services …');
  let world = await startWorld(first, [], NO_LINKS);
  try {
    const stores = await storesOf(world);
    const supply = new Supply(stores, await openShop(stores), await parseSigningKey(world.keys.privateKeys.gateway));
    const withSubject = async (work: (subject: Subject) => Promise<void>): Promise<void> => {
      const subject = soukSubject(world, stores, supply);
      try {
        await work(subject);
      } finally {
        await subject.pool.close();
      }
    };
    for (const protocol of plan.protocols) {
      if (protocol !== first) world = await world.restart(protocol, [], NO_LINKS);
      await withSubject(async (subject) => {
        const saturation = await saturate(subject, plan, note);
        if (protocol === 'saga' && plan.hasSingle) await compare(subject, saturation, world, plan, note, say);
        await withOutages(subject, world, plan, note);
      });
      if (!plan.includes('uniform-5ms') && !plan.includes('hot-5ms')) continue;
      world = await world.restart(protocol, [], BETWEEN_SERVICES);
      await withSubject((subject) => overLinks(subject, world, plan, note));
    }
  } finally {
    await world.stop();
  }
};

/** The one transaction, measured at once, while the services stand still; then the saga under as much load as that bears with ease. */
const compare = async (subject: Subject, saga: Saturation, { services }: World, plan: Plan, note: Note, say: (line: string) => void): Promise<void> => {
  const rateOf = (single: Saturation): number | undefined => {
    const rate = plan.includes('hot-half') ? halfRate(single, saga) : undefined;
    if (rate !== undefined) say(`hot-half: ${rate.perSecond.toFixed(1)} orders/s, half of what ${rate.of} reaches`);
    return rate?.perSecond;
  };
  let perSecond: number | undefined;
  for (const service of Object.values(services)) service.pause();
  const single = await runSingle(plan, note, (saturation) => (perSecond = rateOf(saturation))).finally(() => {
    for (const service of Object.values(services)) service.resume();
  });
  const half = perSecond === undefined ? undefined : await atHalf(subject, perSecond, plan, note);
  note(ratioRows({ ...saga, half }, single));
};
