import { describe, expect, it } from '@jest/globals';
import { globalId, isUuid, newId, parseGlobalId, uuidOfHex } from './ids.js';

describe('ids', () => {
  it('are UUIDs of version 7 that sort by time', () => {
    const [early, late] = [newId(1_000), newId(2_000)];
    expect(early).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
    expect(early < late).toBe(true);
    expect(newId(1_000)).not.toBe(early);
  });

  it('carry their type in front of clients, and only that type reads them back', () => {
    const uuid = newId();
    expect(parseGlobalId('ord', globalId('ord', uuid))).toBe(uuid);
    expect(parseGlobalId('usr', globalId('ord', uuid))).toBeUndefined();
  });

  it('are made of another system’s 32 digits, and told from other text', () => {
    expect(uuidOfHex('0123456789abcdef0123456789abcdef')).toBe('01234567-89ab-cdef-0123-456789abcdef');
    expect([newId(), uuidOfHex('f'.repeat(32)), 'F'.repeat(32), newId().toUpperCase(), `${newId()} `, ''].map(isUuid)).toEqual([true, true, false, false, false, false]);
  });

  it.each(['', 'ord_', 'ord_xyz', `ord_${'a'.repeat(33)}`, `ord_${'A'.repeat(32)}`, "ord_' OR 1=1 --"])('reads nothing out of %j', (text) => {
    expect(parseGlobalId('ord', text)).toBeUndefined();
  });
});
