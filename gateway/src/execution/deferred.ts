import { type DeferNode, type DeferredNode, type PlanNode } from '@apollo/query-planner';
import { Kind, getNamedType, isCompositeType, parse, visit, type GraphQLCompositeType, type GraphQLFormattedError, type GraphQLSchema, type OperationDefinitionNode, type SelectionSetNode } from 'graphql';
import { PLACEHOLDER_KEY } from '../plan/specialise.js';
import { type DeferredPatch, type LaterPart } from './answer.js';
import { type PlanCompiler, type Step } from './compile-plan.js';
import { isDataObject, type DataObject, type Path } from './data.js';
import { maskedError } from './errors.js';
import { type OperationRun } from './operation-run.js';
import { type Projection, type ProjectionCompiler } from './projection.js';
import { ProjectionRun } from './projection-run.js';

/** What a plan does at its top: everything at once, or a part first and others later. */
export type TopPlan =
  | { readonly kind: 'whole'; readonly step: Step | undefined }
  | { readonly kind: 'parts'; readonly parts: Parts };

/** What comes first, and what comes when its fetches are done. */
export interface Parts {
  readonly step: Step | undefined;
  /** Undefined where everything is deferred. */
  readonly projection: Projection | undefined;
  readonly deferred: readonly DeferredBlock[];
}

interface DeferredBlock {
  readonly label: string | undefined;
  /** Response keys to the objects that it completes, and `... on T` where only objects of that type are meant. */
  readonly path: readonly string[];
  readonly parts: Parts;
}

/** Compiles the top of a plan, where the planner puts what `@defer` put off. */
export class TopPlanCompiler {
  constructor(private readonly plans: PlanCompiler, private readonly projections: ProjectionCompiler, private readonly schema: GraphQLSchema, private readonly operation: OperationDefinitionNode) {}

  compile(node: PlanNode | undefined): TopPlan {
    if (node?.kind === 'Defer') return { kind: 'parts', parts: this.#parts(node, []) };
    return { kind: 'whole', step: node && this.plans.compile(node) };
  }

  #parts({ primary, deferred }: DeferNode, path: Path): Parts {
    return { step: primary.node && this.plans.compile(primary.node), projection: this.#projection(primary.subselection, path), deferred: deferred.map((block) => this.#block(block)) };
  }

  #block({ label, queryPath, subselection, node }: DeferredNode): DeferredBlock {
    const path = queryPath.filter((part) => !part.startsWith(FRAGMENT));
    if (node?.kind === 'Defer') return { label, path: queryPath, parts: this.#parts(node, path) };
    return { label, path: queryPath, parts: { step: node && this.plans.compile(node), projection: this.#projection(subselection, path), deferred: [] } };
  }

  #projection(subselection: string | undefined, path: Path): Projection | undefined {
    if (subselection === undefined) return undefined;
    const [definition] = parse(subselection, { noLocation: true }).definitions;
    if (definition?.kind !== Kind.OPERATION_DEFINITION) throw new Error('A part of a deferred plan is a selection.');
    const shown = visit(definition.selectionSet, { Field: ({ alias }) => (alias?.value === PLACEHOLDER_KEY ? null : undefined) });
    return this.projections.compile(shown, this.#typeAt(path));
  }

  #typeAt(path: Path): GraphQLCompositeType {
    let type: GraphQLCompositeType | undefined = this.schema.getRootType(this.operation.operation) ?? undefined;
    let sets: readonly SelectionSetNode[] = [this.operation.selectionSet];
    for (const key of path) {
      const found = sets.flatMap((set) => this.#find(set, type, String(key)));
      type = found[0]?.type;
      sets = found.map(({ set }) => set);
    }
    if (type === undefined) throw new Error(`Nothing is at ${path.join('.')} of the operation.`);
    return type;
  }

  #find({ selections }: SelectionSetNode, parent: GraphQLCompositeType | undefined, key: string): readonly { readonly type: GraphQLCompositeType; readonly set: SelectionSetNode }[] {
    return selections.flatMap((selection) => {
      if (selection.kind === Kind.FIELD) {
        const definition = parent !== undefined && 'getFields' in parent ? parent.getFields()[selection.name.value] : undefined;
        const type = definition && getNamedType(definition.type);
        return (selection.alias?.value ?? selection.name.value) === key && isCompositeType(type) && selection.selectionSet ? [{ type, set: selection.selectionSet }] : [];
      }
      if (selection.kind === Kind.FRAGMENT_SPREAD) return [];
      const narrowed = selection.typeCondition === undefined ? parent : this.schema.getType(selection.typeCondition.name.value);
      return this.#find(selection.selectionSet, isCompositeType(narrowed) ? narrowed : undefined, key);
    });
  }
}

/**
 * Runs deferred blocks side by side and gives each out when it is done; a block's own deferred blocks begin then.
 * An error goes with the first part whose place it concerns; what concerns no part's goes with the last.
 */
export async function* laterParts(blocks: readonly DeferredBlock[], run: OperationRun, reported: number): AsyncGenerator<LaterPart, void> {
  const ready: DeferredBlock[] = [];
  let wake: () => void = () => undefined;
  let running = 0;
  const begin = (block: DeferredBlock): void => {
    running += 1;
    const end = (): void => {
      ready.push(block);
      wake();
    };
    const fail = (error: unknown): void => {
      run.errors.push(maskedError(error, run.context).toJSON());
      end();
    };
    (async () => block.parts.step?.(run))().then(end, fail);
  };
  blocks.forEach(begin);
  let seen = reported;
  let untold: readonly GraphQLFormattedError[] = [];
  while (running > 0) {
    const block = ready.shift();
    if (block === undefined) {
      await new Promise<void>((resolve) => { wake = resolve; });
      continue;
    }
    running -= 1;
    untold = [...untold, ...run.errors.slice(seen)];
    seen = run.errors.length;
    block.parts.deferred.forEach(begin);
    const hasNext = running > 0;
    const { patches, rest } = patchesOf(block, run, untold, !hasNext);
    untold = rest;
    yield { incremental: patches, hasNext };
  }
}

/** The objects at a path of the planner's, each with its place. */
const placesOf = (value: unknown, path: readonly string[], at: number, walked: Path, run: OperationRun): readonly { readonly object: DataObject; readonly path: Path }[] => {
  if (Array.isArray(value)) return value.flatMap((item, index) => placesOf(item, path, at, [...walked, index], run));
  if (!isDataObject(value)) return [];
  const part = path[at];
  if (part === undefined) return [{ object: value, path: walked }];
  if (!part.startsWith(FRAGMENT)) return placesOf(value[part], path, at + 1, [...walked, part], run);
  const type = part.slice(FRAGMENT.length).trim();
  return type === '' || value['__typename'] === undefined || run.isOfType(value['__typename'], type) ? placesOf(value, path, at + 1, walked, run) : [];
};

const FRAGMENT = '... on ';
const NOTHING = Buffer.from('{}');

/** The block's patches with their errors, and the errors that are not theirs. */
const patchesOf = ({ path, label, parts: { projection } }: DeferredBlock, run: OperationRun, untold: readonly GraphQLFormattedError[], isLast: boolean): { readonly patches: readonly DeferredPatch[]; readonly rest: readonly GraphQLFormattedError[] } => {
  const places = placesOf(run.data, path, 0, [], run);
  let rest = untold;
  const patches = places.map(({ object, path: place }, index): DeferredPatch => {
    const isMine = (error: GraphQLFormattedError): boolean => (isLast && index === places.length - 1) || place.every((part, at) => error.path?.[at] === part);
    const mine = rest.filter(isMine);
    rest = rest.filter((error) => !isMine(error));
    const writing = new ProjectionRun({ missing: run.missing, shared: run.shared, isPlain: run.isPlain });
    writing.path.push(...place);
    const data = projection === undefined ? NOTHING : projection.project(object, writing);
    const errors = writing.allErrors(mine, run.explained);
    return { data, path: place, ...(label === undefined ? {} : { label }), ...(errors.length === 0 ? {} : { errors }) };
  });
  return { patches, rest };
};
