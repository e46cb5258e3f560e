import { type SigningKey } from '@souk/auth';
import { addBuyers, type Buyer } from './buyers.js';
import { addCarts, type Cart } from './carts.js';
import { type Shop } from './shop.js';
import { type Stores } from './stores.js';

/** `uniform`: buyers spread over all variants; `hot`: everybody buys the same one. */
export type LoadName = 'uniform' | 'hot';

/** Buyers with carts to check out. A buyer has one open cart at a time, so each cart of a window is another's. */
export class Supply {
  readonly #idle: Buyer[] = [];
  readonly #filled: Readonly<Record<LoadName, Cart[]>> = { uniform: [], hot: [] };

  constructor(private readonly stores: Stores, private readonly shop: Shop, private readonly gatewayKey: SigningKey) {}

  /** Takes so many filled carts, and makes what is missing. */
  async take(load: LoadName, count: number): Promise<Cart[]> {
    const filled = this.#filled[load];
    const missing = Math.max(0, count - filled.length);
    if (missing > this.#idle.length) this.#idle.push(...(await addBuyers(this.stores, this.gatewayKey, missing - this.#idle.length)));
    filled.push(...(await addCarts(this.stores, this.shop, this.#idle.splice(0, missing), this.#variantOf(load))));
    return filled.splice(0, count);
  }

  /** Carts that nobody sent. */
  giveBack(load: LoadName, carts: readonly Cart[]): void {
    this.#filled[load].push(...carts);
  }

  /** Their carts were ordered: they can fill others. */
  release(buyers: readonly Buyer[]): void {
    this.#idle.push(...buyers);
  }

  #variantOf(load: LoadName): (index: number) => string {
    const { variantIds } = this.shop;
    return (index) => variantIds[load === 'hot' ? 0 : index % variantIds.length] ?? '';
  }
}
