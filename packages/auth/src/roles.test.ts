import { describe, expect, it } from '@jest/globals';
import { SCOPES, scopesOf } from './roles.js';

describe('scopesOf', () => {
  it('gives a customer nothing', () => expect(scopesOf(['CUSTOMER'])).toEqual([]));
  it('gives an administrator everything', () => expect(scopesOf(['ADMIN'])).toEqual(SCOPES));
  it('adds roles up, each scope once', () => {
    expect(scopesOf(['PRODUCT_MANAGER', 'OPERATIONS', 'CUSTOMER'])).toEqual([
      'catalog:write', 'inventory:read', 'inventory:write', 'order:read:any', 'order:write:any', 'shipment:write', 'wallet:write', 'user:read', 'report:read',
    ]);
  });
  it('lets nobody but an administrator import or change roles', () => {
    expect(scopesOf(['CUSTOMER', 'PRODUCT_MANAGER', 'OPERATIONS']).filter((scope) => scope === 'import:write' || scope === 'user:write')).toEqual([]);
  });
});
