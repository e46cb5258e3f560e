import { describe, expect, it } from '@jest/globals';
import { parse } from 'graphql';
import { unstorableText } from './storable-text.js';

const document = parse('query Q($a: String) { hello(a: $a) }');
const nested = (depth: number): unknown => Array.from({ length: depth }).reduce((inner: unknown) => [inner], 'a\0b');

describe('unstorableText', () => {
  it.each<[string, Record<string, unknown>, string]>([
    ['NUL', { a: 'a\0b' }, 'a'],
    ['the first half of a character', { a: '\ud800' }, 'a'],
    ['the second half of a character', { a: 'x\udc00' }, 'a'],
    ['text deep inside', { fine: 1, a: { list: [null, [true, { text: '\ud83d' }]] } }, 'a.list.1.1.text'],
    ['text before an absent value', { a: ['a\0b', undefined] }, 'a.0'],
    ['text nested deeper than a stack', { a: nested(200_000) }, `a${'.0'.repeat(49)}.`],
    ['a key', { a: { 'k\0': 'fine' } }, 'a.k?'],
  ])('refuses %s in a variable, and says where', (_what, variables, place) => {
    expect(unstorableText(document, variables)).toMatchObject({ message: `Variable "$${place}" must not contain NUL or half a character (a lone surrogate).`, extensions: { code: 'BAD_USER_INPUT' } });
  });

  it.each(['{ hello(a: "a\\u0000b") }', '{ hello(a: """a\0b""") }', 'query($a: [String] = ["x", "\\u0000"]) { hello(a: $a) }'])('refuses a literal, and says where: %j', (query) => {
    const bad = parse(query);
    for (const time of [1, 2]) expect([time, unstorableText(bad, {})]).toMatchObject([time, { locations: [{ line: 1 }], extensions: { code: 'BAD_USER_INPUT' } }]);
  });

  it.each([[undefined], [null], [{}], [{ a: '😀 naïve \n\t\u0001', b: [1, null, false] }]])('has nothing against %j', (variables) => {
    expect(unstorableText(parse('{ hello(a: "😀 \\u00e9 \\n") }'), variables)).toBeUndefined();
  });

  it('looks at the variables of every request, and at a document once', () => {
    const good = parse('query($a: String = "x") { hello(a: $a) }');
    expect(unstorableText(good, { a: 'fine' })).toBeUndefined();
    expect(unstorableText(good, { a: '\0' })).toBeDefined();
  });
});
