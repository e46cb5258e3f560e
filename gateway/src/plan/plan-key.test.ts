import { describe, expect, it } from '@jest/globals';
import { planKeyOf } from './plan-key.js';

describe('the key of a plan', () => {
  const key = (queryHash: string, operationName: string | undefined, mask: string): string => planKeyOf({ queryHash, operationName }, { key: mask });

  it('is the same for the same operation and mask', () => {
    expect(key('hash', 'A', '01')).toBe(key('hash', 'A', '01'));
  });

  it('differs by text, by operation and by what is cut', () => {
    expect(new Set([key('hash', 'A', '01'), key('other', 'A', '01'), key('hash', 'B', '01'), key('hash', undefined, '01'), key('hash', 'A', '10')]).size).toBe(5);
  });

  it('does not confuse one part with the next', () => {
    expect(key('a', 'b"c', '0')).not.toBe(key('a"b', 'c', '0'));
    expect(key('a', undefined, '0')).not.toBe(key('a', 'null', '0'));
  });
});
