import { type Dice } from '../dice.js';
import { type Link } from '../world/link.js';
import { waitFor } from '../world/wait-for.js';
import { type World } from '../world/world.js';
import { type Nemesis } from './nemesis.js';

const SLOW_MS = [10, 200] as const;
const REORDER_MS = 400;
const REPEAT_CHANCE = 0.5;
/** The second arrival meets what the first began, or what followed from it. */
const REPEAT_MS = [200, 2_000];
const FORGETFUL = 0.35;
const FORGET_DEADLINE_MS = 30_000;
const PUBLISHERS = ['order', 'logistics'] as const;

/** Between one service and all that it talks to, or one way only. */
const linksOf = ({ links }: World, dice: Dice): readonly Link[] => {
  const all = [...links.values()].filter(({ name }) => new Set(name.split('>')).size === 2).sort((left, right) => (left.name < right.name ? -1 : 1));
  // The coordinator's as often as all others' together.
  const one = dice.pick(dice.chance(0.5) ? all.filter(({ name }) => name.startsWith('order>')) : all);
  const service = one.name.split('>')[0];
  return dice.chance(0.3) ? all.filter(({ name }) => name.split('>')[0] === service) : [one];
};

const named = (links: readonly Link[]): string => (links.length === 1 ? links[0]?.name ?? '' : `all of ${links[0]?.name.split('>')[0] ?? ''}'s`);

/** Connections end, and none can be made. */
export const cut: Nemesis = {
  standsMs: [100, 3_000],
  strike: (world, dice) => {
    const links = linksOf(world, dice);
    for (const link of links) link.cut();
    return { what: named(links), heal: () => links.forEach((link) => link.heal()) };
  },
};

/** Nothing arrives in one direction; then all of it does, late, or the connection is reset and it never does. */
export const cutOneWay: Nemesis = {
  standsMs: [100, 3_000],
  strike: (world, dice) => {
    const links = linksOf(world, dice);
    const [isBack, isReset] = [dice.chance(0.6), dice.chance(0.5)];
    const stalled = { stalled: true, delayMs: () => 0 };
    for (const link of links) link.change(isBack ? { back: stalled } : { there: stalled });
    const heal = (): void => {
      for (const link of links) {
        if (isReset) link.reset();
        link.heal();
      }
    };
    return { what: `${named(links)}, ${isBack ? 'answers' : 'requests'}${isReset ? ', then reset' : ''}`, heal };
  },
};

/** Every byte takes longer, both ways. */
export const slow: Nemesis = {
  standsMs: [500, 4_000],
  strike: (world, dice) => {
    const links = linksOf(world, dice);
    const delayMs = dice.between(...SLOW_MS);
    for (const link of links) link.change({ there: { stalled: false, delayMs: () => delayMs }, back: { stalled: false, delayMs: () => delayMs } });
    return { what: `${named(links)}, ${delayMs} ms each way`, heal: () => links.forEach((link) => link.heal()) };
  },
};

/** Calls between services, whose paths are between two names that are both services'. */
const calls = ({ links }: World): readonly Link[] => [...links.values()].filter(({ name }) => /^(catalog|user|order|logistics)>(catalog|user|order|logistics)$/.test(name));

/**
 * Calls between services arrive a second time, up to seconds later. At every third strike or so a publisher dies, too, and has forgotten how
 * far it had published: all of its events come again.
 */
export const duplicate: Nemesis = {
  standsMs: [1_000, 5_000],
  strike: async (world, dice) => {
    for (const link of calls(world)) link.repeat(() => (dice.chance(REPEAT_CHANCE) ? dice.between(0, dice.pick(REPEAT_MS)) : undefined));
    const publisher = dice.chance(FORGETFUL) ? dice.pick(PUBLISHERS) : undefined;
    if (publisher !== undefined) await forgetPublished(world, publisher);
    return { what: `calls between services${publisher === undefined ? '' : `, events of ${publisher}`}`, heal: () => calls(world).forEach((link) => link.heal()) };
  },
};

/** As a crash before a checkpoint was written, with none ever written. */
const forgetPublished = async ({ services, postgres }: World, publisher: (typeof PUBLISHERS)[number]): Promise<void> => {
  await services[publisher].kill();
  // Another nemesis may have crashed the database a moment ago.
  await waitFor('the checkpoint', async () => {
    await (await postgres[publisher].open()).query("UPDATE checkpoint SET tx = '0', position = 0 WHERE consumer = 'relay'");
    return true;
  }, FORGET_DEADLINE_MS);
  services[publisher].start();
  // Until it answers nothing is called that could come twice; what else has befallen it is the end of the run's to heal.
  await services[publisher].untilReady().catch(() => undefined);
};

/** Calls between services overtake one another: each takes a time of its own. */
export const reorder: Nemesis = {
  standsMs: [1_000, 5_000],
  strike: (world, dice) => {
    for (const link of calls(world)) link.change({ there: { stalled: false, delayMs: () => dice.between(0, REORDER_MS) } });
    return { what: 'calls between services', heal: () => calls(world).forEach((link) => link.heal()) };
  },
};
