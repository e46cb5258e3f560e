import { describe, expect, it } from '@jest/globals';
import { addMoney, decimalOf, money, multiplyMoney, sumMoney } from './money.js';

describe('money', () => {
  it('is written with all digits of its currency', () => {
    expect(decimalOf(money(1230, 'EUR'))).toBe('12.30');
    expect(decimalOf(money(5, 'BRL'))).toBe('0.05');
    expect(decimalOf(money(-105, 'USD'))).toBe('-1.05');
    expect(decimalOf(money(980, 'JPY'))).toBe('980');
  });

  it('adds and multiplies exactly', () => {
    expect(sumMoney([money(10, 'EUR'), money(20, 'EUR')], 'EUR')).toEqual(money(30, 'EUR'));
    expect(multiplyMoney(money(333, 'EUR'), 3)).toEqual(money(999, 'EUR'));
    expect(sumMoney([], 'BRL')).toEqual(money(0, 'BRL'));
  });

  it('refuses to mix currencies, fractions, and amounts that a JSON number cannot carry', () => {
    expect(() => addMoney(money(1, 'EUR'), money(1, 'USD'))).toThrow('cannot add USD to EUR');
    expect(() => money(0.5, 'EUR')).toThrow('safe integer');
    expect(() => multiplyMoney(money(Number.MAX_SAFE_INTEGER, 'EUR'), 2)).toThrow('safe integer');
  });
});
