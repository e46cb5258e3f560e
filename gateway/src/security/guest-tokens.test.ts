import { describe, expect, it } from '@jest/globals';
import { Kind, parse, type FragmentDefinitionNode } from 'graphql';
import { guestTokensIn } from './guest-tokens.js';

const tokensIn = (query: string, variables: Readonly<Record<string, unknown>> = {}): readonly string[] => {
  const { definitions } = parse(query);
  const operation = definitions.find((definition) => definition.kind === Kind.OPERATION_DEFINITION);
  if (operation === undefined) throw new Error('an operation');
  const fragments: Record<string, FragmentDefinitionNode> = {};
  for (const definition of definitions) if (definition.kind === Kind.FRAGMENT_DEFINITION) fragments[definition.name.value] = definition;
  return guestTokensIn(operation, fragments, variables);
};

describe('the guest tokens of an operation', () => {
  it.each([
    ['as a literal', '{ order(guestToken: "t") { id } }', {}, ['t']],
    ['by a variable', 'query($t: String) { order(guestToken: $t) { id } }', { t: 't' }, ['t']],
    ['by a variable that has a default', 'query($t: String = "d") { order(guestToken: $t) { id } }', {}, ['d']],
    ['by a variable whose default is replaced with null', 'query($t: String = "d") { order(guestToken: $t) { id } }', { t: null }, []],
    ['in a subscription', 'subscription($t: String) { orderProgress(guestToken: $t) { sequence } }', { t: 't' }, ['t']],
    ['in fragments at the root', '{ ...F ... on Query { b: order(guestToken: "b") { id } } } fragment F on Query { order(guestToken: "a") { id } }', {}, ['a', 'b']],
    ['each once', '{ a: order(guestToken: "t") { id } b: order(guestToken: "t") { id } }', {}, ['t']],
    ['not below the root', '{ viewer { order(guestToken: "t") { id } } }', {}, []],
    ['not of another type', 'query($t: Int) { order(guestToken: $t) { id } b: order(guestToken: null) { id } }', { t: 1 }, []],
    ['none', '{ order(id: "t") { id } }', {}, []],
  ])('%s', (_name, query, variables, expected) => {
    expect(tokensIn(query, variables)).toEqual(expected);
  });

  it('are looked at up to a number', () => {
    expect(tokensIn(`{ ${Array.from({ length: 100 }, (_, index) => `o${index}: order(guestToken: "t${index}") { id }`).join(' ')} }`)).toHaveLength(20);
  });
});
