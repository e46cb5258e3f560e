import { MAX_QUANTITY, type Money } from '@souk/kernel';
import { type Projection, type StoredEvent } from '@souk/events';
import { orderEvents, readEvent } from '@souk/schema/events';
import { addLines, emptyCart, lineWithId, removeLine, setQuantity, type CartState, type Offer } from '../domain/cart.js';
import { insertCart, readCarts, saveCart } from '../repositories/carts.js';

const { CartLinesAdded, CartLineQuantitySet, CartLineRemoved, CartShippingSelected, CartOrdered } = orderEvents;

/** Carts with their lines, by the functions that decided on them. Commands write the cart that they decided on; this is what shows that both agree. */
export const cartProjection: Projection = {
  name: 'carts',
  tables: [
    {
      name: 'cart',
      kept: [
        'buyer_id', 'created_at', 'updated_at',
        'carrier_id', 'service_code', 'shipping_minor', 'ship_country_code', 'ship_postal_code', 'deliver_by', 'quote_valid_until', 'quote_weight_grams',
      ],
    },
    { name: 'cart_line' },
  ],
  handles: { [CartLinesAdded.type]: 1, [CartLineQuantitySet.type]: 1, [CartLineRemoved.type]: 1, [CartShippingSelected.type]: 1, [CartOrdered.type]: 1 },
  apply: async (tx, events) => {
    const carts = new Map((await readCarts(tx, [...new Set(events.map(cartIdOf))])).map((cart) => [cart.id, cart]));
    const changed = new Map<string, Date>();
    for (const event of events) {
      const id = cartIdOf(event);
      const before = carts.get(id) ?? emptyCart(id, null);
      if (before.version === 0) await insertCart(tx, before, event.occurredAt);
      carts.set(id, { ...changedBy(before, event), version: event.version });
      changed.set(id, event.occurredAt);
    }
    for (const cart of carts.values()) await saveCart(tx, cart, changed.get(cart.id) ?? new Date(0));
  },
};

const cartIdOf = ({ streamId }: StoredEvent): string => streamId.slice('cart-'.length);

const changedBy = (cart: CartState, event: StoredEvent): CartState => {
  switch (event.type) {
    case CartLinesAdded.type:
      return addLines(cart, readEvent(CartLinesAdded, event).lines.map(({ lineId, variantId, quantity, priceAtAdd }, index) => ({ lineId, offer: decided(variantId, priceAtAdd), quantity, index })));
    case CartLineQuantitySet.type: {
      const { lineId, quantity } = readEvent(CartLineQuantitySet, event);
      const { variantId, priceAtAdd } = lineWithId(cart, lineId);
      return setQuantity(cart, lineId, quantity, decided(variantId, priceAtAdd));
    }
    case CartLineRemoved.type:
      return removeLine(cart, readEvent(CartLineRemoved, event).lineId);
    case CartOrdered.type:
      return { ...cart, state: 'ORDERED' };
    default:
      return cart;
  }
};

/** There was enough when it was decided. */
const decided = (variantId: string, price: Money): Offer => ({ variantId, price, available: MAX_QUANTITY });
