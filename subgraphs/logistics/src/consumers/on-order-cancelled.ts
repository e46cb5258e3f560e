import { type Broker, type EventLog, type Running } from '@souk/events';
import { type Clock } from '@souk/kernel';
import { orderEvents, readEvent } from '@souk/schema/events';
import { cancelShipments } from '../commands/cancel-shipments.js';

/** Stops a cancelled order's parcels that are still ours. */
export const consumeOrderCancelled = ({ broker, log, clock }: { readonly broker: Broker; readonly log: EventLog; readonly clock: Clock }): Promise<Running> =>
  broker.consume({
    consumer: 'logistics.on-order-cancelled',
    database: log.database,
    from: ['order'],
    types: [orderEvents.OrderCancelled.type],
    handle: (event, tx) => cancelShipments({ log, clock }, tx, readEvent(orderEvents.OrderCancelled, event).orderId, { actor: 'system', causationId: event.id }),
  });
