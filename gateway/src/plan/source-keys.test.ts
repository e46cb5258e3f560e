import { describe, expect, it } from '@jest/globals';
import { composeServices } from '@apollo/composition';
import { Supergraph } from '@apollo/federation-internals';
import { Kind, parse, print, stripIgnoredCharacters } from 'graphql';
import { clientKeyOf, requiredFieldsOf, withSourceKeys, type RequiredFields } from './source-keys.js';

const LINK = 'extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key", "@requires", "@external"])\n';

const required = (): RequiredFields => {
  const { supergraphSdl, errors } = composeServices([
    { name: 'first', typeDefs: parse(`${LINK} type Query { p: P } type P @key(fields: "id") @key(fields: "shop { code } sku") { id: ID! sku: ID! shop: Shop! price: Int weight: Int name: String } type Shop @key(fields: "code") { code: ID! }`) },
    { name: 'second', typeDefs: parse(`${LINK} type P @key(fields: "id") { id: ID! price: Int @external cost: Int @requires(fields: "price") }`) },
  ]);
  if (supergraphSdl === undefined) throw new Error(errors?.map(({ message }) => message).join('\n'));
  return { ...requiredFieldsOf(Supergraph.build(supergraphSdl)), standIns: new Map() };
};

const sourced = (text: string): string => {
  const [operation] = parse(text, { noLocation: true }).definitions;
  if (operation?.kind !== Kind.OPERATION_DEFINITION) throw new Error('Not an operation.');
  return stripIgnoredCharacters(print(withSourceKeys(operation, required())));
};

describe('fields that subgraphs need of one another', () => {
  it('are those of all @key and @requires, nested ones too', () => {
    expect([...required().names].sort()).toEqual(['code', 'id', 'price', 'shop', 'sku']);
  });

  it('are told by subgraph, type and key, the top of each', () => {
    const { keys } = required();
    expect([keys.get('first')?.get('P'), keys.get('first')?.get('Shop'), keys.get('second')?.get('P'), keys.get('second')?.get('Shop')]).toEqual([[['id'], ['shop', 'sku']], [['code']], [['id']], undefined]);
  });
});

describe('the key under which a field travels', () => {
  it.each([
    ['a field under its own name', '{ p { price id } }', '{p{price id}}'], ['an alias that nobody requires', '{ p { x: price } }', '{p{x:price}}'],
    ['an alias that somebody requires', '{ p { price: weight } }', '{p{price__souk:weight}}'], ['an alias that is the name itself', '{ p { price: price } }', '{p{price:price}}'],
    ['an alias within a fragment', '{ p { ... on P { id: name } } }', '{p{...on P{id__souk:name}}}'], ['an alias that would be a prototype', '{ __proto__: p { id } }', '{__proto____souk:p{id}}'],
  ])('%s', (_what, text, expected) => {
    expect(sourced(text)).toBe(expected);
  });

  it('is the client\'s again in what it reads', () => {
    expect(['price__souk', '__proto____souk', 'price', 'x__souk1'].map(clientKeyOf)).toEqual(['price', '__proto__', 'price', 'x__souk1']);
  });

  it('leaves an operation as it is where no field has one of its own', () => {
    const [operation] = parse('{ p { price } }', { noLocation: true }).definitions;
    if (operation?.kind !== Kind.OPERATION_DEFINITION) throw new Error('Not an operation.');
    expect(withSourceKeys(operation, required())).toBe(operation);
  });
});
