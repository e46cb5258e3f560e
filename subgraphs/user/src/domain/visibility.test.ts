import { describe, expect, it } from '@jest/globals';
import { isSelf, maySeePrivate, maySeeWallet } from './visibility.js';

const ANA = 'ana';
const asker = (userId: string | undefined, ...scopes: string[]) => ({ ...(userId === undefined ? {} : { userId }), scopes });

describe('what of an account may be seen', () => {
  it.each([
    ['by itself', asker(ANA), { self: true, personal: true, wallet: true }],
    ['by somebody else', asker('ben'), { self: false, personal: false, wallet: false }],
    ['by nobody', asker(undefined), { self: false, personal: false, wallet: false }],
    ['by a reader of users', asker('ben', 'user:read'), { self: false, personal: true, wallet: false }],
    ['by one who fills wallets', asker('ben', 'wallet:write'), { self: false, personal: false, wallet: true }],
  ])('%s', (_who, viewer, expected) => {
    expect({ self: isSelf(viewer, ANA), personal: maySeePrivate(viewer, ANA), wallet: maySeeWallet(viewer, ANA) }).toEqual(expected);
  });
});
