import { describe, expect, it } from '@jest/globals';
import { NotFoundError } from '@souk/kernel';
import { answered, metaOf } from './answered.js';

describe('a mutation that is answered', () => {
  it('names its success, or gives the refusal as data', async () => {
    expect(await answered('CartLinesAddSuccess', () => Promise.resolve({ cart: 1 }))).toEqual({ __typename: 'CartLinesAddSuccess', cart: 1 });
    expect(await answered('CartLinesAddSuccess', () => Promise.reject(new NotFoundError('crt_1')))).toMatchObject({ __typename: 'NotFoundError', entityId: 'crt_1' });
  });

  it('throws on what is no refusal', async () => {
    await expect(answered('CartLinesAddSuccess', () => Promise.reject(new TypeError('oops')))).rejects.toThrow(TypeError);
  });

  it('says in its events who asked', () => {
    const nobody = { roles: [], scopes: [], guestOrderIds: [] };
    expect([metaOf({ viewer: { ...nobody, userId: 'u1' } }), metaOf({ viewer: nobody })]).toEqual([{ actor: 'u1' }, { actor: 'system' }]);
  });
});
