import { describe, expect, it } from '@jest/globals';
import { openFederation } from './support/open-federation.js';
import { wholeOf } from './support/whole-answer.js';
import { soukSubject, type SoukSubject } from './support/souk-subject.js';
import { ref, refs } from './support/records.js';
import { type ContractSuite } from './support/suite.js';

const suite: ContractSuite = {
  feature: '@defer',
  subgraphs: {
    a: 'type Query { me: User users: [User!] } type User @key(fields: "id") { id: ID! name: String best: User }',
    b: 'type User @key(fields: "id") { id: ID! orders: [Order!] total(in: String = "EUR"): Int rank: Int! } type Order @key(fields: "id") { id: ID! sum: Int }',
    c: 'type Order @key(fields: "id") { id: ID! state: String }',
  },
  records: {
    Query: { me: ref('User', 'u'), users: refs('User', 'u', 'v') },
    User: { u: { name: 'Ute', best: ref('User', 'v'), orders: refs('Order', '1', '2'), total: ({ in: unit }: { in: string }) => (unit === 'EUR' ? 3 : 300), rank: 1 }, v: { name: 'Vi', best: null, orders: [], total: 0, rank: 2 } },
    Order: { 1: { sum: 1, state: 'NEW' }, 2: { sum: 2, state: null } },
  },
  cases: [],
};

const queries = [
  '{ me { id ... @defer { orders { id sum state } } } }',
  '{ me { name ... @defer(label: "slow") { total rank } ... @defer { best { name orders { id } } } } }',
  '{ users { id ...Late @defer(label: "each") } } fragment Late on User { rank orders { state } }',
  '{ ... @defer { me { name } } users { name } }',
  '{ me { ... @defer { orders { id ... @defer(label: "inner") { state } } } } }',
  'query ($if: Boolean!) { me { name ... @defer(if: $if) { total(in: "USD") } } }',
  'query ($if: Boolean!) { me { name ... @defer(if: $if) { total: total(in: "GBP") } best { ...L @defer(if: false) } } } fragment L on User { rank }',
];

describe('@defer', () => {
  it.each(queries.flatMap((query) => [true, false].map((condition) => [query, condition] as const)))('the parts together are the whole: %s (%s)', async (query, condition) => {
    const { reference, subjects: [subject] } = await openFederation(suite, [soukSubject]);
    const variables = query.includes('$if') ? { if: condition } : {};
    const plainQuery = query.replace(/ @defer(\([^)]*\))?/g, '').replace(/query \(\$if: Boolean!\)/, 'query');
    const whole = (await reference({ query: plainQuery, variables: {} })).answer.data;

    const { data, errors, parts } = await wholeOf(await (subject as SoukSubject).runInParts({ query, variables }));
    expect({ data, errors }).toEqual({ data: whole, errors: [] });
    expect(parts.map(({ hasNext }) => hasNext)).toEqual(parts.map((_part, index) => index < parts.length - 1));
    if (query.includes('$if') && !condition) expect(parts).toHaveLength(0);

    expect(await (subject as SoukSubject).run({ query, variables })).toEqual({ data: whole });
  });
});
