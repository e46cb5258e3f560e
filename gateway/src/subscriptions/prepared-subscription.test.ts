import { describe, expect, it } from '@jest/globals';
import { type FetchNode } from '@apollo/query-planner';
import { ANONYMOUS_VIEWER } from '@souk/auth';
import { buildSchema } from 'graphql';
import { type ServedSupergraph } from '../supergraph/supergraph.js';
import { prepareSubscription, streamKeyOf, type AdmittedSubscription } from './prepared-subscription.js';

const schema = buildSchema('type Query { a: Int } type P { sequence: Int!, more(since: Int): Int } type Subscription { p(id: ID!, afterSequence: Int): P! }');

const keyOf = (query: string, variables: Record<string, unknown>, { viewer = ANONYMOUS_VIEWER, forwarded = [] as readonly string[], id = '1', key = 'key' } = {}): string => {
  const compiled = { kind: 'subscription', primary: { operation: query } as FetchNode, hasRest: false, run: () => Promise.resolve({}) } as AdmittedSubscription['compiled'];
  const admitted: AdmittedSubscription = { supergraph: { id, schema } as ServedSupergraph, compiled, key, viewer, variables };
  return streamKeyOf(admitted, prepareSubscription(admitted, { query, operationName: undefined, variables }), forwarded);
};

describe("a stream's key", () => {
  const query = 'subscription($id: ID!, $after: Int) { p(id: $id, afterSequence: $after) { sequence } }';
  const base = keyOf(query, { id: '1' });

  it('is the same wherever a client begins, and whatever it sends that nobody asked for', () => {
    expect([keyOf(query, { id: '1', after: 1 }), keyOf(query, { after: 2, id: '1' }), keyOf(query, { id: '1', unknown: 1 })]).toEqual([base, base, base]);
  });

  it('differs by everything that may change an answer', () => {
    const others = [
      keyOf(query, { id: '2' }), keyOf(query, { id: '1' }, { id: '2' }), keyOf(query, { id: '1' }, { key: 'other' }), keyOf(query, { id: '1' }, { forwarded: ['a', 'b'] }),
      ...[{ userId: '1' }, { sessionId: '1' }, { roles: ['ADMIN' as const] }, { guestOrderIds: ['1'] }].map((difference) => keyOf(query, { id: '1' }, { viewer: { ...ANONYMOUS_VIEWER, ...difference } })),
    ];
    expect(new Set([base, ...others]).size).toBe(others.length + 1);
  });

  it('tells an absent variable from null and from nothing', () => {
    const optional = 'subscription($id: ID!, $flags: [Boolean]) { p(id: $id) { sequence @include(if: $flags) } }';
    expect(new Set([{}, { flags: null }, { flags: [] }].map((flags) => keyOf(optional, { id: '1', ...flags }))).size).toBe(3);
  });

  it('holds a cursor that something else reads too', () => {
    const twice = 'subscription($id: ID!, $after: Int) { p(id: $id, afterSequence: $after) { ...F } } fragment F on P { more(since: $after) }';
    expect(keyOf(twice, { id: '1', after: 1 })).not.toBe(keyOf(twice, { id: '1', after: 2 }));
  });
});
