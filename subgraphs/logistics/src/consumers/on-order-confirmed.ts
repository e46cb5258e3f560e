import { type Broker, type EventLog, type Running } from '@souk/events';
import { type Clock } from '@souk/kernel';
import { type Client } from '@souk/rpc';
import { orderEvents, readEvent } from '@souk/schema/events';
import { type GetOrderForShipmentResponse, type OrderService } from '@souk/schema/rpc/order';
import { planShipments, type OrderToShip } from '../commands/plan-shipments.js';

interface Dependencies {
  readonly broker: Broker;
  readonly log: EventLog;
  readonly clock: Clock;
  readonly order: Client<typeof OrderService>;
}

/** Plans a confirmed order's parcels. Addresses are not in events: they are asked of order before the transaction; while it is down, the event waits. */
export const consumeOrderConfirmed = ({ broker, log, clock, order }: Dependencies): Promise<Running> =>
  broker.consume<OrderToShip>({
    consumer: 'logistics.on-order-confirmed',
    database: log.database,
    from: ['order'],
    types: [orderEvents.OrderConfirmed.type],
    prepare: async (event) => {
      const { orderId } = readEvent(orderEvents.OrderConfirmed, event);
      return toShip(orderId, await order.getOrderForShipment({ orderId }));
    },
    handle: (event, tx, toShip) => planShipments({ log, clock }, tx, toShip, { actor: 'system', causationId: event.id }),
  });

/** In protobuf what is missing is an empty text. */
const toShip = (orderId: string, { buyerId, countryCode, postalCode, carrierId, serviceCode, promisedBy, lines }: GetOrderForShipmentResponse): OrderToShip => ({
  orderId,
  buyerId: buyerId || null,
  countryCode,
  postalCode,
  carrierId: carrierId || null,
  serviceCode: serviceCode || null,
  promisedBy: promisedBy === '' ? null : new Date(promisedBy),
  lines: lines.map(({ orderLineId, quantity, warehouseId }) => ({ orderLineId, quantity, warehouseId: warehouseId || null })),
});
