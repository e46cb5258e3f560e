import { type Projection } from '@souk/events';
import { catalogEvents, readEvent } from '@souk/schema/events';
import { insertReviews } from '../repositories/catalog-import.js';

const { ReviewImported } = catalogEvents;

/** Scores that buyers gave. */
export const reviewProjection: Projection = {
  name: 'reviews',
  tables: [{ name: 'review', kept: ['answered_at', 'source', 'source_id'] }],
  handles: { [ReviewImported.type]: 1 },
  apply: async (tx, events) => {
    await insertReviews(tx, null, events.map((event) => {
      const { reviewId: id, orderId, score } = readEvent(ReviewImported, event);
      return { id, orderId, score, createdAt: event.occurredAt, answeredAt: null, sourceId: null };
    }));
  },
};
