import { describe, expect, it } from '@jest/globals';
import { ConflictError, DomainError, NotFoundError, ValidationError } from '@souk/kernel';
import { asUserError } from './user-error.js';

describe('asUserError', () => {
  it('names the type after the code', () => {
    expect(asUserError(new DomainError('INSUFFICIENT_STOCK', 'Only 2 are left.', { shortages: [{ requested: 3 }] }, ['lines', '0']))).toEqual({
      __typename: 'InsufficientStockError', code: 'INSUFFICIENT_STOCK', message: 'Only 2 are left.', path: ['lines', '0'], shortages: [{ requested: 3 }],
    });
  });
  it('lets the error name its type', () => {
    expect(asUserError(new DomainError('CART_EMPTY', 'Add something.', { __typename: 'ValidationError', issues: [] }))).toMatchObject({ __typename: 'ValidationError', code: 'CART_EMPTY', path: null });
  });
  it('knows the errors that every subgraph has', () => {
    expect(asUserError(new ValidationError([{ path: ['name'], rule: 'too_small', message: 'is empty' }]))).toMatchObject({ __typename: 'ValidationError', path: ['name'], issues: [{ rule: 'too_small' }] });
    expect(asUserError(new NotFoundError('prod_1'))).toMatchObject({ __typename: 'NotFoundError', entityId: 'prod_1' });
    expect(asUserError(new ConflictError(1, 2))).toMatchObject({ __typename: 'ConflictError', expectedVersion: 1, actualVersion: 2 });
  });
  it('throws everything else on as it is', () => {
    const error = new TypeError('undefined is not a function');
    expect(() => asUserError(error)).toThrow(error);
    expect(() => asUserError('text')).toThrow('text');
  });
});
