import { assertInvariant } from '@souk/kernel';
import pg from 'pg';

/** pg_type's oids of what is parsed otherwise than node-postgres would. */
const INT8 = 20;
const INT8_ARRAY = 1016;

/**
 * Parsers of one pool, so that other users of node-postgres in the process keep theirs: int8 becomes a number and throws
 * where a JavaScript number would not be exact. numeric stays a decimal text.
 */
export const safeTypes: pg.CustomTypesConfig = {
  getTypeParser: ((oid: number, format?: 'text') => {
    if (format === undefined || format === 'text') {
      if (oid === INT8) return parseSafeInteger;
      if (oid === INT8_ARRAY) return parseSafeIntegers;
    }
    return pg.types.getTypeParser(oid, format);
  }) as typeof pg.types.getTypeParser,
};

/** The whole number in a text; throws where it is beyond ±(2^53 − 1). */
const parseSafeInteger = (text: string): number => {
  const value = Number(text);
  assertInvariant(Number.isSafeInteger(value), `an int8 read from the database fits a safe integer, got ${text}`);
  return value;
};

const parseSafeIntegers = (text: string): (number | null)[] =>
  text === '{}' ? [] : text.slice(1, -1).split(',').map((element) => (element === 'NULL' ? null : parseSafeInteger(element)));
