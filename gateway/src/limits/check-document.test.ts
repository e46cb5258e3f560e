import { readFileSync, readdirSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { getIntrospectionQuery, parse } from 'graphql';
import { DEFAULT_DOCUMENT_LIMITS, checkDocument } from './check-document.js';
import { tallyOf } from './document-tally.js';

const OPERATIONS = `${__dirname}/../../../schema/operations`;
const GATEWAYS_BENCHMARK = `
  fragment User on User { id username name }
  fragment Review on Review { id body }
  fragment Product on Product { inStock name price shippingEstimate upc weight }
  query TestQuery {
    users { ...User reviews { ...Review product { ...Product reviews { ...Review author { ...User reviews { ...Review product { ...Product } } } } } } }
    topProducts { ...Product reviews { ...Review author { ...User reviews { ...Review product { ...Product } } } } }
  }`;

const nested = (levels: number): string => `${'{ a '.repeat(levels)}${'}'.repeat(levels)}`;
const times = (count: number, text: (index: number) => string): string => Array.from({ length: count }, (_, index) => text(index)).join(' ');
/** Twice the fields at each level: 2^levels in all. */
const bomb = (levels: number): string => `{ ...F0 } ${times(levels, (index) => `fragment F${index} on Query { x${index} { ...F${index + 1} } y${index} { ...F${index + 1} } }`)} fragment F${levels} on Query { leaf }`;
const refusals = (text: string): unknown[] => checkDocument(parse(text), DEFAULT_DOCUMENT_LIMITS).map(({ extensions }) => extensions);
const over = (limit: string, max: number, actual: number) => ({ code: 'OPERATION_LIMIT_EXCEEDED', limit, max, actual });

describe('what a document may hold', () => {
  it.each(readdirSync(OPERATIONS))('is enough for %s', (file) => {
    expect(refusals(readFileSync(`${OPERATIONS}/${file}`, 'utf8'))).toEqual([]);
  });

  it('is enough for introspection by GraphiQL and for the public benchmark of gateways', () => {
    expect(refusals(getIntrospectionQuery({ descriptions: true, specifiedByUrl: true, directiveIsRepeatable: true, schemaDescription: true, inputValueDeprecation: true, oneOf: true }))).toEqual([]);
    expect(refusals(GATEWAYS_BENCHMARK)).toEqual([]);
  });

  it.each([
    ['depth', nested(20), nested(21), over('depth', 20, 21)],
    ['aliases', `{ a { ${times(50, (index) => `a${index}: id`)} } }`, `{ a { ${times(51, (index) => `a${index}: id`)} } }`, over('aliases', 50, 51)],
    ['root fields', `{ ${times(20, (index) => `f${index}`)} }`, `{ ${times(21, (index) => `f${index}`)} }`, over('rootFields', 20, 21)],
    ['directives', `{ a ${times(100, () => '@x')} }`, `query ($v: Int @x) { a ${times(100, () => '@x')} }`, over('directives', 100, 101)],
    ['repeats', `{ a { id ${times(100, () => 'id')} } }`, `{ a { id ${times(101, () => 'id')} } }`, over('repeats', 100, 101)],
    ['fields', `{ a { ${times(1_999, (index) => `f${index}`)} } }`, `{ a { ${times(2_000, (index) => `f${index}`)} } }`, over('fields', 2_000, 2_001)],
    ['fragments', `{ a } ${times(100, (index) => `fragment F${index} on A { a }`)}`, `{ a } ${times(101, (index) => `fragment F${index} on A { a }`)}`, over('fragments', 100, 101)],
  ])('bounds %s', (_, allowed, refused, error) => {
    expect(refusals(allowed)).toEqual([]);
    expect(refusals(refused)).toEqual([error]);
  });

  it('is the same however it is spread over fragments', () => {
    expect(refusals(`{ ...A } fragment A on Query { ${times(21, (index) => `f${index}`)} }`)).toEqual([over('rootFields', 20, 21)]);
    expect(refusals(`{ a { ...A } } fragment A on Query ${nested(20)}`)).toEqual([over('depth', 20, 21)]);
    expect(refusals(`{ a { ... { ...A } } b { ...A } } fragment A on Query { ${times(26, (index) => `a${index}: id`)} }`)).toEqual([over('aliases', 50, 52)]);
    expect(refusals(`{ a } fragment Unused on Query ${nested(21)}`)).toEqual([over('depth', 20, 21)]);
  });

  it('does not take the same name on different types for a repeat', () => {
    expect(tallyOf(parse('{ node { id ... on A { id } ... on B { id } ... on A { id } ... { id } } }'))).toMatchObject({ repeats: 2 });
  });

  it('counts what doubles at each level without putting it in place', () => {
    const startedAt = performance.now();
    expect(refusals(bomb(90))).toEqual([over('depth', 20, 91), over('fields', 2_000, Number.MAX_SAFE_INTEGER)]);
    expect(performance.now() - startedAt).toBeLessThan(200);
  });

  it.each([
    ['itself', '{ ...A } fragment A on Query { a { ...A } }', 'A'],
    ['itself through others', '{ a } fragment A on Query { ...B } fragment B on Query { b { ...C } } fragment C on Query { ... { ...A } }', 'A'],
  ])('refuses a fragment that contains %s', (_, text, name) => {
    expect(checkDocument(parse(text), DEFAULT_DOCUMENT_LIMITS).map(({ message, extensions, locations }) => ({ message, code: extensions['code'], places: locations?.length }))).toEqual([
      { message: `The fragment "${name}" contains itself.`, code: 'GRAPHQL_VALIDATION_FAILED', places: 1 },
    ]);
  });

  it('leaves documents that are not valid to validation', () => {
    expect(refusals('{ ...Missing } type Query { a: Int }')).toEqual([]);
  });

  it('counts what putting the fragments in place by hand counts', () => {
    fc.assert(fc.property(selections, (set) => {
      const [first, second] = [write(set, 'A'), write(set, 'B')];
      const text = (body: string): string => `{ x ${body} }`;
      const byFragments = `${text(`{ ...A ...B }`)} fragment A on T ${first} fragment B on T ${second}`;
      const byHand = text(`{ ...${first} ...${second} }`);
      const { depth, fields, aliases, rootFields } = tally(byFragments);
      expect(tally(byHand)).toMatchObject({ depth, fields, aliases, rootFields });
    }));
  });
});

const tally = (text: string) => {
  const result = tallyOf(parse(text));
  if (result instanceof Error) throw result;
  return result;
};

interface Selection { readonly alias: boolean; readonly inline: boolean; readonly below: readonly Selection[] }
const { selections } = fc.letrec<{ selections: Selection[]; selection: Selection }>((tie) => ({
  selections: fc.array(tie('selection'), { minLength: 1, maxLength: 4 }),
  selection: fc.record({ alias: fc.boolean(), inline: fc.boolean(), below: fc.oneof({ depthSize: 'small' }, fc.constant([]), tie('selections')) }),
}));
const write = (set: readonly Selection[], prefix: string): string =>
  `{ ${set.map(({ alias, inline, below }, index) => (inline && below.length > 0 ? `... ${write(below, prefix)}` : `${alias ? `${prefix}${index}: ` : ''}f ${below.length > 0 ? write(below, prefix) : ''}`)).join(' ')} }`;
