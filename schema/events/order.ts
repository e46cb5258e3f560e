import { z } from 'zod';
import { eventContract } from './contract.js';
import { instant, money, recordsOf, uuid } from './fields.js';

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
/** `payment` is null where there is nothing to pay. Version 2 tells what was chosen for shipping and payment. */
export const OrderPlaced = eventContract('OrderPlaced', 2, z.object({
  orderId: uuid, number: z.string(), buyerId: uuid.nullable(), cartId: uuid.nullable(), lines: z.array(orderLine), shipping: money, total: money,
  carrierId: uuid.nullable(), serviceCode: z.string().nullable(), promisedBy: instant.nullable(), payment: z.object({ paymentId: uuid, provider: z.string(), method: z.string().nullable() }).nullable(),
}), [(data) => ({ ...data, carrierId: null, serviceCode: null, promisedBy: null, payment: null })]);
/** Every change of state but the first. */
export const OrderStateChanged = eventContract('OrderStateChanged', 1, z.object({ orderId: uuid, from: orderState, to: orderState, reason: z.string().nullable() }));
/** Stock and payment are ours: what logistics waits for. Follows no OrderStateChanged; it is the change to CONFIRMED itself. Version 2 tells where the units lie. */
export const OrderConfirmed = eventContract('OrderConfirmed', 2, z.object({
  orderId: uuid, from: orderState, buyerId: uuid.nullable(), allocations: z.array(z.object({ lineId: uuid, warehouseId: uuid, quantity: z.int() })),
}), [(data) => ({ ...data, allocations: [] })]);
/** It will not be shipped; the change to CANCELLED itself. */
export const OrderCancelled = eventContract('OrderCancelled', 1, z.object({ orderId: uuid, from: orderState, reason: z.string() }));
export const OrderPaymentChanged = eventContract('OrderPaymentChanged', 1, z.object({ orderId: uuid, paymentId: uuid, provider: z.string(), to: paymentState, amount: money, declineCode: z.string().nullable() }));
export const OrderShipmentChanged = eventContract('OrderShipmentChanged', 1, z.object({ orderId: uuid, shipmentId: uuid, to: z.string() }));
/** Version 2 tells all that is kept of the source's order but its address. */
export const OrderImported = eventContract('OrderImported', 2, z.object({
  orderId: uuid, number: z.string(), source: z.string(), sourceStatus: z.string(), state: orderState, buyerId: uuid.nullable(), currency: money.shape.currency,
  placedAt: instant, confirmedAt: instant.nullable(), handedOverAt: instant.nullable(), deliveredAt: instant.nullable(), promisedBy: instant.nullable(),
  importFlags: z.array(z.string()), addressSourceId: z.string().nullable(),
  lines: z.array(z.object({
    lineId: uuid, position: z.int(), productId: uuid, sku: z.string().nullable(), name: z.string().nullable(), merchantId: uuid.nullable(), categorySlug: z.string().nullable(),
    unitPriceMinor: z.int(), shippingMinor: z.int(), shipBy: instant.nullable(),
  })),
  payments: z.array(z.object({ paymentId: uuid.nullable(), sequence: z.int(), method: z.string(), installments: z.int(), amountMinor: z.int() })),
}), [(data) => ({
  ...data, importFlags: [], addressSourceId: null,
  lines: recordsOf(data['lines']).map((line) => ({ ...line, sku: null, name: null, shipBy: null })),
  payments: recordsOf(data['payments']).map((payment) => ({ ...payment, paymentId: null })),
})]);
