/** A number in [0, 1), as `Math.random` gives; passed in, so that tests can seed it. Never for secrets. */
export type Random = () => number;

export const systemRandom: Random = () => Math.random();
