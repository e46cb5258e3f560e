import { GraphQLError, Kind, NoSchemaIntrospectionCustomRule, parse, specifiedRules, validate, visit, BREAK, type DocumentNode, type GraphQLFormattedError, type GraphQLSchema } from 'graphql';
import { LRUCache } from 'lru-cache';
import { withCode } from '../execution/errors.js';
import { checkDocument, checkText, type DocumentLimits } from '../limits/check-document.js';
import { type CostModel } from '../limits/cost-model.js';
import { selectOperation, type SelectedOperation } from './select-operation.js';

/** Valid documents that are remembered, each with what was compiled of it. */
const MAX_DOCUMENTS = 2_000;
/** Memory that valid documents take together at most, in bytes; what is planned and compiled of them is bounded by the planner. */
const MAX_DOCUMENT_BYTES = 64 * 1024 * 1024;
/** What graphql-js keeps for a token with its share of nodes and locations, in bytes; measured: 360 to 400. A text of 9 KB becomes a document of 1.2 MB. */
const BYTES_PER_TOKEN = 400;
/** Characters that refused texts and their errors have together at most. */
const MAX_REFUSED_CHARACTERS = 16 * 1024 * 1024;
/** Refused documents that are remembered, so that a client that insists costs nothing. */
const MAX_REFUSED = 1_000;
/** Errors of one document that are told. */
const MAX_ERRORS = 100;

/** A document that may be run. */
export interface ValidDocument {
  readonly query: string;
  readonly document: DocumentNode;
  /** No two documents of one process have the same. */
  readonly number: number;
  readonly hasDefer: boolean;
  /** The operation of that name, or why it is not clear which is meant. */
  select(operationName: string | undefined): SelectedOperation | GraphQLError;
}

export interface DocumentCacheOptions {
  readonly introspection: boolean;
  /** Undefined: nothing bounds a document but its size. */
  readonly limits: DocumentLimits | undefined;
  readonly costs: CostModel;
  /** Told whether a document was known. */
  onLookup?(isKnown: boolean): void;
}

/** Parses, bounds and validates documents, each text once. */
export class DocumentCache {
  readonly #documents = new LRUCache<string, ValidDocument>({ max: MAX_DOCUMENTS, maxSize: MAX_DOCUMENT_BYTES, sizeCalculation: ({ document }, query) => query.length + (document.tokenCount ?? 0) * BYTES_PER_TOKEN + 1 });
  /** As plain data: a GraphQLError would keep the whole document. */
  readonly #refused = new LRUCache<string, readonly GraphQLFormattedError[]>({ max: MAX_REFUSED, maxSize: MAX_REFUSED_CHARACTERS, sizeCalculation: (errors, query) => query.length + JSON.stringify(errors).length });

  constructor(private readonly schema: GraphQLSchema, private readonly options: DocumentCacheOptions) {}

  /** The document, or what is wrong with it. Never throws. */
  read(query: string): ValidDocument | readonly GraphQLFormattedError[] {
    const known = this.#documents.get(query) ?? this.#refused.get(query);
    this.options.onLookup?.(known !== undefined);
    if (known !== undefined) return known;
    const tooMuch = this.options.limits === undefined ? [] : checkText(query, this.options.limits);
    // Not remembered: it costs less to count again than to keep.
    if (tooMuch.length > 0) return tooMuch.map((error) => error.toJSON());
    const read = this.#read(query);
    if (isRefused(read)) this.#refused.set(query, read);
    else this.#documents.set(query, read);
    return read;
  }

  /** Whether reading it costs nothing. */
  knows(query: string): boolean {
    return this.#documents.has(query) || this.#refused.has(query);
  }

  /** What a client may read of it. A name that it mistyped is not completed where the schema is not to be seen. */
  formatted(error: GraphQLError): GraphQLFormattedError {
    const formatted = error.toJSON();
    return this.options.introspection ? formatted : { ...formatted, message: withoutSuggestion(formatted.message) };
  }

  #read(query: string): ValidDocument | readonly GraphQLFormattedError[] {
    const errors = this.#wrongWith(query);
    return Array.isArray(errors) ? errors.slice(0, MAX_ERRORS).map((error) => this.formatted(error)) : errors;
  }

  #wrongWith(query: string): ValidDocument | GraphQLError[] {
    const { limits } = this.options;
    const document = parsed(query, limits?.tokens);
    if (document instanceof GraphQLError) return [document];
    const exceeded = limits === undefined ? [] : checkDocument(document, limits);
    if (exceeded.length > 0) return [...exceeded];
    const errors = validationErrorsOf(this.schema, document, this.options.introspection);
    return errors.length > 0 ? [...errors] : { query, document, number: nextNumber(), hasDefer: query.includes('@') && usesDefer(document), select: selector(document, this.options.costs) };
  }
}

/** Remembers what was selected; a document has few operations, and one answer for every name that it has not. */
const selector = (document: DocumentNode, costs: CostModel): ValidDocument['select'] => {
  const known = new Map<string | undefined, SelectedOperation>();
  return (operationName) => {
    const selected = known.get(operationName) ?? selectOperation(document, operationName, costs);
    if (!(selected instanceof GraphQLError)) known.set(operationName, selected);
    return selected;
  };
};

/** graphql-js ends a message with its suggestion; what stands before may hold any text of the client's. */
const withoutSuggestion = (message: string): string => {
  const at = message.endsWith('?') ? message.lastIndexOf(' Did you mean ') : -1;
  return at === -1 ? message : message.slice(0, at);
};

let lastNumber = 0;
const nextNumber = (): number => lastNumber += 1;

export const isRefused = (read: ValidDocument | readonly GraphQLFormattedError[]): read is readonly GraphQLFormattedError[] => Array.isArray(read);

const parsed = (query: string, maxTokens: number | undefined): DocumentNode | GraphQLError => {
  try {
    return parse(query, maxTokens === undefined ? {} : { maxTokens });
  } catch (error) {
    return withCode(error instanceof GraphQLError ? error : new GraphQLError('The document cannot be parsed: it is nested too deeply.'), 'GRAPHQL_PARSE_FAILED');
  }
};

/** What is wrong with the document; a rule that throws (graphql 16 on `@include` at a subscription's root) counts as one more thing that is wrong. */
const validationErrorsOf = (schema: GraphQLSchema, document: DocumentNode, introspection: boolean): readonly GraphQLError[] => {
  try {
    const rules = introspection ? specifiedRules : [...specifiedRules, NoSchemaIntrospectionCustomRule];
    return validate(schema, document, rules).map((error) => withCode(error, 'GRAPHQL_VALIDATION_FAILED'));
  } catch (error) {
    const why = error instanceof GraphQLError ? error.message : 'it cannot be validated';
    return [new GraphQLError(`The document is not valid: ${why}`, { extensions: { code: 'GRAPHQL_VALIDATION_FAILED' } })];
  }
};

const usesDefer = (document: DocumentNode): boolean => {
  let found = false;
  visit(document, { Directive: ({ name }) => {
    found ||= name.value === 'defer';
    return found ? BREAK : undefined;
  }, [Kind.VARIABLE_DEFINITION]: () => false });
  return found;
};
