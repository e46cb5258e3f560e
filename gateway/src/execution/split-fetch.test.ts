import { describe, expect, it } from '@jest/globals';
import { type FetchNode, type QueryPlanSelectionNode } from '@apollo/query-planner';
import { OperationTypeNode, stripIgnoredCharacters } from 'graphql';
import { splitFetch } from './split-fetch.js';

const field = (name: string): QueryPlanSelectionNode => ({ kind: 'Field', name });
const fetchOf = (operation: string, ...required: readonly string[]): FetchNode => ({
  kind: 'Fetch', serviceName: 'b', operationKind: OperationTypeNode.QUERY, operation, operationName: undefined,
  requires: [{ kind: 'InlineFragment', typeCondition: 'A', selections: required.map(field) }],
});
const entities = (selections: string): string => `query($representations:[_Any!]!){_entities(representations:$representations){${selections}}}`;
const USES = new Map([['A.euro', new Set(['price__souk1'])], ['A.dollar', new Set(['price__souk2'])], ['A.both', new Set(['price__souk1', 'size__souk3'])]]);

const split = (node: FetchNode) => splitFetch(node, USES).map(({ operation, requires = [] }) => ({
  operation: stripIgnoredCharacters(operation).replace(/^.*\(representations:\$representations\)/, '').replace(/\}$/, ''),
  requires: requires.flatMap((selection) => (selection.kind === 'InlineFragment' ? selection.selections.flatMap((inner) => (inner.kind === 'Field' ? [inner.name] : [])) : [])),
}));

describe('a fetch whose fields require one field with several arguments', () => {
  it('is a fetch for each, and the first takes along what is not disputed', () => {
    expect(split(fetchOf(entities('... on A { euro dollar name }'), '__typename', 'id', 'price__souk1', 'price__souk2'))).toEqual([
      { operation: '{...on A{euro name}}', requires: ['__typename', 'id', 'price__souk1'] },
      { operation: '{...on A{dollar}}', requires: ['__typename', 'id', 'price__souk2'] },
    ]);
  });

  it('takes what is required once along with each', () => {
    expect(split(fetchOf(entities('... on A { both dollar }'), '__typename', 'id', 'price__souk1', 'size__souk3', 'price__souk2')).map(({ requires }) => requires)).toEqual([
      ['__typename', 'id', 'price__souk1', 'size__souk3'], ['__typename', 'id', 'size__souk3', 'price__souk2'],
    ]);
  });

  it('keeps the selections below its fields', () => {
    const [first] = split(fetchOf(entities('... on A { x: euro { dollar } dollar }'), '__typename', 'id', 'price__souk1', 'price__souk2'));
    expect(first?.operation).toBe('{...on A{x:euro{dollar}}}');
  });

  it('has no fetch for nothing', () => {
    expect(split(fetchOf(entities('... on A { dollar }'), '__typename', 'id', 'price__souk1', 'price__souk2'))).toEqual([{ operation: '{...on A{dollar}}', requires: ['__typename', 'id', 'price__souk2'] }]);
  });
});

describe('a fetch that nothing is disputed about', () => {
  it.each([['with one use', ['__typename', 'id', 'price__souk1']], ['with uses of two fields', ['__typename', 'id', 'price__souk1', 'size__souk3']], ['without any', ['__typename', 'id']]])('is itself: %s', (_what, required) => {
    const node = fetchOf(entities('... on A { both name }'), ...required);
    expect(splitFetch(node, USES)).toEqual([node]);
    expect(splitFetch(node, USES)[0]).toBe(node);
  });

  it('is itself where it asks for root fields', () => {
    const { requires: _requires, ...node } = fetchOf('{ a }');
    expect(splitFetch(node, USES)[0]).toBe(node);
  });
});
