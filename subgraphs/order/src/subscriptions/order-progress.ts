import { type EventLog } from '@souk/events';
import { orderStream, type OrderHistoryEvent } from '../repositories/order-events.js';
import { followStream } from './follow-stream.js';
import { type OrderWatch } from './order-watch.js';

/** Every event of an order after that version, once and in order, those to come included. Fails where the database does. */
export const orderProgress = ({ log, watch }: { readonly log: EventLog; readonly watch: OrderWatch }, orderId: string, afterVersion: number): AsyncIterableIterator<OrderHistoryEvent> =>
  followStream<OrderHistoryEvent>({
    read: (version, limit) => log.readStream(orderStream(orderId), { afterVersion: version, limit }),
    watch: (listener) => watch.watch(orderId, listener),
  }, afterVersion);
