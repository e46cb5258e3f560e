import { type QueryPlan } from '@apollo/query-planner';
import { GraphQLError, Kind, print, visit, type ASTNode, type OperationDefinitionNode, type SelectionNode } from 'graphql';
import { LRUCache } from 'lru-cache';
import { type Viewer } from '@souk/auth';
import { compileOperation, type CompileEnvironment } from '../execution/compile-operation.js';
import { type CompiledOperation } from '../execution/operation.js';
import { type AccessMask, type AccessRules } from '../security/access-rules.js';
import { cutOperation } from '../security/cut-operation.js';
import { isRefused, type DocumentCache, type ValidDocument } from './document-cache.js';
import { withoutImpliedTypenames } from './implied-typenames.js';
import { GIVEN_UP_CODES } from './planner-thread.js';
import { type SelectedOperation } from './select-operation.js';
import { withSourceKeys } from './source-keys.js';
import { specialise, withoutEmptySelections } from './specialise.js';

/** Compiled operations that are kept. */
const MAX_OPERATIONS = 2_000;
/** Size of all that is kept, in characters of plans; what is compiled of them is a small multiple. */
const MAX_CHARACTERS = 32 * 1024 * 1024;
/** A character of a document takes as much memory as so many of a plan (measured: 23 bytes and 3). */
const PLAN_CHARACTERS_PER_CHARACTER = 8;

type Variables = Readonly<Record<string, unknown>>;

/** An operation that is ready to run for every viewer who may see the same of it, with the values of its condition variables. */
export interface PreparedOperation {
  /** The same only for the same text, operation, conditions, mask and way of answering, on the same supergraph. */
  readonly key: string;
  /** Without conditions and fragments. */
  readonly operation: OperationDefinitionNode;
  readonly compiled: CompiledOperation;
  /** For those who want to see it. */
  readonly plan: QueryPlan;
}

/** What a client wants to run. */
export interface OperationToPrepare {
  readonly valid: ValidDocument;
  readonly selected: SelectedOperation;
  readonly operationName: string | undefined;
  /** Coerced, defaults included. */
  readonly variables: Variables;
  /** What they may see decides what is planned. */
  readonly viewer: Viewer;
  readonly acceptsParts: boolean;
}

/** What was asked for, often enough to be prepared again on another supergraph. */
export interface UsedOperation extends Omit<OperationToPrepare, 'valid' | 'selected'> {
  readonly query: string;
}

interface Preparation extends OperationToPrepare {
  readonly key: string;
  readonly mask: AccessMask;
}

export interface PlannerEnvironment extends CompileEnvironment {
  readonly rules: AccessRules;
  /** Plans a document that holds one operation. Rejects with a GraphQLError that a client may read. */
  plan(document: string): Promise<QueryPlan>;
  /** Told whether an operation was ready. */
  onLookup?(isKnown: boolean): void;
}

/** Specialises, cuts, plans and compiles operations, each once per operation, conditions and mask. */
export class OperationPlanner {
  readonly #prepared = new LRUCache<string, PreparedOperation>({ max: MAX_OPERATIONS, maxSize: MAX_CHARACTERS });
  readonly #used = new LRUCache<string, UsedOperation>({ max: MAX_OPERATIONS });
  readonly #preparing = new Map<string, Promise<PreparedOperation>>();

  constructor(private readonly environment: PlannerEnvironment) {}

  /** At once where it is known. Rejects with a GraphQLError where it cannot be planned. */
  prepare(wanted: OperationToPrepare): PreparedOperation | Promise<PreparedOperation> {
    const { valid, selected, operationName, variables, viewer } = wanted;
    const acceptsParts = wanted.acceptsParts && valid.hasDefer;
    const mask = this.environment.rules.maskOf(viewer);
    const key = `${valid.number} ${operationName ?? ''} ${mask.key} ${selected.conditions.map((name) => (variables[name] === true ? 1 : 0)).join('')}${acceptsParts ? ' in parts' : ''}`;
    const known = this.#prepared.get(key);
    this.environment.onLookup?.(known !== undefined);
    if (known !== undefined) return known;
    const running = this.#preparing.get(key);
    if (running !== undefined) return running;
    const preparing = this.#prepare({ ...wanted, acceptsParts, key, mask }).finally(() => this.#preparing.delete(key));
    this.#preparing.set(key, preparing);
    return preparing;
  }

  /** The last used first. */
  hottest(): readonly UsedOperation[] {
    return [...this.#prepared.keys()].flatMap((key) => this.#used.peek(key) ?? []);
  }

  /** Prepares what was used on another version; rejects where it is not valid on this one. */
  async prepareAgain({ query, ...wanted }: UsedOperation, documents: DocumentCache): Promise<void> {
    const valid = documents.read(query);
    if (isRefused(valid)) throw new GraphQLError(valid[0]?.message ?? 'The document is not valid any more.');
    const selected = valid.select(wanted.operationName);
    if (selected instanceof GraphQLError) throw selected;
    await this.prepare({ ...wanted, valid, selected });
  }

  /** The planner fails at some operations only because something of them is put off: those are answered in one piece. */
  async #prepare(preparation: Preparation): Promise<PreparedOperation> {
    try {
      return await this.#prepareAs(preparation, preparation.acceptsParts);
    } catch (error) {
      if (!preparation.acceptsParts || isTooMuch(error)) throw error;
      return this.#prepareAs(preparation, false);
    }
  }

  async #prepareAs({ key, valid, selected, operationName, variables, viewer, mask, acceptsParts }: Preparation, inParts: boolean): Promise<PreparedOperation> {
    const { schema, rules, required } = this.environment;
    const whole = specialise(schema, selected.operation, selected.fragments, variables, inParts);
    const cut = cutOperation(schema, whole, {}, mask);
    const sourced = withSourceKeys(cut.operation, required);
    // Parts are written from the planner's own selections: only where those are the client's, and those of one plan.
    const operation = inParts && (cut.cuts.length > 0 || sourced !== cut.operation || asksRootMeta(whole) || inSeries(whole).length > 1) ? specialise(schema, selected.operation, selected.fragments, variables, false) : whole;
    const planned = operation === whole ? sourced : withSourceKeys(cutOperation(schema, operation, {}, mask).operation, required);
    const plan = cut.isEmpty || asksNothing(planned) ? { kind: 'QueryPlan' } as const : withoutImpliedTypenames(await this.#planOf(planned), this.environment.supergraphSchema);
    const kept = withoutLocations(operation);
    const prepared: PreparedOperation = {
      key, operation: kept, plan,
      compiled: compileOperation({ operation: kept, plan, cuts: cut.cuts, isEmpty: cut.isEmpty, refusalOf: (type, field) => (mask.isDenied(type, field) ? rules.explain(type, field) : undefined) }, this.environment),
    };
    this.#prepared.set(key, prepared, { size: JSON.stringify(plan).length + valid.query.length * PLAN_CHARACTERS_PER_CHARACTER + 1 });
    this.#used.set(key, { query: valid.query, operationName, variables: Object.fromEntries(selected.conditions.map((name) => [name, variables[name]])), viewer, acceptsParts });
    return prepared;
  }

  async #planOf(operation: OperationDefinitionNode): Promise<QueryPlan> {
    const plans = await Promise.all(inSeries(operation).filter((part) => !asksNothing(part)).map((part) => this.environment.plan(print(withoutEmptySelections(part)))));
    const nodes = plans.flatMap(({ node }) => node ?? []);
    if (nodes.length < plans.length) throw new GraphQLError('No subgraph can answer what the operation asks for.', { extensions: { code: 'OPERATION_RESOLUTION_FAILURE' } });
    const [only] = nodes;
    return { kind: 'QueryPlan', node: nodes.length === 1 && only !== undefined ? only : { kind: 'Sequence', nodes: nodes.filter((node) => node.kind !== 'Subscription') } };
  }
}

/** One operation for each field of a mutation: they run one after the other, and what one answers must not show what the next has done. */
const inSeries = (operation: OperationDefinitionNode): readonly OperationDefinitionNode[] => {
  if (operation.operation !== 'mutation') return [operation];
  const byKey = new Map<string, SelectionNode[]>();
  for (const selection of operation.selectionSet.selections) {
    const key = selection.kind === Kind.FIELD ? selection.alias?.value ?? selection.name.value : '';
    byKey.set(key, [...(byKey.get(key) ?? []), selection]);
  }
  return [...byKey.values()].map((selections) => ({ ...operation, selectionSet: { kind: Kind.SELECTION_SET, selections } }));
};

/** Whether the planner gave up, and would again. */
const isTooMuch = (error: unknown): boolean => error instanceof GraphQLError && GIVEN_UP_CODES.has(error.extensions['code']);

/** A node's location holds all tokens of its document, which take five times the memory of the nodes. */
const withoutLocations = (operation: OperationDefinitionNode): OperationDefinitionNode => visit(operation, { enter: ({ loc: _loc, ...node }: ASTNode) => node });

/** Whether the gateway answers all of it by itself. */
const asksNothing = ({ selectionSet: { selections } }: OperationDefinitionNode): boolean =>
  selections.every((selection) => selection.kind === Kind.FIELD && selection.name.value.startsWith('__'));

/** The planner leaves `__typename`, `__schema` and `__type` of the root out of a part's selections. */
const asksRootMeta = ({ selectionSet }: OperationDefinitionNode): boolean => selectionSet.selections.some((selection) => selection.kind === Kind.FIELD && selection.name.value.startsWith('__'));
