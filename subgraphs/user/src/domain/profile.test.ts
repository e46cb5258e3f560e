import { describe, expect, it } from '@jest/globals';
import { displayNameOf } from './profile.js';

describe('displayNameOf', () => {
  it('is the name, or the start of the id where there is none', () => {
    expect(displayNameOf({ id: '0196a1b2-0000-7000-8000-000000000000', displayName: 'Ana' })).toBe('Ana');
    expect(displayNameOf({ id: '0196a1b2-0000-7000-8000-000000000000', displayName: null })).toBe('Customer 0196a1b2');
  });
});
