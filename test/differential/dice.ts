/** Random choices from one source of numbers. */
export interface Dice {
  /** A whole number from 0, less than `limit`. */
  below(limit: number): number;
  /** True in that many of 100 cases. */
  chance(percent: number): boolean;
  pick<Item>(items: readonly Item[]): Item;
}

/** `next` gives whole numbers between both, inclusive: the form of fast-check's random. */
export const diceOf = (next: (min: number, max: number) => number): Dice => {
  const below = (limit: number): number => next(0, limit - 1);
  return {
    below,
    chance: (percent) => below(100) < percent,
    pick: (items) => {
      const item = items[below(items.length)];
      if (item === undefined) throw new Error('Nothing to pick from.');
      return item;
    },
  };
};
