import { type Dice } from '../dice.js';
import { type World } from '../world/world.js';

/** A fault that stands until it is healed. */
interface Strike {
  /** Whom it hits, and how. */
  readonly what: string;
  heal(): Promise<void> | void;
}

/** Something that happens to the world. All that it decides, it decides by the dice. */
export interface Nemesis {
  /** Longest and shortest time that one strike stands, in milliseconds. */
  readonly standsMs: readonly [number, number];
  strike(world: World, dice: Dice): Promise<Strike> | Strike;
}
