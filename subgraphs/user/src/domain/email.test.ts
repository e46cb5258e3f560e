import { describe, expect, it } from '@jest/globals';
import { emailKeyOf } from './email.js';

describe('emailKeyOf', () => {
  it('is the same for every spelling of one address', () => {
    expect(emailKeyOf('Ana.Souza@Example.COM')).toBe('ana.souza@example.com');
    expect(emailKeyOf('jose\u0301@example.com')).toBe(emailKeyOf('JOSÉ@example.com'));
  });
});
