import { type Broker, type EventLog, type Running } from '@souk/events';
import { OperationalError, type Clock } from '@souk/kernel';
import { Code, ConnectError, type Client } from '@souk/rpc';
import { orderEvents, readEvent } from '@souk/schema/events';
import { type OrderService } from '@souk/schema/rpc/order';
import { planShipments, type OrderToShip } from '../commands/plan-shipments.js';
import { toShip } from '../commands/to-ship.js';

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
      return toShip(orderId, await order.getOrderForShipment({ orderId }).catch(waiting));
    },
    handle: (event, tx, toShip) => planShipments({ log, clock }, tx, toShip, { actor: 'system', causationId: event.id }),
  });

/** An event waits for a service that does not answer, for as long as it takes; what the service refuses is the event's own fault. */
const waiting = (error: unknown): never => {
  const isAway = [Code.Unavailable, Code.DeadlineExceeded, Code.Canceled].includes(ConnectError.from(error).code);
  throw isAway ? new OperationalError('ORDER_UNAVAILABLE', 'The order service does not answer.', true, { cause: error }) : error;
};
