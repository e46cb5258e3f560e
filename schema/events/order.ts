import { z } from 'zod';
import { eventContract } from './contract.js';
import { instant, money, uuid } from './fields.js';

const orderState = z.enum(['PENDING', 'CONFIRMED', 'PARTIALLY_SHIPPED', 'SHIPPED', 'DELIVERED', 'COMPLETED', 'CANCELLED']);
const paymentState = z.enum(['PENDING', 'AUTHORIZED', 'CAPTURED', 'VOIDED', 'REFUNDED', 'FAILED']);

// Stream `cart-<id>`
export const CartLinesAdded = eventContract('CartLinesAdded', 1, z.object({ cartId: uuid, lines: z.array(z.object({ lineId: uuid, variantId: uuid, quantity: z.int(), priceAtAdd: money })) }));
export const CartLineQuantitySet = eventContract('CartLineQuantitySet', 1, z.object({ cartId: uuid, lineId: uuid, quantity: z.int() }));
export const CartLineRemoved = eventContract('CartLineRemoved', 1, z.object({ cartId: uuid, lineId: uuid }));
export const CartShippingSelected = eventContract('CartShippingSelected', 1, z.object({ cartId: uuid, carrierId: uuid, serviceCode: z.string(), price: money, validUntil: instant }));
export const CartOrdered = eventContract('CartOrdered', 1, z.object({ cartId: uuid, orderId: uuid }));

// Stream `order-<id>`: its version is the `sequence` of orderProgress.
const orderLine = z.object({ lineId: uuid, variantId: uuid, productId: uuid, sku: z.string(), name: z.string(), quantity: z.int(), unitPrice: money, categorySlug: z.string().nullable(), merchantId: uuid.nullable() });
export const OrderPlaced = eventContract('OrderPlaced', 1, z.object({ orderId: uuid, number: z.string(), buyerId: uuid.nullable(), cartId: uuid.nullable(), lines: z.array(orderLine), shipping: money, total: money }));
/** Every change of state but the first. */
export const OrderStateChanged = eventContract('OrderStateChanged', 1, z.object({ orderId: uuid, from: orderState, to: orderState, reason: z.string().nullable() }));
/** Stock and payment are ours: what logistics waits for. Follows no OrderStateChanged; it is the change to CONFIRMED itself. */
export const OrderConfirmed = eventContract('OrderConfirmed', 1, z.object({ orderId: uuid, from: orderState, buyerId: uuid.nullable() }));
/** It will not be shipped; the change to CANCELLED itself. */
export const OrderCancelled = eventContract('OrderCancelled', 1, z.object({ orderId: uuid, from: orderState, reason: z.string() }));
export const OrderPaymentChanged = eventContract('OrderPaymentChanged', 1, z.object({ orderId: uuid, paymentId: uuid, provider: z.string(), to: paymentState, amount: money, declineCode: z.string().nullable() }));
export const OrderShipmentChanged = eventContract('OrderShipmentChanged', 1, z.object({ orderId: uuid, shipmentId: uuid, to: z.string() }));
export const OrderImported = eventContract('OrderImported', 1, z.object({
  orderId: uuid, number: z.string(), source: z.string(), sourceStatus: z.string(), state: orderState, buyerId: uuid.nullable(), currency: money.shape.currency,
  placedAt: instant, confirmedAt: instant.nullable(), handedOverAt: instant.nullable(), deliveredAt: instant.nullable(), promisedBy: instant.nullable(),
  lines: z.array(z.object({ lineId: uuid, position: z.int(), productId: uuid, merchantId: uuid.nullable(), categorySlug: z.string().nullable(), unitPriceMinor: z.int(), shippingMinor: z.int() })),
  payments: z.array(z.object({ sequence: z.int(), method: z.string(), installments: z.int(), amountMinor: z.int() })),
}));
