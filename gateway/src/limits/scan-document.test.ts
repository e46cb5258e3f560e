import { readFileSync, readdirSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { Kind, getIntrospectionQuery, parse, print, visit, type DocumentNode } from 'graphql';
import { scanDocument as scanUpTo, type DocumentScan } from './scan-document.js';

const OPERATIONS = `${__dirname}/../../../schema/operations`;

const scanDocument = (text: string): DocumentScan => scanUpTo(text, Infinity);

/** The same from the parsed document. */
const counted = (text: string): DocumentScan => {
  const document = parse(text);
  const scan = { tokens: document.tokenCount ?? 0, depth: 0, fields: 0, aliases: 0, directives: 0, fragments: 0 };
  let level = 0;
  visit(document as DocumentNode, {
    [Kind.FIELD]: {
      enter({ alias }) {
        level += 1;
        scan.fields += 1;
        if (alias !== undefined) scan.aliases += 1;
        scan.depth = Math.max(scan.depth, level);
      },
      leave() { level -= 1; },
    },
    [Kind.DIRECTIVE]() { scan.directives += 1; },
    [Kind.FRAGMENT_DEFINITION]() { scan.fragments += 1; },
  });
  return scan;
};

const name = fc.constantFrom('a', 'on', 'fragment', 'query', 'type', 'x_1', '__typename', 'true', 'null');
const value: fc.Arbitrary<string> = fc.letrec<{ value: string }>((tie) => ({
  value: fc.oneof({ maxDepth: 2 }, fc.constantFrom('1', '-1.5e+3', '2E2', '$v', 'true', 'ENUM', '"plain"', '"{ a: b @c ... (\\" \\\\"', '""', '"""{ "block" \\""" @x }"""', '""""""', '[]', '{}'),
    fc.array(tie('value'), { maxLength: 2 }).map((items) => `[${items.join(' ')}]`), fc.tuple(name, tie('value')).map(([key, inner]) => `{ ${key}: ${inner} }`)),
})).value;
const args = fc.array(fc.tuple(name, value).map(([key, inner]) => `${key}:${inner}`), { maxLength: 2 }).map((list) => (list.length === 0 ? '' : `(${list.join(', ')})`));
const directives = fc.array(fc.tuple(name, args).map(([key, given]) => `@${key}${given}`), { maxLength: 2 }).map((list) => list.join(' '));
const typeName = fc.constantFrom('T', 'on', 'Query');
const spreadName = fc.constantFrom('F', 'fragment', 'type');
const gap = fc.constantFrom(' ', '\n', ' , ', ' # { "comment" @x ...\n', '\ufeff ');
const selections: fc.Arbitrary<string> = fc.letrec<{ set: string }>((tie) => ({
  set: fc.array(fc.oneof({ maxDepth: 3 },
    fc.tuple(name, args, directives).map(([field, given, marks]) => `${field}${given}${marks}`),
    fc.tuple(name, name, args, directives, tie('set')).map(([alias, field, given, marks, set]) => `${alias}:${field}${given} ${marks} ${set}`),
    fc.tuple(spreadName, directives).map(([fragment, marks]) => `...${fragment} ${marks}`),
    fc.tuple(typeName, directives, tie('set')).map(([type, marks, set]) => `... on ${type} ${marks} ${set}`),
    fc.tuple(directives, tie('set')).map(([marks, set]) => `...${marks}${set}`),
  ), { minLength: 1, maxLength: 3 }).chain((items) => gap.map((between) => `{${between}${items.join(between)}${between}}`)),
})).set;
const constant = (text: string): string => text.replaceAll('$v', '1');
const variables = fc.tuple(value, directives).map(([initial, marks]) => `($v: [In!]! = ${constant(initial)} ${constant(marks)})`);
const definition = fc.oneof(selections, fc.tuple(fc.constantFrom('query', 'mutation'), spreadName, variables, directives, selections).map((parts) => parts.join(' ')), fc.tuple(spreadName, typeName, directives, selections).map(([fragment, type, marks, set]) => `fragment ${fragment} on ${type} ${marks} ${set}`));
const documents = fc.array(definition, { minLength: 1, maxLength: 3 }).map((parts) => parts.join('\n'));

describe('a document that is counted without being parsed', () => {
  it('comes to what it comes to when it is parsed', () => {
    fc.assert(fc.property(documents, (text) => {
      expect(scanDocument(text)).toEqual(counted(text));
      expect(scanDocument(print(parse(text)))).toEqual(counted(print(parse(text))));
    }), { numRuns: 400 });
  });

  it.each([...readdirSync(OPERATIONS).map((file) => readFileSync(`${OPERATIONS}/${file}`, 'utf8')), getIntrospectionQuery()])('is counted right: %#', (text) => {
    expect(scanDocument(text)).toEqual(counted(text));
  });

  it.each(['', '{', '}', '}}}{', '(((', ')', '"', '"""', '...', '..', '@', ':', '{a:', '\u0000é漢😀', '{ a(b: "\n) }', '-', '{'.repeat(100_000), '"\\'])('may be no document: %#', (text) => {
    expect(Object.values(scanDocument(text)).every((count) => Number.isSafeInteger(count) && count >= 0)).toBe(true);
  });

  it('is not counted to its end where it has too many tokens', () => {
    expect(scanUpTo(`{ ${'a '.repeat(1_000)} @x }`, 100)).toMatchObject({ tokens: 101, fields: 100, directives: 0 });
    expect(scanUpTo('{ a }', 3)).toMatchObject({ tokens: 3, fields: 1 });
  });

  it('takes no longer than its text is long', () => {
    for (const unit of ['{a', '"""', '\\"""', '"', '#', '...on ', '@', ' ', '1', '😀']) scanDocument(unit.repeat(300_000));
  });
});
