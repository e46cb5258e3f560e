import { randomUUID } from 'node:crypto';
import { parseGlobalId, retry } from '@souk/kernel';
import { createClient, logIn, registerCustomer, type Client } from '../../support/client.js';
import { addProduct, mutate, openShop } from '../../support/shop.js';
import { ADMIN } from '../world/topology.js';
import { type World } from '../world/world.js';

const BUYERS = 8;
const PATIENCE = { attempts: 30, baseMs: 500, maxMs: 2_000 };
export const CREDIT_MINOR = 200_000;
/** The first is hot: scarce, and wanted by everybody. */
const UNITS = [25, 200, 200];
const PRICE_MINOR = 1_000;
const REGISTER_UNITS = 20;

export interface Stocked {
  /** As clients know it. */
  readonly id: string;
  readonly uuid: string;
  readonly units: number;
}

export interface Buyer {
  readonly name: string;
  readonly uuid: string;
  readonly client: Client;
}

/** What one seed's clients work on: new products and customers in a world that others may have used before. */
export interface Shop {
  readonly admin: Client;
  readonly warehouseId: string;
  readonly variants: readonly Stocked[];
  /** A variant that nobody orders: its stock is reserved, released and read by calls alone. */
  readonly register: Stocked;
  readonly buyers: readonly Buyer[];
}

export const openChaosShop = async (world: World): Promise<Shop> => {
  const { url } = world.services.gateway;
  const admin = await patiently(() => logIn(url, ADMIN));
  const house = await patiently(() => openShop(admin));
  const stock = async (units: number): Promise<Stocked> => {
    const { id } = await patiently(() => addProduct(admin, house, { units, priceMinor: PRICE_MINOR }));
    return { id, uuid: parseGlobalId('var', id) ?? '', units };
  };
  const variants = [];
  for (const units of UNITS) variants.push(await stock(units));
  const buyers = [];
  for (let number = 1; number <= BUYERS; number += 1) {
    const customer = await patiently(() => registerCustomer(url));
    const idempotencyKey = randomUUID();
    await patiently(() => mutate(admin, 'walletTopUp', { userId: customer.userId, amount: { amountMinor: CREDIT_MINOR, currency: 'EUR' }, idempotencyKey }, 'wallet { balances { amountMinor } }'));
    buyers.push({ name: `buyer-${number}`, uuid: parseGlobalId('usr', customer.userId) ?? '', client: createClient(url, customer.token) });
  }
  return { admin, warehouseId: house.warehouseId, variants, register: await stock(REGISTER_UNITS), buyers };
};

/** A gateway that has just started on a busy machine refuses work for a while, before it has done anything. */
export const patiently = <T>(work: () => Promise<T>): Promise<T> =>
  retry(work, { ...PATIENCE, isRetryable: (error) => error instanceof Error && error.message.includes('SERVICE_OVERLOADED') });
