import { buildOperationContext } from '@apollo/gateway';
import { operationFromDocument, type Schema } from '@apollo/federation-internals';
import { type QueryPlan, type QueryPlanner } from '@apollo/query-planner';
import { Kind, type DocumentNode, type GraphQLSchema } from 'graphql';
import { LRUCache } from 'lru-cache';
import { type AccessMask, type AccessRules } from '../security/access-rules.js';
import { cutOperation, type Cut, type CutOperation } from '../security/cut-operation.js';
import { type Viewer } from '@souk/auth';
import { planKeyOf } from './plan-key.js';

/** Planned operations that are kept. */
const MAX_OPERATIONS = 2_000;
/** Size of all kept plans as JSON, in characters. */
const MAX_PLAN_CHARACTERS = 32 * 1024 * 1024;

/** A valid operation as the client sent it. */
export interface OperationSource {
  readonly document: DocumentNode;
  /** Same text, same hash. */
  readonly queryHash: string;
  readonly operationName: string | undefined;
}

/** An operation that is ready to run for every viewer who may see the same of it. */
export interface PreparedOperation {
  /** The operation that was asked: the answer has its shape, with null where it was cut. */
  readonly context: ReturnType<typeof buildOperationContext>;
  /** How to fetch what may be seen. */
  readonly plan: QueryPlan;
  readonly cuts: readonly Cut[];
  /** Everything that was asked is cut. */
  readonly isEmpty: boolean;
}

/** Cuts and plans operations, each once per operation and mask. */
export class OperationPlanner {
  readonly #prepared = new LRUCache<string, PreparedOperation>({ max: MAX_OPERATIONS, maxSize: MAX_PLAN_CHARACTERS, sizeCalculation: ({ plan }) => JSON.stringify(plan).length });

  constructor(private readonly supergraph: { readonly planner: QueryPlanner; readonly apiSchema: Schema; readonly rules: AccessRules }, private readonly schema: GraphQLSchema) {}

  /** Throws GraphQLError where the document has no such operation. */
  prepare(source: OperationSource, viewer: Viewer): PreparedOperation {
    const mask = this.supergraph.rules.maskOf(viewer);
    const key = planKeyOf(source, mask);
    const known = this.#prepared.get(key);
    if (known !== undefined) return known;
    const prepared = this.#plan(source, mask);
    this.#prepared.set(key, prepared);
    return prepared;
  }

  #plan({ document, operationName }: OperationSource, mask: AccessMask): PreparedOperation {
    const context = buildOperationContext({ schema: this.schema, operationDocument: document, ...(operationName === undefined ? {} : { operationName }) });
    const allowed = cutOperation(this.schema, context.operation, context.fragments, mask);
    return { context, cuts: allowed.cuts, isEmpty: allowed.isEmpty, plan: allowed.isEmpty ? { kind: 'QueryPlan' } : this.#planOf(allowed) };
  }

  #planOf({ operation, fragments }: CutOperation): QueryPlan {
    return this.supergraph.planner.buildQueryPlan(operationFromDocument(this.supergraph.apiSchema, { kind: Kind.DOCUMENT, definitions: [operation, ...fragments] }));
  }
}
