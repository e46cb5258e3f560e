import { GraphQLError, GraphQLScalarType, Kind, valueFromASTUntyped, type ValueNode } from 'graphql';

/** RFC 3339 with a mandatory zone, up to microseconds. */
const INSTANT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d{1,6})?(Z|[+-]\d{2}:\d{2})$/;
/** Longest text that a scalar reads, in characters. */
const MAX_SCALAR_LENGTH = 2_048;

const refuse = (type: string, expected: string, value: unknown): GraphQLError =>
  new GraphQLError(`${type} expects ${expected}, got ${(JSON.stringify(value) ?? typeof value).slice(0, 100)}.`, { extensions: { code: 'BAD_USER_INPUT' } });

const safeInteger = (value: unknown): number => {
  const number = typeof value === 'string' && /^-?\d{1,16}$/.test(value) ? Number(value) : typeof value === 'bigint' ? Number(value) : value;
  if (typeof number !== 'number' || !Number.isSafeInteger(number)) throw refuse('BigInt', 'a whole number between -(2^53-1) and 2^53-1', value);
  return number;
};

const BigIntScalar = new GraphQLScalarType<number, number>({
  name: 'BigInt',
  serialize: safeInteger,
  parseValue: safeInteger,
  parseLiteral: (node) => safeInteger(node.kind === Kind.INT || node.kind === Kind.STRING ? node.value : node.kind),
});

const instant = (value: unknown): Date => {
  const date = value instanceof Date ? value : new Date(typeof value === 'string' && INSTANT.test(value) ? value : Number.NaN);
  if (Number.isNaN(date.getTime())) throw refuse('DateTime', "an ISO 8601 instant with its zone, e.g. '2026-04-01T12:00:00.000Z'", value);
  return date;
};

const DateTimeScalar = new GraphQLScalarType<Date, string>({
  name: 'DateTime',
  serialize: (value) => instant(value).toISOString(),
  parseValue: instant,
  parseLiteral: (node) => instant(textOf(node)),
});

/** A text that matches, the same inside and outside. */
const textScalar = (name: string, expected: string, accepts: (text: string) => boolean): GraphQLScalarType<string, string> => {
  const read = (value: unknown): string => {
    if (typeof value !== 'string' || value.length > MAX_SCALAR_LENGTH || !accepts(value)) throw refuse(name, expected, value);
    return value;
  };
  return new GraphQLScalarType<string, string>({ name, serialize: read, parseValue: read, parseLiteral: (node) => read(textOf(node)) });
};

const isLocale = (text: string): boolean => {
  try {
    return Intl.getCanonicalLocales(text).length === 1;
  } catch {
    return false;
  }
};

const isUrl = (text: string): boolean => text.startsWith('/') || (URL.canParse(text) && /^https?:$/.test(new URL(text).protocol));

const textOf = (node: ValueNode): unknown => (node.kind === Kind.STRING ? node.value : node.kind);

/** What Souk's schemas share besides GraphQL's own scalars. A value that does not fit is a GraphQLError BAD_USER_INPUT. */
export const scalars = {
  /** A safe integer; inputs may be a text of digits. */
  BigInt: BigIntScalar,
  /** A Date inside, ISO 8601 UTC with milliseconds outside. */
  DateTime: DateTimeScalar,
  /** Decimal digits as text, e.g. `12.30`. */
  Decimal: textScalar('Decimal', "decimal digits as text, e.g. '12.30'", (text) => /^-?\d{1,30}(\.\d{1,30})?$/.test(text)),
  /** ISO 3166-1 alpha-2. */
  CountryCode: textScalar('CountryCode', "two capital letters (ISO 3166-1 alpha-2), e.g. 'BR'", (text) => /^[A-Z]{2}$/.test(text)),
  /** BCP 47. */
  Locale: textScalar('Locale', "a language tag (BCP 47), e.g. 'pt-BR'", isLocale),
  /** http(s), or a path on this host. */
  URL: textScalar('URL', 'an http or https URL, or a path from the root', isUrl),
  /** Anything JSON can say. */
  JSON: new GraphQLScalarType<unknown, unknown>({ name: 'JSON', serialize: (value) => value, parseValue: (value) => value, parseLiteral: (node, variables) => valueFromASTUntyped(node, variables) }),
};
