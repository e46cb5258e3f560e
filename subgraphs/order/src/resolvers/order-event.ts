import { assertInvariant, globalId } from '@souk/kernel';
import { orderEvents, readEvent } from '@souk/schema/events';
import { type OrderEventResolvers, type OrderImportedResolvers, type OrderPaymentChangedResolvers, type OrderShipmentChangedResolvers, type OrderStateChangedResolvers } from '../generated/graphql.js';
import { type OrderHistoryEvent } from '../repositories/order-events.js';
import { paymentsOf } from './order-as-of.js';
import { orderMoveOf } from './order-move.js';
import { shipmentStub } from './stubs.js';

export const OrderEvent: OrderEventResolvers = {
  __resolveType: ({ type }) => {
    switch (type) {
      case 'OrderPaymentChanged':
      case 'OrderShipmentChanged':
      case 'OrderImported':
        return type;
      default:
        return 'OrderStateChanged';
    }
  },
};

const orderEvent = {
  id: ({ id }: OrderHistoryEvent) => globalId('evt', id),
  sequence: ({ version }: OrderHistoryEvent) => version,
  at: ({ occurredAt }: OrderHistoryEvent) => occurredAt,
  actor: ({ meta }: OrderHistoryEvent) => meta.actor ?? 'system',
};

export const OrderStateChanged: OrderStateChangedResolvers = {
  ...orderEvent,
  from: (event) => orderMoveOf(event).from,
  to: (event) => orderMoveOf(event).to,
  reason: (event) => orderMoveOf(event).reason,
};

export const OrderPaymentChanged: OrderPaymentChangedResolvers = {
  ...orderEvent,
  payment: async (event, _args, { loaders }) => {
    const { orderId, paymentId } = readEvent(orderEvents.OrderPaymentChanged, event);
    const payment = (await paymentsOf(orderId, event.asOf, loaders)).find(({ id }) => id === paymentId);
    assertInvariant(payment !== undefined, `payment ${paymentId} belongs to order ${orderId}`);
    return payment;
  },
  paymentState: (event) => readEvent(orderEvents.OrderPaymentChanged, event).to,
};

export const OrderShipmentChanged: OrderShipmentChangedResolvers = {
  ...orderEvent,
  shipment: (event) => shipmentStub(readEvent(orderEvents.OrderShipmentChanged, event).shipmentId),
  shipmentState: (event) => readEvent(orderEvents.OrderShipmentChanged, event).to,
};

export const OrderImported: OrderImportedResolvers = {
  ...orderEvent,
  source: (event) => readEvent(orderEvents.OrderImported, event).source,
  sourceStatus: (event) => readEvent(orderEvents.OrderImported, event).sourceStatus,
};
