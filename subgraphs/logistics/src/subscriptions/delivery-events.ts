import { type EventLog, type StoredEvent } from '@souk/events';
import { iterate } from '@souk/subgraph';
import { deliveryStream } from '../commands/record-steps.js';
import { type DeliveryFeed } from './delivery-feed.js';

/** Events of one read of the log. */
const PAGE_EVENTS = 500;

interface Dependencies {
  readonly log: EventLog;
  readonly feed: DeliveryFeed;
}

/**
 * Every delivery event of the order after that sequence, once and in order: from the log what is there, then live.
 * Listening begins before anything is read, so that nothing falls between; what comes both ways is known by its version.
 */
export const deliveryEvents = ({ log, feed }: Dependencies, orderId: string, afterSequence: () => Promise<number>): AsyncIterableIterator<StoredEvent> =>
  iterate<StoredEvent>((sink) => {
    const streamId = deliveryStream(orderId);
    let last = 0;
    let isGone = false;
    /** What happens while the log is read; undefined once it has been. */
    let early: StoredEvent[] | undefined = [];
    const pass = (event: StoredEvent): void => {
      if (event.version <= last) return;
      last = event.version;
      sink.push(event);
    };
    const leave = feed.listen(streamId, (event) => (early === undefined ? pass(event) : early.push(event)));
    const replay = async (): Promise<void> => {
      last = await afterSequence();
      for (let isFull = true; isFull && !isGone; ) {
        const page = await log.readStream(streamId, { afterVersion: last, limit: PAGE_EVENTS });
        page.forEach(pass);
        isFull = page.length === PAGE_EVENTS;
      }
      early?.forEach(pass);
      early = undefined;
    };
    replay().catch(sink.fail);
    return () => {
      isGone = true;
      leave();
    };
  });
