import { GraphQLError, Kind, OperationTypeNode, parse, validate, type DocumentNode, type GraphQLSchema } from 'graphql';
import { MAX_OPERATION_TOKENS, MAX_REMEMBERED_DOCUMENTS, MAX_REMEMBERED_LENGTH } from './limits.js';

/** Parses and validates operations, and remembers the valid ones: on sockets thousands come back at once after a restart, and the gateway in this process asks the same again and again. */
export class Documents {
  readonly #valid = new Map<string, DocumentNode>();

  constructor(private readonly schema: GraphQLSchema) {}

  /** The document, or what is wrong with it. Never throws. */
  read(query: unknown): DocumentNode | readonly GraphQLError[] {
    if (typeof query !== 'string') return [withCode(new GraphQLError('The payload has a query, as text.'), 'BAD_USER_INPUT')];
    const known = this.known(query);
    if (known !== undefined) return known;
    const document = this.#parse(query);
    if ('kind' in document) this.remember(query, document);
    return document;
  }

  /** The document of a text that is valid for sure. */
  known(query: string): DocumentNode | undefined {
    return this.#valid.get(query);
  }

  /** Takes a document that was validated, here or elsewhere. */
  remember(query: string, document: DocumentNode): void {
    if (query.length > MAX_REMEMBERED_LENGTH) return;
    this.#valid.set(query, document);
    const [oldest] = this.#valid.keys();
    if (this.#valid.size > MAX_REMEMBERED_DOCUMENTS && oldest !== undefined) this.#valid.delete(oldest);
  }

  #parse(query: string): DocumentNode | readonly GraphQLError[] {
    let document: DocumentNode;
    try {
      document = parse(query, { maxTokens: MAX_OPERATION_TOKENS });
    } catch (error) {
      return [withCode(error instanceof GraphQLError ? error : new GraphQLError('The query cannot be parsed.'), 'GRAPHQL_PARSE_FAILED')];
    }
    if (hasConditionalRoot(document)) return [withCode(new GraphQLError('@skip and @include do not belong at the root of a subscription.'), 'GRAPHQL_VALIDATION_FAILED')];
    try {
      const errors = validate(this.schema, document);
      return errors.length === 0 ? document : errors.map((error) => withCode(error, 'GRAPHQL_VALIDATION_FAILED'));
    } catch {
      // Thrown on, it would close the socket, and with it everybody else's operations.
      return [withCode(new GraphQLError('The operation cannot be validated.'), 'GRAPHQL_VALIDATION_FAILED')];
    }
  }
}

/** graphql 16 throws a TypeError on these, some in validate() and some in subscribe(). */
const hasConditionalRoot = ({ definitions }: DocumentNode): boolean =>
  definitions.some((definition) =>
    definition.kind === Kind.OPERATION_DEFINITION && definition.operation === OperationTypeNode.SUBSCRIPTION
    && definition.selectionSet.selections.some(({ directives }) => directives?.some(({ name }) => name.value === 'skip' || name.value === 'include')));

const withCode = ({ message, nodes, source, positions, path }: GraphQLError, code: string): GraphQLError =>
  new GraphQLError(message, { nodes: nodes ?? null, source: source ?? null, positions: positions ?? null, path: path ?? null, extensions: { code } });
