import { newId } from '@souk/kernel';
import { type orderEvents } from '@souk/schema/events';
import { type EventData } from '@souk/schema/events';
import { type CartState } from '../domain/cart.js';
import { type CheckoutPlan } from '../domain/checkout.js';
import { orderNumber } from '../domain/order-number.js';
import { type OrderAddress } from '../entities/order-address.js';
import { type CheckoutItem, type CheckoutOrder } from '../sagas/checkout-protocol.js';
import { type CheckoutInput } from './checkout-input.js';

export interface NewCheckoutOptions {
  readonly orderId: string;
  readonly cart: CartState;
  readonly plan: CheckoutPlan;
  readonly buyerId: string | null;
  readonly input: CheckoutInput;
  /** How orders name the way to pay. */
  readonly method: string | null;
}

/** One purchase as each part of the system needs it: event, what stays out of it, and what the checkout protocol works on. */
export interface NewCheckout {
  readonly order: CheckoutOrder;
  readonly address: OrderAddress;
  readonly placed: EventData<typeof orderEvents.OrderPlaced>;
}

/** A PENDING order of a planned cart. */
export const newCheckout = ({ orderId, cart, plan: { lines, shipping, total }, buyerId, input, method }: NewCheckoutOptions): NewCheckout => {
  const items = lines.map(({ cartLine: { id, variantId, quantity } }): CheckoutItem => ({ orderLineId: newId(), cartLineId: id, variantId, quantity }));
  const payment = total.amountMinor === 0 ? null : { paymentId: newId(), provider: input.payment.provider, method };
  return {
    order: {
      orderId, buyerId, cartId: cart.id, cartVersion: cart.version, items, currency: total.currency,
      payment: payment && { id: payment.paymentId, provider: payment.provider, token: input.payment.token ?? null, amount: total },
    },
    address: { orderId, ...input.shippingAddress, region: input.shippingAddress.region ?? null },
    placed: {
      orderId, number: orderNumber(orderId), buyerId, cartId: cart.id, shipping: { ...shipping.price }, total: { ...total },
      carrierId: shipping.carrierId, serviceCode: shipping.serviceCode, promisedBy: shipping.deliverBy.toISOString(), payment,
      lines: lines.map(({ offer, name, unitPrice }, index) => {
        const { orderLineId: lineId, variantId, quantity } = itemAt(items, index);
        return { lineId, variantId, productId: offer.productId, sku: offer.sku, name, quantity, unitPrice: { ...unitPrice }, categorySlug: offer.categorySlug, merchantId: offer.merchantId };
      }),
    },
  };
};

const itemAt = (items: readonly CheckoutItem[], index: number): CheckoutItem => {
  const item = items[index];
  if (item === undefined) throw new Error(`Invariant broken: line ${index} has an item`);
  return item;
};
