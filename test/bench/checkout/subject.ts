import { type Pool } from 'undici';
import { type Cart } from './carts.js';
import { type Stores } from './stores.js';
import { type Supply } from './supply.js';

/** What is measured: something that checks carts out. */
export interface Subject {
  readonly name: string;
  readonly pool: Pool;
  readonly path: string;
  readonly stores: Stores;
  readonly supply: Supply;
  /** Checkouts in a second that it will not reach: so many carts are filled. */
  readonly ceiling: number;
  bodyOf(cart: Cart): string;
  /** `ok`, `in progress`, or the code of the refusal. */
  kindOf(status: number, text: string): string;
  /** Roots of process trees, by the name of their group; those that run. */
  groups(): Readonly<Record<string, number>>;
  /** Calls between services so far; undefined where nobody counts them. */
  calls(): number | undefined;
}
