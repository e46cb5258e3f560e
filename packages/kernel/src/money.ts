import { assertInvariant } from './errors.js';

/** ISO 4217 codes that Souk sells in. */
export const CURRENCY_CODES = ['BRL', 'CNY', 'EUR', 'GBP', 'JPY', 'USD'] as const;
export type CurrencyCode = (typeof CURRENCY_CODES)[number];

/** Largest amount, in minor units: what a JSON number carries exactly. */
export const MAX_AMOUNT_MINOR = Number.MAX_SAFE_INTEGER;

/** An exact amount: a whole number of minor units (cents; yen as they are), never a fraction. */
export interface Money {
  readonly amountMinor: number;
  readonly currency: CurrencyCode;
}

const MINOR_DIGITS: Readonly<Record<CurrencyCode, number>> = { BRL: 2, CNY: 2, EUR: 2, GBP: 2, JPY: 0, USD: 2 };

export const isCurrencyCode = (code: string): code is CurrencyCode => (CURRENCY_CODES as readonly string[]).includes(code);

/** Throws where the amount is not a safe whole number. */
export const money = (amountMinor: number, currency: CurrencyCode): Money => {
  assertInvariant(Number.isSafeInteger(amountMinor), `an amount is a safe integer of minor units, got ${amountMinor}`);
  return { amountMinor, currency };
};

/** Throws on two currencies: Souk never converts silently. */
export const addMoney = (left: Money, right: Money): Money => {
  assertInvariant(left.currency === right.currency, `cannot add ${right.currency} to ${left.currency}`);
  return money(left.amountMinor + right.amountMinor, left.currency);
};

/** Amount times a whole number of units. */
export const multiplyMoney = (amount: Money, units: number): Money => {
  assertInvariant(Number.isSafeInteger(units), `units are whole, got ${units}`);
  return money(amount.amountMinor * units, amount.currency);
};

/** The sum in that currency; 0 for none. */
export const sumMoney = (amounts: readonly Money[], currency: CurrencyCode): Money => amounts.reduce(addMoney, money(0, currency));

/** The amount as a decimal text with all its digits, e.g. `12.30`, for display. */
export const decimalOf = ({ amountMinor, currency }: Money): string => {
  const digits = MINOR_DIGITS[currency];
  const sign = amountMinor < 0 ? '-' : '';
  const text = Math.abs(amountMinor).toString().padStart(digits + 1, '0');
  return digits === 0 ? `${sign}${text}` : `${sign}${text.slice(0, -digits)}.${text.slice(-digits)}`;
};
