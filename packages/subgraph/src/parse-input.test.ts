import { describe, expect, it } from '@jest/globals';
import { ValidationError } from '@souk/kernel';
import { z } from 'zod';
import { parseInput } from './parse-input.js';

const schema = z.object({ quantity: z.int().min(1), lines: z.array(z.object({ sku: z.string().trim().min(1) })).max(100) });

describe('parseInput', () => {
  it('gives the value as the schema makes it', () => expect(parseInput(schema, { quantity: 1, lines: [{ sku: ' a ' }] })).toEqual({ quantity: 1, lines: [{ sku: 'a' }] }));
  it('lists every broken rule with its place', () => {
    const broken = (): unknown => parseInput(schema, { quantity: -2, lines: [{ sku: 'a' }, { sku: '' }] });
    expect(broken).toThrow(ValidationError);
    expect(broken).toThrow(expect.objectContaining({ issues: [expect.objectContaining({ path: ['quantity'], rule: 'too_small' }), expect.objectContaining({ path: ['lines', '1', 'sku'], rule: 'too_small' })] }));
  });
  it('lists at most 50', () => {
    const broken = (): unknown => parseInput(schema, { quantity: 1, lines: Array.from({ length: 90 }, () => ({ sku: '' })) });
    expect(broken).toThrow(expect.objectContaining({ issues: Array.from({ length: 50 }, () => expect.anything()) }));
  });
});
