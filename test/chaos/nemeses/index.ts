import { sleep } from '@souk/kernel';
import { diceOf } from '../dice.js';
import { type History } from '../history.js';
import { type World } from '../world/world.js';
import { cut, cutOneWay, duplicate, reorder, slow } from './network.js';
import { type Nemesis } from './nemesis.js';
import { clock, kill, pause } from './processes.js';
import { broker, postgres, redis } from './stores.js';

/** By the names of the command line. */
const NEMESES = { kill, pause, cut, 'cut-one-way': cutOneWay, slow, postgres, broker, redis, clock, duplicate, reorder } as const satisfies Readonly<Record<string, Nemesis>>;
export type NemesisName = keyof typeof NEMESES;
export const NEMESIS_NAMES = Object.keys(NEMESES) as readonly NemesisName[];

/** Places in a block's order of nemeses from which a seed gets its own, counted from its place in the block. */
const TURNS = [0, 3, 7];
/** Of a fourth. */
const ONE_MORE = 0.3;
/** Peace between two strikes of one nemesis, in milliseconds. */
const PEACE_MS = [500, 3_000] as const;

export const isNemesis = (name: string): name is NemesisName => NEMESIS_NAMES.some((known) => known === name);

/**
 * The nemeses of a seed for which none are named: three, or four. Seeds come in blocks of as many as there are nemeses, 1 to 11 and so on, each
 * with an order of its own; in a block every nemesis has its turn three times.
 */
export const drawNemeses = (seed: number): readonly NemesisName[] => {
  const count = NEMESIS_NAMES.length;
  const place = (seed - 1) % count;
  const order = diceOf((seed - 1 - place) / count, 'order of nemeses').sample(NEMESIS_NAMES, count);
  const names = TURNS.flatMap((turn) => order[(place + turn) % count] ?? []);
  const dice = diceOf(seed, 'nemeses');
  return dice.chance(ONE_MORE) ? [...names, dice.pick(order.filter((name) => !names.includes(name)))] : names;
};

export interface Unleashing {
  readonly world: World;
  readonly history: History;
  readonly seed: number;
  readonly say: (line: string) => void;
  readonly signal: AbortSignal;
}

/** Lets it strike again and again until the signal aborts; every strike is healed when this resolves. */
export const unleash = async (name: NemesisName, { world, history, seed, say, signal }: Unleashing): Promise<void> => {
  const nemesis: Nemesis = NEMESES[name];
  const dice = diceOf(seed, `nemesis ${name}`);
  // What it draws while it stands depends on the traffic; the order of strikes does not.
  for (let turn = 0; !signal.aborted; turn += 1) {
    await sleep(dice.between(...PEACE_MS), signal);
    if (signal.aborted) return;
    const standsMs = dice.between(...nemesis.standsMs);
    const began = history.begin(name, 'strike', [], {}, 'strike');
    const { what, heal } = await nemesis.strike(world, diceOf(seed, `nemesis ${name} ${turn}`));
    say(`${(history.now() / 1_000).toFixed(1)} s  ${name}: ${what}`);
    await sleep(standsMs, signal);
    await heal();
    began.end('heal', { what });
  }
};
