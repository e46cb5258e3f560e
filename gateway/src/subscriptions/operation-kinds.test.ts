import { describe, expect, it } from '@jest/globals';
import { OperationKinds } from './operation-kinds.js';

const kinds = new OperationKinds();

describe('whether an operation is a subscription', () => {
  it.each([
    ['subscription { a }', undefined, true],
    ['subscription S { a }', undefined, true],
    ['query Q { subscription { plan } }', undefined, false],
    ['{ a } # subscription', undefined, false],
    ['query Q { a } subscription S { b }', 'S', true],
    ['query Q { a } subscription S { b }', 'Q', false],
    ['query Q { a } subscription S { b }', undefined, false],
    ['query Q { a } subscription S { b }', 'subscription', false],
    ['subscription {', undefined, false],
    [`subscription ${'{a'.repeat(100_000)}`, undefined, false],
    ['', undefined, false],
  ])('%# %s', (query, operationName, expected) => {
    const request = { query, operationName, variables: {} };
    expect([kinds.isSubscription(request), kinds.isSubscription(request)]).toEqual([expected, expected]);
  });
});
