import { type NewEvent, type StreamBatch } from '@souk/events';
import { newId } from '@souk/kernel';
import { newEvent, orderEvents } from '@souk/schema/events';

/** Events of one delivered order. */
export const EVENTS_PER_ORDER = 7;

const STEP_MS = 3_600_000;
const eur = (amountMinor: number) => ({ amountMinor, currency: 'EUR' as const });

/** The life of an order as the order subgraph writes it, from the cart to the door; every tenth is cancelled. */
export const orderLife = (index: number): readonly NewEvent[] => {
  const [orderId, buyerId, paymentId, shipmentId] = [newId(), newId(), newId(), newId()];
  const placedMs = Date.UTC(2026, 0, 1) + index * 60_000;
  const lines = [1, 2].map((line) => ({
    lineId: newId(), variantId: newId(), productId: newId(), sku: `TEA-BOWL-${(index * line) % 500}`, name: 'Cobalt tea bowl, "single"', quantity: line, unitPrice: eur(1_290 * line), categorySlug: 'kitchen', merchantId: null,
  }));
  const total = eur(490 + 1_290 + 2 * 2_580);
  const paid = (to: 'AUTHORIZED' | 'CAPTURED' | 'VOIDED') => newEvent(orderEvents.OrderPaymentChanged, { orderId, paymentId, provider: 'wallet', to, amount: total, declineCode: null });
  const moved = (from: 'CONFIRMED' | 'SHIPPED', to: 'SHIPPED' | 'DELIVERED') => newEvent(orderEvents.OrderStateChanged, { orderId, from, to, reason: null });
  const shipment = (to: string) => newEvent(orderEvents.OrderShipmentChanged, { orderId, shipmentId, to });
  const begun = [
    newEvent(orderEvents.OrderPlaced, {
      orderId, number: `SO-${String(index).padStart(8, '0')}`, buyerId, cartId: newId(), lines, shipping: eur(490), total,
      carrierId: newId(), serviceCode: 'STANDARD', promisedBy: new Date(placedMs + 72 * STEP_MS).toISOString(), payment: { paymentId, provider: 'wallet', method: null },
    }),
    paid('AUTHORIZED'),
    newEvent(orderEvents.OrderConfirmed, { orderId, from: 'PENDING', buyerId, allocations: lines.map(({ lineId, quantity }) => ({ lineId, warehouseId: newId(), quantity })) }),
    shipment('PLANNED'),
  ];
  const ended = index % 10 === 0
    ? [shipment('CANCELLED'), newEvent(orderEvents.OrderCancelled, { orderId, from: 'CONFIRMED', reason: 'buyer' }), paid('VOIDED')]
    : [paid('CAPTURED'), moved('CONFIRMED', 'SHIPPED'), moved('SHIPPED', 'DELIVERED')];
  return [...begun, ...ended].map((event, step) => ({ ...event, occurredAt: new Date(placedMs + step * STEP_MS), meta: { actor: 'system' } }));
};

export const orderBatch = (first: number, orders: number): readonly StreamBatch[] =>
  Array.from({ length: orders }, (_, index) => ({ streamId: `order-${newId()}`, expectedVersion: 0, events: orderLife(first + index) }));
