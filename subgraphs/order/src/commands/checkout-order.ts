import { newId } from '@souk/kernel';
import { type orderEvents } from '@souk/schema/events';
import { type EventData } from '@souk/schema/events';
import { type CartState } from '../domain/cart.js';
import { type CheckoutPlan } from '../domain/checkout.js';
import { orderNumber } from '../domain/order-number.js';
import { type Payment } from '../entities/payment.js';
import { type NewOrder } from '../repositories/orders.js';
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
  readonly now: Date;
}

/** One purchase as each part of the system needs it: rows, event, and what the checkout protocol works on. */
export interface NewCheckout {
  readonly order: CheckoutOrder;
  readonly rows: NewOrder;
  readonly placed: EventData<typeof orderEvents.OrderPlaced>;
}

/** A PENDING order of a planned cart. */
export const newCheckout = (options: NewCheckoutOptions): NewCheckout => {
  const { orderId, cart, plan, buyerId, input } = options;
  const currency = plan.total.currency;
  const items = plan.lines.map(({ cartLine: { id, variantId, quantity } }): CheckoutItem => ({ orderLineId: newId(), cartLineId: id, variantId, quantity }));
  const payment = plan.total.amountMinor === 0 ? null : newPayment(options);
  const lines = plan.lines.map(({ offer, name, unitPrice }, index) => ({ ...itemAt(items, index), position: index + 1, offer, name, unitPrice }));
  return {
    order: {
      orderId, buyerId, cartId: cart.id, cartVersion: cart.version, items, currency,
      payment: payment && { id: payment.id, provider: payment.provider, token: input.payment.token ?? null, amount: plan.total },
    },
    rows: {
      order: orderRow(options),
      lines: lines.map(({ orderLineId, position, variantId, quantity, offer, name, unitPrice }) => ({
        id: orderLineId, orderId, position, variantId, productId: offer.productId, sku: offer.sku, name, quantity, unitPriceMinor: unitPrice.amountMinor, shippingMinor: null, currency,
        categorySlug: offer.categorySlug, merchantId: offer.merchantId, shipBy: null,
      })),
      address: { orderId, ...input.shippingAddress, region: input.shippingAddress.region ?? null },
      payments: payment === null ? [] : [payment],
    },
    placed: {
      orderId, number: orderNumber(orderId), buyerId, cartId: cart.id, shipping: { ...plan.shipping.price }, total: { ...plan.total },
      lines: lines.map(({ orderLineId, variantId, quantity, offer, name, unitPrice }) => ({
        lineId: orderLineId, variantId, productId: offer.productId, sku: offer.sku, name, quantity, unitPrice: { ...unitPrice }, categorySlug: offer.categorySlug, merchantId: offer.merchantId,
      })),
    },
  };
};

const orderRow = ({ orderId, cart, plan: { shipping, subtotal, total }, buyerId, now }: NewCheckoutOptions): NewOrder['order'] => ({
  id: orderId, number: orderNumber(orderId), state: 'PENDING', version: 1, buyerId, cartId: cart.id, currency: total.currency,
  subtotalMinor: subtotal.amountMinor, shippingMinor: shipping.price.amountMinor, totalMinor: total.amountMinor,
  placedAt: now, confirmedAt: null, shippedAt: null, deliveredAt: null, cancelledAt: null, promisedBy: shipping.deliverBy,
  carrierId: shipping.carrierId, serviceCode: shipping.serviceCode, source: null, sourceStatus: null, importFlags: [], addressSourceId: null,
});

const newPayment = ({ orderId, plan: { total }, input, method }: NewCheckoutOptions): Payment => ({
  id: newId(), orderId, sequence: 1, provider: input.payment.provider, method, installments: null, state: 'PENDING',
  amountMinor: total.amountMinor, refundedMinor: 0, currency: total.currency, declineCode: null, providerReference: null,
});

const itemAt = (items: readonly CheckoutItem[], index: number): CheckoutItem => {
  const item = items[index];
  if (item === undefined) throw new Error(`Invariant broken: line ${index} has an item`);
  return item;
};
