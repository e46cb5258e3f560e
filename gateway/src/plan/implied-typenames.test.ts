import { describe, expect, it } from '@jest/globals';
import { type FetchNode, type PlanNode, type QueryPlan, type QueryPlanSelectionNode } from '@apollo/query-planner';
import { OperationTypeNode, buildSchema } from 'graphql';
import { onlyTypeOf, withoutImpliedTypenames } from './implied-typenames.js';

const schema = buildSchema(`
type Query { user: User users: [User!]! media: Media at: At }
type User { id: ID name: String friend: User book: Book media: Media }
interface Media { id: ID author: User }
type Book implements Media { id: ID author: User }
type Film implements Media { id: ID author: User studio: User }
union At = Book | Film
`);

const fetch = (operation: string, more: Partial<FetchNode> = {}): FetchNode => ({ kind: 'Fetch', serviceName: 'a', operation, operationName: undefined, operationKind: OperationTypeNode.QUERY, ...more });
const field = (name: string, ...selections: readonly QueryPlanSelectionNode[]): QueryPlanSelectionNode => ({ kind: 'Field', name, ...(selections.length === 0 ? {} : { selections: [...selections] }) });
const on = (typeCondition: string, ...selections: readonly QueryPlanSelectionNode[]): QueryPlanSelectionNode => ({ kind: 'InlineFragment', typeCondition, selections: [...selections] });
const entities = (path: readonly string[], selections: string, ...requires: readonly QueryPlanSelectionNode[]): PlanNode =>
  ({ kind: 'Flatten', path: [...path], node: fetch(`query($representations:[_Any!]!){_entities(representations:$representations){${selections}}}`, { requires: [...requires] }) });
const byId = (type: string): QueryPlanSelectionNode => on(type, field('__typename'), field('id'));

const operationsOf = (node: PlanNode | undefined): readonly string[] => {
  switch (node?.kind) {
    case 'Fetch': return [node.operation.replace(/^.*_entities\(representations:\$representations\)\{(.*)\}\}$/, '$1')];
    case 'Flatten': return operationsOf(node.node);
    case 'Sequence':
    case 'Parallel': return node.nodes.flatMap(operationsOf);
    default: return [];
  }
};
const after = (...nodes: readonly PlanNode[]): readonly string[] => operationsOf(withoutImpliedTypenames({ kind: 'QueryPlan', node: { kind: 'Sequence', nodes: [...nodes] } }, schema).node as PlanNode);

describe('a plan without implied type names', () => {
  it('asks no object of an object type what it is, at any depth', () => {
    expect(after(fetch('{users{__typename id friend{__typename id book{__typename ...on Book{__typename id}}}}}'))).toEqual(['{users{id friend{id book{...on Book{id}}}}}']);
  });

  it('still asks for something of every object', () => {
    expect(after(fetch('{user{__typename friend{...on User{__typename}}}}'))).toEqual(['{user{friend{...on User{__typename}}}}']);
    expect(after(fetch('{user{__typename}}'))).toEqual(['{user{__typename}}']);
  });

  it('keeps what a client calls by another name, and a root that says what it is', () => {
    expect(after(fetch('{__typename user{t:__typename id}}'))).toEqual(['{__typename user{t:__typename id}}']);
  });

  it.each(['{media{__typename id author{__typename id}}}', '{at{__typename ...on Film{__typename studio{__typename id}}}}', '{user{id media{__typename ...on Book{__typename id author{__typename id}}}}}'])('keeps those in and below interfaces and unions: %s', (operation) => {
    expect(after(fetch(operation))).toEqual([operation]);
  });

  it('leaves them out below entities, and at places where entities of one object type are asked for', () => {
    expect(after(fetch('{users{__typename id}}'), entities(['users', '@'], '...on User{__typename name friend{__typename id}}', byId('User')), entities(['users', '@', 'friend'], '...on User{name}', byId('User'))))
      .toEqual(['{users{id}}', '...on User{__typename name friend{id}}', '...on User{name}']);
  });

  it.each<readonly [string, readonly PlanNode[]]>([
    ['an interface', [entities(['user', 'friend'], '...on Media{id}', byId('Media'))]],
    ['several types of one fetch', [entities(['user', 'friend'], '...on User{name} ...on Book{id}', byId('User'), byId('Book'))]],
    ['several types of several fetches', [entities(['user', 'friend'], '...on User{name}', byId('User')), entities(['user', 'friend'], '...on Book{id}', byId('Book'))]],
    ['a name that is rewritten', [{ kind: 'Flatten', path: ['user', 'friend'], node: fetch('query($representations:[_Any!]!){_entities(representations:$representations){...on User{name}}}', { requires: [byId('User')], inputRewrites: [{ kind: 'ValueSetter', path: ['... on User', '__typename'], setValueTo: 'Media' }] }) }]],
    ['a type that is required of it', [entities(['user'], '...on User{name}', on('User', field('__typename'), field('id'), field('friend', field('__typename'), field('id'))))]],
    ['a type on which what is required of it depends', [entities(['user'], '...on User{name}', on('User', field('__typename'), field('id'), field('friend', on('User', field('id')))))]],
  ])('keeps them where something depends on them: %s', (_what, nodes) => {
    expect(after(fetch('{user{__typename id friend{__typename id}}}'), ...nodes)[0]).toBe('{user{id friend{__typename id}}}');
  });

  it('keeps those below entities of several types: their fields of one name may be of other types', () => {
    const selections = '...on Book{author{__typename id}}';
    expect(after(fetch('{user{id}}'), entities(['at'], selections, byId('Book')), entities(['at'], '...on Film{studio{__typename id}}', byId('Film')))).toEqual(['{user{id}}', selections, '...on Film{studio{__typename id}}']);
  });

  it('does so in all parts of a deferred plan and of a subscription', () => {
    const whole = fetch('{user{__typename id}}');
    const deferred: QueryPlan = { kind: 'QueryPlan', node: { kind: 'Defer', primary: { subselection: '{user{__typename}}', node: whole }, deferred: [{ depends: [], queryPath: ['user'], subselection: '{name}', node: whole }, { depends: [], queryPath: [] }] } };
    expect(JSON.stringify(withoutImpliedTypenames(deferred, schema)).match(/"operation":"\{user\{id\}\}"/g)).toHaveLength(2);
    const subscription: QueryPlan = { kind: 'QueryPlan', node: { kind: 'Subscription', primary: whole, rest: whole } };
    expect(JSON.stringify(withoutImpliedTypenames(subscription, schema)).match(/"operation":"\{user\{id\}\}"/g)).toHaveLength(2);
  });

  it('leaves a plan without fetches as it is', () => {
    const plan: QueryPlan = { kind: 'QueryPlan' };
    expect(withoutImpliedTypenames(plan, schema)).toBe(plan);
  });
});

describe('the only type of the entities that a fetch asks for', () => {
  it.each<readonly [string, readonly QueryPlanSelectionNode[], string | undefined]>([
    ['one object type', [byId('User'), byId('User')], 'User'], ['an interface', [byId('Media')], undefined], ['two types', [byId('User'), byId('Book')], undefined],
    ['a type that is not there', [byId('Nobody')], undefined], ['none', [], undefined], ['a field without a type', [field('id')], undefined],
  ])('%s', (_what, requires, type) => {
    expect(onlyTypeOf(requires, schema)).toBe(type);
  });
});
