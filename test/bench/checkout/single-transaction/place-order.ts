import { createHash } from 'node:crypto';
import { newId, parseGlobalId } from '@souk/kernel';
import { type Pool, type PoolClient } from 'pg';
import { type z } from 'zod';
import { eventsOf } from './events.js';
import { type checkoutRequest } from './request.js';
import { CLAIM_KEY, DEBIT, FIND_KEY, LOCK_CART, LOCK_LEVELS, WRITE_ORDER } from './statements.js';

export type CheckoutRequest = z.output<typeof checkoutRequest>;

/** A line of the cart, with its cart and its offer. */
interface CartRow {
  readonly buyerId: string | null;
  readonly state: string;
  readonly version: number;
  readonly currency: string;
  readonly carrierId: string;
  readonly serviceCode: string;
  readonly shippingMinor: number;
  readonly countryCode: string;
  readonly postalCode: string;
  readonly deliverBy: Date;
  readonly validUntil: Date;
  readonly variantId: string;
  readonly quantity: number;
  readonly sku: string;
  readonly name: string;
  readonly priceMinor: number | null;
  readonly priceCurrency: string | null;
  readonly productId: string;
  readonly productName: string;
  readonly status: string | null;
  readonly merchantId: string | null;
  readonly categorySlug: string | null;
}

/** Where the units of a line lie, and the parcel that they leave in. */
interface Allocation {
  readonly lineId: string;
  readonly variantId: string;
  readonly warehouseId: string;
  readonly quantity: number;
  readonly shipmentId: string;
}

interface Line {
  readonly id: string;
  readonly position: number;
  readonly variantId: string;
  readonly productId: string;
  readonly sku: string;
  readonly name: string;
  readonly quantity: number;
  readonly unitPriceMinor: number;
  readonly categorySlug: string | null;
  readonly merchantId: string | null;
}

/** A purchase, before it is written. */
export interface Purchase {
  readonly orderId: string;
  readonly number: string;
  readonly buyerId: string;
  readonly cartId: string;
  readonly cartVersion: number;
  readonly currency: string;
  readonly subtotalMinor: number;
  readonly shippingMinor: number;
  readonly totalMinor: number;
  readonly at: Date;
  readonly promisedBy: Date;
  readonly carrierId: string;
  readonly serviceCode: string;
  readonly paymentId: string;
  /** Of the wallet's entry and of its event. */
  readonly entryId: string;
  readonly balanceMinor: number;
  readonly lines: readonly Line[];
  readonly allocations: readonly Allocation[];
}

/** What the buyer is told; refused ones have taken nothing. */
export type Outcome =
  | { readonly kind: 'ok'; readonly orderId: string; readonly number: string; readonly totalMinor: number; readonly currency: string }
  | { readonly kind: 'refused'; readonly code: string };

class Refused extends Error {
  constructor(readonly code: string) {
    super(code);
  }
}

/** A whole checkout in one transaction of one database: READ COMMITTED, rows locked in the order cart, wallet, stock. */
export const placeOrder = async (pool: Pool, buyerId: string, request: CheckoutRequest): Promise<Outcome> => {
  const client = await pool.connect();
  try {
    await client.query('BEGIN');
    const outcome = await inTransaction(client, buyerId, request);
    await client.query('COMMIT');
    return outcome;
  } catch (error) {
    await client.query('ROLLBACK');
    if (error instanceof Refused) return { kind: 'refused', code: error.code };
    throw error;
  } finally {
    client.release();
  }
};

const inTransaction = async (client: PoolClient, buyerId: string, request: CheckoutRequest): Promise<Outcome> => {
  const at = new Date();
  const orderId = newId(at.getTime());
  const cartId = parseGlobalId('crt', request.cartId);
  if (cartId === undefined) throw new Refused('NOT_FOUND');
  const known = await claimKey(client, `user:${buyerId}`, request, orderId);
  if (known !== undefined) return firstAnswer(client, known);
  const rows = await client.query<CartRow>({ ...LOCK_CART, values: [cartId] });
  const cart = usableCart(rows.rows, buyerId, request, at);
  const lines = rows.rows.map((row, index) => lineOf(row, index, cart.currency));
  const subtotalMinor = lines.reduce((sum, { quantity, unitPriceMinor }) => sum + quantity * unitPriceMinor, 0);
  const totalMinor = subtotalMinor + cart.shippingMinor;
  if (totalMinor !== request.expectedTotal.amountMinor || cart.currency !== request.expectedTotal.currency) throw new Refused('PRICE_CHANGED');
  const balance = await client.query<{ balanceMinor: number }>({ ...DEBIT, values: [buyerId, cart.currency, totalMinor] });
  const balanceMinor = balance.rows[0]?.balanceMinor;
  if (balanceMinor === undefined) throw new Refused('PAYMENT_DECLINED');
  const levels = await client.query<Level>({ ...LOCK_LEVELS, values: [lines.map(({ variantId }) => variantId)] });
  const purchase: Purchase = {
    orderId, number: numberOf(orderId), buyerId, cartId, cartVersion: cart.version, currency: cart.currency, subtotalMinor, shippingMinor: cart.shippingMinor, totalMinor, at,
    promisedBy: cart.deliverBy, carrierId: cart.carrierId, serviceCode: cart.serviceCode, paymentId: newId(), entryId: newId(), balanceMinor, lines, allocations: allocate(lines, levels.rows),
  };
  await write(client, purchase, request);
  return { kind: 'ok', orderId, number: purchase.number, totalMinor, currency: cart.currency };
};

/** What the key stands for, where it is not free. */
const claimKey = async (client: PoolClient, scope: string, request: CheckoutRequest, orderId: string): Promise<string | undefined> => {
  const hash = createHash('sha256').update(JSON.stringify(request)).digest('hex');
  const { rowCount } = await client.query({ ...CLAIM_KEY, values: [scope, request.idempotencyKey, hash, orderId] });
  if (rowCount === 1) return undefined;
  const { rows: [known] } = await client.query<{ bodyHash: string; orderId: string }>({ ...FIND_KEY, values: [scope, request.idempotencyKey] });
  if (known?.bodyHash !== hash) throw new Refused('IDEMPOTENCY_MISMATCH');
  return known.orderId;
};

const firstAnswer = async (client: PoolClient, orderId: string): Promise<Outcome> => {
  const { rows: [order] } = await client.query<{ number: string; totalMinor: number; currency: string }>('SELECT number, total_minor AS "totalMinor", currency FROM orders WHERE id = $1', [orderId]);
  if (order === undefined) throw new Error(`order ${orderId} of a claimed key is there`);
  return { kind: 'ok', orderId, ...order };
};

const usableCart = (rows: readonly CartRow[], buyerId: string, { expectedVersion, shippingAddress }: CheckoutRequest, now: Date): CartRow => {
  const [cart] = rows;
  if (cart === undefined || cart.state !== 'OPEN' || (cart.buyerId !== null && cart.buyerId !== buyerId)) throw new Refused('NOT_FOUND');
  if (cart.version !== expectedVersion) throw new Refused('CONFLICT');
  if (cart.validUntil <= now || cart.countryCode !== shippingAddress.countryCode || cart.postalCode !== shippingAddress.postalCode) throw new Refused('VALIDATION_FAILED');
  return cart;
};

const lineOf = ({ variantId, productId, sku, name, productName, quantity, priceMinor, priceCurrency, status, categorySlug, merchantId }: CartRow, index: number, currency: string): Line => {
  if (status !== 'ACTIVE' || priceMinor === null || priceCurrency !== currency) throw new Refused('VALIDATION_FAILED');
  return { id: newId(), position: index + 1, variantId, productId, sku, name: name === productName ? name : `${productName}, ${name}`, quantity, unitPriceMinor: priceMinor, categorySlug, merchantId };
};

interface Level {
  readonly variantId: string;
  readonly warehouseId: string;
  readonly free: number;
}

/** The first warehouse that has all units of a line, else several; a parcel per warehouse. */
const allocate = (lines: readonly Line[], levels: readonly Level[]): readonly Allocation[] => {
  const parcels = new Map<string, string>();
  const parcelOf = (warehouseId: string): string => {
    const id = parcels.get(warehouseId) ?? newId();
    parcels.set(warehouseId, id);
    return id;
  };
  return lines.flatMap(({ id: lineId, variantId, quantity }) => {
    const of = levels.filter((level) => level.variantId === variantId);
    const whole = of.find(({ free }) => free >= quantity);
    let missing = quantity;
    const allocations = (whole === undefined ? of : [whole]).flatMap(({ warehouseId, free }) => {
      const units = Math.min(free, missing);
      missing -= units;
      return units > 0 ? [{ lineId, variantId, warehouseId, quantity: units, shipmentId: parcelOf(warehouseId) }] : [];
    });
    if (missing > 0) throw new Refused('INSUFFICIENT_STOCK');
    return allocations;
  });
};

const write = async (client: PoolClient, purchase: Purchase, { shippingAddress: { lines: addressLines, ...address } }: CheckoutRequest): Promise<void> => {
  const { lines, allocations, ...order } = purchase;
  const { streams, events } = eventsOf(purchase);
  const { rows: [written] } = await client.query<{ taken: number; appended: number }>({
    ...WRITE_ORDER, values: [{ ...order, ...address, addressLines }, lines, allocations, streams, events].map((value) => JSON.stringify(value)),
  });
  if (written?.appended !== events.length) throw new Refused('CONFLICT');
  if (written.taken !== allocations.length) throw new Error('units that were found free under a lock can be taken');
};

const numberOf = (orderId: string): string => `S-${orderId.slice(-12).toUpperCase()}`;
