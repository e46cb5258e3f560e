import { describe, expect, it } from '@jest/globals';
import { queryWords, searchWords } from './search-words.js';
import { distinctSlug, MAX_SLUG_LENGTH, slugOf } from './slug.js';

describe('words', () => {
  it.each([['Cobalt Tea-Bowl', ['cobalt', 'tea', 'bowl']], ['CAFÉS Fès', ['cafes', 'fes']], ["'; DROP TABLE--", ['drop', 'table']], ['a:* & !b | (c)', ['a', 'b', 'c']], ['茶碗 №5', ['茶碗', 'no5']], ['%_\\ "" 👍', []]])('of %j', (text, words) => {
    expect(searchWords(text)).toEqual(words);
  });

  it('of a query are counted once, and at most 16', () => {
    expect(queryWords('tea TEA téa')).toEqual(['tea']);
    expect(queryWords(Array.from({ length: 40 }, (_, index) => `w${index}`).join(' '))).toHaveLength(16);
  });
});

describe('a slug', () => {
  it.each([['Cobalt Tea Bowl', 'cobalt-tea-bowl'], ['  Café & Chá! ', 'cafe-cha'], ['140 × 200 cm', '140-200-cm'], ['茶碗', 'item'], ['--', 'item']])('of %j', (name, slug) => {
    expect(slugOf(name)).toBe(slug);
  });

  it('is never longer than a slug may be', () => {
    expect(slugOf('x'.repeat(500))).toHaveLength(MAX_SLUG_LENGTH);
    expect(distinctSlug('x'.repeat(MAX_SLUG_LENGTH), '01960000-0000-7000-8000-0000abcdef12')).toMatch(/^x{111}-abcdef12$/);
  });
});
