import { type EventData, type orderEvents } from '@souk/schema/events';
import { type OrderRows } from '../repositories/orders.js';

/** The rows of an order that has just been placed: PENDING, nothing paid. */
export const placedRows = (placed: EventData<typeof orderEvents.OrderPlaced>, placedAt: Date): OrderRows => {
  const { orderId, number, buyerId, cartId, shipping, total, carrierId, serviceCode, promisedBy, payment, lines } = placed;
  const { currency } = total;
  return {
    order: {
      id: orderId, number, state: 'PENDING', version: 1, buyerId, cartId, currency, subtotalMinor: total.amountMinor - shipping.amountMinor, shippingMinor: shipping.amountMinor, totalMinor: total.amountMinor,
      placedAt, confirmedAt: null, shippedAt: null, deliveredAt: null, cancelledAt: null, promisedBy: promisedBy === null ? null : new Date(promisedBy), carrierId, serviceCode,
      source: null, sourceStatus: null, importFlags: [], addressSourceId: null,
    },
    lines: lines.map(({ lineId, unitPrice, ...line }, index) => ({ ...line, id: lineId, orderId, position: index + 1, unitPriceMinor: unitPrice.amountMinor, shippingMinor: null, currency: unitPrice.currency, shipBy: null })),
    payments: payment === null ? [] : [{
      id: payment.paymentId, orderId, sequence: 1, provider: payment.provider, method: payment.method, installments: null, state: 'PENDING', amountMinor: total.amountMinor, refundedMinor: 0, currency,
      declineCode: null, providerReference: null,
    }],
  };
};
