import { GraphQLError, type DocumentNode } from 'graphql';
import { LimitCode } from './limit-code.js';
import { tallyOf, type DocumentTally } from './document-tally.js';
import { scanDocument, type DocumentScan } from './scan-document.js';

/** The most that a document may hold. Depth, aliases, root fields and fields are counted after its fragments are put in place, the rest as written. */
export interface DocumentLimits {
  /** Few enough that no nesting exhausts the stack. */
  readonly tokens: number;
  /** Fields on the longest way down, the leaf included. */
  readonly depth: number;
  readonly aliases: number;
  /** Of one operation. */
  readonly rootFields: number;
  readonly directives: number;
  /** Fields that ask again for a response name of their selection set. */
  readonly repeats: number;
  /** Of all operations together. */
  readonly fields: number;
  readonly fragments: number;
}

/**
 * Introspection by GraphiQL takes a depth of 15 and 230 fields; our own operations less, and a tenth of the tokens.
 * `repeats` is there for graphql's validation, which compares fields of one name pair by pair: 2,000 of them would keep it busy for 0.2 s.
 */
export const DEFAULT_DOCUMENT_LIMITS: DocumentLimits = { tokens: 5_000, depth: 20, aliases: 50, rootFields: 20, directives: 100, repeats: 100, fields: 2_000, fragments: 100 };

/**
 * What of a text exceeds the limits, before it is parsed: most attacks end here, at a hundredth of what parsing them would take. Counts are those of the text as written,
 * which a valid document never falls below.
 */
export const checkText = (text: string, limits: DocumentLimits): readonly GraphQLError[] => {
  const scan = scanDocument(text, limits.tokens);
  return LIMITS_OF_TEXT.filter((limit) => scan[limit] > limits[limit]).map((limit) => exceeded(limit, limits[limit], scan[limit]));
};

/**
 * What of a parsed document exceeds the limits: an OPERATION_LIMIT_EXCEEDED per limit, with `limit`, `max` and `actual` in its extensions.
 * Takes time linear in the text, so it comes before graphql's validation. A fragment that contains itself is refused as not valid.
 */
export const checkDocument = (document: DocumentNode, limits: DocumentLimits): readonly GraphQLError[] => {
  const tally = tallyOf(document);
  if (tally instanceof GraphQLError) return [tally];
  return LIMITS.filter((limit) => tally[limit] > limits[limit]).map((limit) => exceeded(limit, limits[limit], tally[limit]));
};

const WORDS: Readonly<Record<keyof DocumentLimits, string>> = {
  tokens: 'tokens', depth: 'levels of fields', aliases: 'aliases', rootFields: 'root fields', directives: 'directives', repeats: 'fields that repeat a name of their selection set', fields: 'fields, fragments put in place', fragments: 'fragments',
};
const LIMITS: readonly (keyof DocumentLimits & keyof DocumentTally)[] = ['depth', 'aliases', 'rootFields', 'directives', 'repeats', 'fields', 'fragments'];
const LIMITS_OF_TEXT: readonly (keyof DocumentLimits & keyof DocumentScan)[] = ['tokens', 'depth', 'aliases', 'directives', 'fields', 'fragments'];

const exceeded = (limit: keyof DocumentLimits, max: number, actual: number): GraphQLError =>
  new GraphQLError(`The document has ${actual} ${WORDS[limit]}; at most ${max} are allowed.`, { extensions: { code: LimitCode.operation, limit, max, actual } });
