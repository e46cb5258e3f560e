import { execute, isInterfaceType, isObjectType, parse, validate, type DocumentNode } from 'graphql';
import { type FetchRequest, type FetchResponse, type SubgraphTransport } from '../../../gateway/src/transport/transport.js';
import { type Subgraph } from './federation.js';
import { type Representation, type Resolvers } from './resolvers.js';

/** Texts of requests that are kept parsed. */
const MAX_DOCUMENTS = 5_000;

/** One request's body, as subgraphs read it. */
export interface SubgraphBody {
  readonly query: string;
  readonly operationName?: string;
  readonly variables?: Readonly<Record<string, unknown>>;
}

/** A subgraph that graphql-js executes in this process: a real subgraph schema, with no socket in between. What it answers went through JSON. */
export class InMemorySubgraph implements SubgraphTransport {
  readonly #documents = new Map<string, DocumentNode>();

  constructor(private readonly definition: Subgraph, private readonly resolvers: Resolvers) {
    for (const type of Object.values(definition.schema.getTypeMap())) {
      if ((!isObjectType(type) && !isInterfaceType(type)) || !definition.keys.has(type.name)) continue;
      // Where @apollo/subgraph looks for a type's `__resolveReference`.
      type.extensions = { ...type.extensions, apollo: { subgraph: { resolveReference: (representation: Representation) => resolvers.entity(representation, definition) } } };
    }
  }

  get subgraph(): string {
    return this.definition.name;
  }

  async fetch({ body }: FetchRequest): Promise<FetchResponse> {
    return { status: 200, text: JSON.stringify(await this.answer(JSON.parse(body) as SubgraphBody)) };
  }

  isReady(): Promise<boolean> {
    return Promise.resolve(true);
  }

  close(): Promise<void> {
    return Promise.resolve();
  }

  async answer({ query, operationName, variables }: SubgraphBody): Promise<unknown> {
    const document = this.#documentOf(query);
    if ('length' in document) return { errors: document };
    return execute({ schema: this.definition.schema, document, operationName: operationName ?? null, variableValues: variables ?? {}, contextValue: this.definition.name, fieldResolver: this.resolvers.field });
  }

  /** What a gateway sends must be valid: a subgraph would refuse it too. */
  #documentOf(query: string): DocumentNode | readonly Error[] {
    const known = this.#documents.get(query);
    if (known !== undefined) return known;
    const document = parse(query, { noLocation: true });
    const errors = validate(this.definition.schema, document);
    if (errors.length > 0) return errors;
    if (this.#documents.size >= MAX_DOCUMENTS) this.#documents.clear();
    this.#documents.set(query, document);
    return document;
  }
}
