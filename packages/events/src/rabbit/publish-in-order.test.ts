import { describe, expect, it } from '@jest/globals';
import { type StoredEvent } from '../event.js';
import { wavesOf } from './publish-in-order.js';

describe('wavesOf', () => {
  const event = (streamId: string, version: number) => ({ streamId, version }) as StoredEvent;
  const inWaves = (events: readonly StoredEvent[]) => wavesOf(events).map((wave) => wave.map(({ streamId, version }) => `${streamId}${version}`));

  it('puts each aggregate into a wave at most once, in its order', () => {
    expect(inWaves([event('a', 1), event('b', 1), event('a', 2), event('c', 1), event('a', 3), event('b', 2)])).toEqual([['a1', 'b1', 'c1'], ['a2', 'b2'], ['a3']]);
  });
  it('has no wave for no events', () => {
    expect(wavesOf([])).toEqual([]);
  });
});
