import { GraphQLError, NoSchemaIntrospectionCustomRule, parse, specifiedRules, validate, type DocumentNode, type GraphQLSchema } from 'graphql';
import { LRUCache } from 'lru-cache';
import { MAX_TOKENS } from './max-tokens.js';
import { withCode } from '../execution/errors.js';

/** Valid documents that are remembered. */
const MAX_DOCUMENTS = 1_000;
/** Characters that all remembered documents have together at most. */
const MAX_CHARACTERS = 8 * 1024 * 1024;

/** Parses and validates what comes over a socket; Apollo Server does the same for HTTP. */
export class DocumentCache {
  readonly #documents = new LRUCache<string, DocumentNode>({ max: MAX_DOCUMENTS, maxSize: MAX_CHARACTERS, sizeCalculation: (_document, query) => query.length + 1 });

  constructor(private readonly schema: GraphQLSchema, private readonly introspection: boolean) {}

  /** The document, or what is wrong with it. Never throws. */
  read(query: string): DocumentNode | readonly GraphQLError[] {
    const known = this.#documents.get(query);
    if (known !== undefined) return known;
    try {
      const document = parse(query, { maxTokens: MAX_TOKENS });
      const errors = validationErrorsOf(this.schema, document, this.introspection);
      if (errors.length > 0) return errors;
      this.#documents.set(query, document);
      return document;
    } catch (error) {
      const parseError = error instanceof GraphQLError ? error : new GraphQLError('The document cannot be parsed: it is nested too deeply.');
      return [withCode(parseError, 'GRAPHQL_PARSE_FAILED')];
    }
  }
}

/** What is wrong with the document; a rule that throws (graphql 16 on `@include` at a subscription's root) counts as one more thing that is wrong. */
export const validationErrorsOf = (schema: GraphQLSchema, document: DocumentNode, introspection: boolean): readonly GraphQLError[] => {
  try {
    const rules = introspection ? specifiedRules : [...specifiedRules, NoSchemaIntrospectionCustomRule];
    return validate(schema, document, rules).map((error) => withCode(error, 'GRAPHQL_VALIDATION_FAILED'));
  } catch (error) {
    const why = error instanceof GraphQLError ? error.message : 'it cannot be validated';
    return [new GraphQLError(`The document is not valid: ${why}`, { extensions: { code: 'GRAPHQL_VALIDATION_FAILED' } })];
  }
};
