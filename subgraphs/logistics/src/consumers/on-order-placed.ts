import { type Broker, type Running } from '@souk/events';
import { type Database } from '@souk/persistence';
import { orderEvents, readEvent } from '@souk/schema/events';
import { noteOrder } from '../repositories/known-orders.js';

/** Who bought it: so that the buyer may follow the delivery before it is planned. */
export const consumeOrderPlaced = (broker: Broker, database: Database): Promise<Running> =>
  broker.consume({
    consumer: 'logistics.on-order-placed',
    database,
    from: ['order'],
    types: [orderEvents.OrderPlaced.type],
    handle: async (event, tx) => {
      const { orderId, buyerId } = readEvent(orderEvents.OrderPlaced, event);
      await noteOrder(tx, { orderId, buyerId, placedAt: event.occurredAt });
    },
  });
