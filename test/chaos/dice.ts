/** Draws that a seed decides. Each name has a sequence of its own, so that who draws first does not matter. */
export interface Dice {
  /** From 0 up to, but not including, 1. */
  roll(): number;
  /** A whole number between the two, both included. */
  between(low: number, high: number): number;
  pick<T>(values: readonly T[]): T;
  /** True with that probability. */
  chance(probability: number): boolean;
  /** That many different values, in the order drawn. */
  sample<T>(values: readonly T[], count: number): readonly T[];
}

const FNV_OFFSET = 0x811c9dc5;
const FNV_PRIME = 0x01000193;

/** Mulberry32 (Tommy Ettinger, 2017) over the seed and an FNV-1a hash of the name. */
export const diceOf = (seed: number, name: string): Dice => {
  let state = [...`${seed}/${name}`].reduce((hash, character) => Math.imul(hash ^ character.charCodeAt(0), FNV_PRIME), FNV_OFFSET);
  const roll = (): number => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
  const between = (low: number, high: number): number => low + Math.floor(roll() * (high - low + 1));
  const pick = <T>(values: readonly T[]): T => {
    const value = values[between(0, values.length - 1)];
    if (value === undefined) throw new Error('Expected something to pick from, found nothing.');
    return value;
  };
  const sample = <T>(values: readonly T[], count: number): readonly T[] => {
    const left = [...values];
    return Array.from({ length: Math.min(count, values.length) }, () => left.splice(between(0, left.length - 1), 1)).flat();
  };
  return { roll, between, pick, chance: (probability) => roll() < probability, sample };
};
