import { randomUUID } from 'node:crypto';
import { globalId, newId } from '@souk/kernel';
import { queryIn } from '@souk/persistence';
import { newEvent, orderEvents } from '@souk/schema/events';
import { type Buyer } from './buyers.js';
import { CURRENCY, PRICE_MINOR, SERVICE_CODE, SHIPPING_MINOR, WEIGHT_GRAMS, type Shop } from './shop.js';
import { appendTo, type Stores } from './stores.js';

const PER_TRANSACTION = 2_000;
const QUOTE_MS = 60 * 60 * 1_000;
const DELIVERY_MS = 3 * 24 * 60 * 60 * 1_000;
/** One event that added a line, one that chose shipping. */
const VERSION = 2;
const ADDRESS = { recipient: 'Ada Lovelace', lines: ['Invalidenstraße 1'], city: 'Berlin', countryCode: 'DE', postalCode: '10115' };

/** A cart that needs nothing but its checkout. */
export interface Cart {
  readonly id: string;
  readonly buyer: Buyer;
}

/** A cart for each buyer, each with one unit of a variant and a chosen quote, as the API's mutations would leave them: rows, streams and events. */
export const addCarts = async (stores: Stores, { carrierId }: Shop, buyers: readonly Buyer[], variantOf: (index: number) => string): Promise<readonly Cart[]> => {
  const carts = buyers.map((buyer, index) => ({ id: newId(), buyer, lineId: newId(), variantId: variantOf(index) }));
  for (let first = 0; first < carts.length; first += PER_TRANSACTION) await insertCarts(stores, carrierId, carts.slice(first, first + PER_TRANSACTION));
  return carts;
};

interface FilledCart extends Cart {
  readonly lineId: string;
  readonly variantId: string;
}

const insertCarts = (stores: Stores, carrierId: string, carts: readonly FilledCart[]): Promise<void> =>
  stores.order.transaction(async (tx) => {
    const now = Date.now();
    const [deliverBy, validUntil] = [new Date(now + DELIVERY_MS), new Date(now + QUOTE_MS)];
    await queryIn(tx, `INSERT INTO cart (id, buyer_id, state, version, currency, carrier_id, service_code, shipping_minor, ship_country_code, ship_postal_code, deliver_by, quote_valid_until, quote_weight_grams, created_at, updated_at)
      SELECT id, buyer_id, 'OPEN', $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, now(), now() FROM unnest($1::uuid[], $2::uuid[]) AS cart (id, buyer_id)`,
    [carts.map(({ id }) => id), carts.map(({ buyer }) => buyer.id), VERSION, CURRENCY, carrierId, SERVICE_CODE, SHIPPING_MINOR, ADDRESS.countryCode, ADDRESS.postalCode, deliverBy, validUntil, WEIGHT_GRAMS]);
    await queryIn(tx, `INSERT INTO cart_line (id, cart_id, variant_id, position, quantity, price_at_add_minor, currency)
      SELECT id, cart_id, variant_id, 1, 1, $4, $5 FROM unnest($1::uuid[], $2::uuid[], $3::uuid[]) AS line (id, cart_id, variant_id)`,
    [carts.map(({ lineId }) => lineId), carts.map(({ id }) => id), carts.map(({ variantId }) => variantId), PRICE_MINOR, CURRENCY]);
    const money = (amountMinor: number) => ({ amountMinor, currency: CURRENCY } as const);
    const meta = { actor: 'customer' };
    await appendTo(stores, 'order', tx, carts.map(({ id: cartId, lineId, variantId }) => ({
      streamId: `cart-${cartId}`, expectedVersion: 0,
      events: [
        { ...newEvent(orderEvents.CartLinesAdded, { cartId, lines: [{ lineId, variantId, quantity: 1, priceAtAdd: money(PRICE_MINOR) }] }), meta },
        { ...newEvent(orderEvents.CartShippingSelected, { cartId, carrierId, serviceCode: SERVICE_CODE, price: money(SHIPPING_MINOR), validUntil: validUntil.toISOString() }), meta },
      ],
    })));
  });

/** What `checkoutComplete` takes; each time with another key. */
export const checkoutInputOf = ({ id }: Cart) => ({
  cartId: globalId('crt', id), expectedVersion: VERSION, expectedTotal: { amountMinor: PRICE_MINOR + SHIPPING_MINOR, currency: CURRENCY },
  payment: { provider: 'wallet' }, shippingAddress: ADDRESS, idempotencyKey: randomUUID(),
});
