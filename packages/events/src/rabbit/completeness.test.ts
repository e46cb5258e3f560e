import { describe, expect, it } from '@jest/globals';
import { type StoredEvent } from '../event.js';
import { completenessHeaders, cursorAfter } from './completeness.js';
import { wavesOf } from './publish-in-order.js';

/** order-2 and ü share a partition, order-1 lies in another. */
const feed = (...events: readonly (readonly [streamId: string, type: string])[]) => events.map(([streamId, type], index) => ({ streamId, type, tx: '7', position: String(index + 1) }) as StoredEvent);

/** In the order of publishing: an event's position, and the cursor of a consumer of those types after it. */
const cursors = (events: readonly StoredEvent[], types: readonly string[]) => {
  const waves = wavesOf(events);
  const headers = completenessHeaders(events, waves);
  return waves.flat().filter(({ type }) => types.includes(type)).map((event) => `${event.position}: ${cursorAfter(event, headers.get(event), types).position}`);
};

describe('cursorAfter', () => {
  it('never passes an older event of the partition that is still to be published, and reaches the last one', () => {
    expect(cursors(feed(['order-2', 'A'], ['order-2', 'A'], ['ü', 'A'], ['order-2', 'A'], ['ü', 'A']), ['A'])).toEqual(['1: 1', '3: 1', '2: 3', '5: 3', '4: 5']);
  });
  it('waits for no event that the consumer does not take', () => {
    const events = feed(['order-2', 'A'], ['order-2', 'B'], ['ü', 'A'], ['order-2', 'B']);
    expect(cursors(events, ['A'])).toEqual(['1: 1', '3: 3']);
    expect(cursors(events, ['B'])).toEqual(['2: 3', '4: 4']);
  });
  it('waits for no event of another partition', () => {
    expect(cursors(feed(['order-2', 'A'], ['order-1', 'A'], ['order-2', 'A'], ['order-1', 'A']), ['A'])).toEqual(['1: 1', '2: 2', '3: 3', '4: 4']);
  });
  it('is the place of the event where nothing is missing, and where an older version published it', () => {
    const [event] = feed(['order-2', 'A']) as [StoredEvent];
    for (const headers of [undefined, {}, { 'souk-complete': 'nonsense' }, { 'souk-complete': { upTo: 7, missing: { A: '' } } }]) expect(cursorAfter(event, headers, ['A'])).toEqual({ tx: '7', position: '1' });
  });
});
