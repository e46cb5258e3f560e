import { describe, expect, it } from '@jest/globals';
import { Kind, buildSchema, parse, type FragmentDefinitionNode, type InlineFragmentNode, type OperationDefinitionNode, type SelectionSetNode } from 'graphql';
import { clientLabelOf, conditionVariablesOf, deferLabelOf, specialise, withoutEmptySelections } from './specialise.js';

const schema = buildSchema(`
  directive @defer(if: Boolean! = true, label: String) on FRAGMENT_SPREAD | INLINE_FRAGMENT
  type Query { a: A node: Node any: Any name: String }
  interface Node { id: ID } interface Wide { id: ID }
  type A implements Node & Wide { id: ID name: String a: A } type B implements Node { id: ID size: Int }
  union Any = A | B`);

const read = (text: string): { readonly operation: OperationDefinitionNode; readonly fragments: Readonly<Record<string, FragmentDefinitionNode>> } => {
  const { definitions } = parse(text, { noLocation: true });
  const operation = definitions.find(({ kind }) => kind === Kind.OPERATION_DEFINITION) as OperationDefinitionNode;
  const fragments = Object.fromEntries(definitions.flatMap((definition) => (definition.kind === Kind.FRAGMENT_DEFINITION ? [[definition.name.value, definition]] : [])));
  return { operation, fragments };
};

/** Selections as one would write them; `{}` where nothing is left, which GraphQL has no text for. */
const shortOf = ({ selections }: SelectionSetNode): string => `{${selections.map((selection) => {
  if (selection.kind === Kind.FRAGMENT_SPREAD) return `...${selection.name.value}`;
  const name = selection.kind === Kind.FIELD ? `${selection.alias === undefined ? '' : `${selection.alias.value}:`}${selection.name.value}` : `...${selection.typeCondition?.name.value ?? ''}`;
  const directives = (selection.directives ?? []).map((directive) => `@${directive.name.value}(${(directive.arguments ?? []).map((given) => given.name.value).join()})`).join('');
  return `${name}${directives}${selection.selectionSet === undefined ? '' : shortOf(selection.selectionSet)}`;
}).join(' ')}}`;

const specialised = (text: string, variables: Readonly<Record<string, unknown>> = {}, inParts = false): string => {
  const { operation, fragments } = read(text);
  return shortOf(specialise(schema, operation, fragments, variables, inParts).selectionSet);
};

describe('an operation for given values of its conditions', () => {
  it.each([
    ['@skip(if: true)', ''], ['@skip(if: false)', 'name'], ['@include(if: true)', 'name'], ['@include(if: false)', ''], ['@include(if: true) @skip(if: true)', ''], ['@include(if: false) @skip(if: false)', ''],
    ['@skip(if: $yes)', ''], ['@include(if: $yes)', 'name'], ['@skip(if: $no)', 'name'], ['@include(if: $no)', ''], ['@include(if: $absent)', ''], ['@skip(if: $absent)', 'name'], ['@include(if: $null)', ''], ['@include(if: $toString)', ''],
  ])('a field with %s', (directives, left) => {
    expect(specialised(`{ a { id } name ${directives} }`, { yes: true, no: false, null: null })).toBe(`{a{id}${left === '' ? '' : ' name'}}`);
  });

  it.each(['... @include(if: $no) { name }', '...F @skip(if: $yes)', '... on Query @include(if: $no) { ...F }'])('a fragment that is left out: %s', (fragment) => {
    expect(specialised(`{ a { id } ${fragment} } fragment F on Query { name }`, { yes: true, no: false })).toBe('{a{id}}');
  });

  it('conditions hold within conditions', () => {
    expect(specialised('{ ... @include(if: $yes) { a { id @skip(if: $yes) name } name @include(if: $no) } }', { yes: true, no: false })).toBe('{a{name}}');
  });

  it('fragments stand in place, without the type that is there anyway', () => {
    expect(specialised('{ ...F ... on Query { b: name } node { ...G } } fragment F on Query { a { ...G id } } fragment G on Node { id }')).toBe('{a{...Node{id} id} b:name node{id}}');
  });

  it.each([
    ['of two types', '{ node { ... on A { ... on B { id } } } }', '{node{}}'], ['of a type and an interface that it has not', '{ node { ... on B { ... on Wide { id } } } }', '{node{}}'],
    ['of a member and another', '{ any { ... on A { ... on Node { ... on B { size } } name } } }', '{any{...A{name}}}'],
  ])('fragments that contradict one another are gone: %s', (_what, text, left) => {
    expect(specialised(text)).toBe(left);
  });

  it('fragments of interfaces that can be met stay', () => {
    expect(specialised('{ any { ... on Node { ... on A { name } } } }')).toBe('{any{...Node{...A{name}}}}');
  });

  it('an object of which nothing is left is there, and empty', () => {
    expect(specialised('{ a { id @skip(if: true) a { name @include(if: false) } } }')).toBe('{a{a{}}}');
  });

  it('conditions within introspection are decided, and its fragments stand in place', () => {
    expect(specialised('{ __schema { queryType { name @skip(if: $yes) ...T } } } fragment T on __Type { kind }', { yes: true })).toBe('{__schema{queryType{kind}}}');
  });

  it.each(['{ a { ...F0 } }', '{ __type(name: "A") { ...F0 } }'])('fragments that double at each level are refused before they fill the memory: %s', (text) => {
    const type = text.includes('__type') ? '__Type' : 'A';
    const doubling = Array.from({ length: 30 }, (_, index) => `fragment F${index} on ${type} { ...F${index + 1} ...F${index + 1} }`).join(' ');
    expect(() => specialised(`${text} ${doubling} fragment F30 on ${type} { name }`)).toThrow('more than 100000 selections');
  });

  it('a root that the schema has not is refused', () => {
    expect(() => specialised('mutation { a }')).toThrow('The schema has no mutation.');
  });
});

describe('what is put off', () => {
  const text = 'query { a { id ... @defer(label: "x", if: $if) { name } } }';

  it('keeps its directive, without its condition, for those who take parts', () => {
    expect(specialised(text, { if: true }, true)).toBe('{a{id ...A@defer(label){name}}}');
  });

  it.each([[false, true], [true, false], [undefined, true]])('is in place where its condition is %s and parts are wanted: %s', (condition, inParts) => {
    expect(specialised(text, { if: condition }, inParts)).toBe('{a{id name}}');
  });

  it('is put off without a condition', () => {
    expect(specialised('{ ...F @defer } fragment F on Query { name }', {}, true)).toBe('{...Query@defer(label){name}}');
  });

  it('has a label of its own, and keeps the client\'s', () => {
    const { operation, fragments } = read('{ ...F @defer(label: "a:b") ...F @defer(label: "a:b") ... @defer { name } } fragment F on Query { name }');
    const labels = specialise(schema, operation, fragments, {}, true).selectionSet.selections.map((part) => deferLabelOf(part as InlineFragmentNode));
    expect([labels, labels.map(clientLabelOf)]).toEqual([['1:a:b', '2:a:b', '3'], ['a:b', 'a:b', undefined]]);
  });

  it('is more than type names', () => {
    expect(specialised('{ a { ... @defer { __typename } ... @defer { ... on A { __typename } } } }', {}, true)).toBe('{a{__typename __typename}}');
  });
});

describe('variables that decide what is asked', () => {
  it('are those of @skip, @include and @defer, those of fragments too, each once and in order', () => {
    const { operation, fragments } = read('query { a @skip(if: $c) { ...F ...F @include(if: $b) } ... @defer(if: $d) { name } name @other(if: $x) } fragment F on A { id @include(if: $a) a { ...F name @skip(if: $c) } }');
    expect(conditionVariablesOf(operation, fragments)).toEqual(['a', 'b', 'c', 'd']);
  });
});

describe('what the planner is given', () => {
  it('asks for __typename where nothing is left of an object', () => {
    const { operation, fragments } = read('{ a { id @skip(if: true) } node { ... on A { id } } }');
    expect(shortOf(withoutEmptySelections(specialise(schema, operation, fragments, {}, false)).selectionSet)).toBe('{a{souk__typename:__typename} node{...A{id}}}');
  });

  it('asks for a placeholder where all of an object is put off', () => {
    const { operation, fragments } = read('{ a { ... @defer { id } } }');
    expect(shortOf(withoutEmptySelections(specialise(schema, operation, fragments, {}, true)).selectionSet)).toBe('{a{souk__typename:__typename ...A@defer(label){id}}}');
  });
});
