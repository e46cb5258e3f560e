import { describe, expect, it } from '@jest/globals';
import { type HistoryRecord } from './history.js';
import { shortestHistory } from './shortest-history.js';

const record = (id: number, type: HistoryRecord['type'], at: number, keys: readonly string[] = []): HistoryRecord => ({ id, type, at, keys, process: 'p', operation: 'o', details: {} });

describe('shortestHistory', () => {
  it('keeps what touched the key, with its beginning, and the strikes that stood meanwhile', () => {
    const early = [record(1, 'strike', 0), record(1, 'heal', 5)];
    const standing = [record(2, 'strike', 6), record(3, 'invoke', 10, ['key']), record(4, 'invoke', 11, ['other']), record(2, 'heal', 12)];
    const end = [record(3, 'ok', 13, ['key', 'order']), record(4, 'ok', 14, ['other']), record(5, 'strike', 15), record(5, 'heal', 16)];
    const shortest = shortestHistory([...early, ...standing, ...end], { rule: '', message: '', keys: ['order'] });
    expect(shortest.map(({ id, type }) => `${id} ${type}`)).toEqual(['2 strike', '3 invoke', '2 heal', '3 ok']);
  });

  it('is empty where no client touched the key', () => {
    expect(shortestHistory([record(1, 'strike', 0), record(2, 'invoke', 1, ['a']), record(1, 'heal', 2)], { rule: '', message: '', keys: ['b'] })).toEqual([]);
  });
});
