import { describe, expect, it } from '@jest/globals';
import { isNestedTooDeeply, MAX_NESTING } from './json-nesting.js';

const FILLING = ' '.repeat(20_000);
const isRefused = (json: string): boolean => isNestedTooDeeply(Buffer.from(json + FILLING));
const nested = (levels: number, open: string, close: string): string => `${open.repeat(levels)}1${close.repeat(levels)}`;

describe('the nesting of a body', () => {
  it.each([['[', ']'], ['{"a":', '}'], ['[{"a":', '}]']])('is bounded, whatever is nested: %s', (open, close) => {
    const levels = MAX_NESTING / (open.length === 6 ? 2 : 1);
    expect([isRefused(nested(levels, open, close)), isRefused(nested(levels + 1, open, close)), isRefused(open.repeat(levels + 1))]).toEqual([false, true, true]);
  });

  it('is not what stands in strings, nor how many values there are', () => {
    expect(isRefused(JSON.stringify({ query: `${'{ a '.repeat(1_000)}\\" \\\\`, escaped: '\\"[[['.repeat(1_000) }))).toBe(false);
    expect(isRefused(`[${'[],{},'.repeat(5_000)}1]`)).toBe(false);
    expect(isRefused(`"${'['.repeat(5_000)}`)).toBe(false);
  });

  it('does not matter in a small body', () => {
    expect(isNestedTooDeeply(Buffer.from('['.repeat(5_000)))).toBe(false);
  });
});
