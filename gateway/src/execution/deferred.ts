import { type DeferNode, type DeferredNode, type PlanNode } from '@apollo/query-planner';
import { Kind, getNamedType, isCompositeType, visit, type GraphQLCompositeType, type GraphQLFormattedError, type GraphQLSchema, type InlineFragmentNode, type OperationDefinitionNode, type SelectionSetNode } from 'graphql';
import { clientLabelOf, deferLabelOf, isDeferred } from '../plan/specialise.js';
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
  readonly projection: Projection;
  readonly deferred: readonly DeferredBlock[];
}

interface DeferredBlock {
  readonly label: string | undefined;
  /** Response keys to the objects that it completes, and `... on T` where only objects of that type are meant. */
  readonly path: readonly string[];
  readonly step: Step | undefined;
  readonly projection: Projection;
}

/** A fragment that is put off, and the type of what it stands in. */
interface DeferredFragment {
  readonly fragment: InlineFragmentNode;
  readonly parent: GraphQLCompositeType;
}

/** Compiles the top of a plan, where the planner puts what `@defer` put off. Parts are written from the operation's own selections: the planner's have other `__typename`s. */
export class TopPlanCompiler {
  constructor(private readonly plans: PlanCompiler, private readonly projections: ProjectionCompiler, private readonly schema: GraphQLSchema, private readonly operation: OperationDefinitionNode) {}

  /** Throws where the plan's parts are not those of the operation. */
  compile(node: PlanNode | undefined): TopPlan {
    if (node?.kind === 'Defer') return { kind: 'parts', parts: this.#parts(node) };
    return { kind: 'whole', step: node && this.plans.compile(node) };
  }

  #parts({ primary, deferred }: DeferNode): Parts {
    const { operation, selectionSet } = this.operation;
    const root = this.schema.getRootType(operation);
    if (!root) throw new Error(`The schema has no ${operation} type.`);
    const fragments = new Map<string, DeferredFragment>();
    this.#collect(selectionSet, root, fragments);
    const blocks = deferred.map((block) => this.#block(block, fragments));
    const planned = new Set(deferred.map(({ label }) => label));
    if ([...fragments.keys()].some((label) => !planned.has(label))) throw new Error('A part of the operation is not in its plan.');
    return { step: primary.node && this.plans.compile(primary.node), projection: this.projections.compile(withoutDeferred(selectionSet), root), deferred: blocks };
  }

  #block({ label = '', queryPath, node }: DeferredNode, fragments: ReadonlyMap<string, DeferredFragment>): DeferredBlock {
    const found = fragments.get(label);
    if (found === undefined || node?.kind === 'Defer') throw new Error('The plan has a part that is none of the operation.');
    const projection = this.projections.compile({ kind: Kind.SELECTION_SET, selections: [found.fragment] }, found.parent);
    return { label: clientLabelOf(label), path: queryPath, step: node && this.plans.compile(node), projection };
  }

  #collect({ selections }: SelectionSetNode, parent: GraphQLCompositeType, fragments: Map<string, DeferredFragment>): void {
    for (const selection of selections) {
      if (selection.kind === Kind.FRAGMENT_SPREAD || selection.selectionSet === undefined) continue;
      if (selection.kind === Kind.INLINE_FRAGMENT && isDeferred(selection)) {
        fragments.set(deferLabelOf(selection), { fragment: selection, parent });
        continue;
      }
      const type = selection.kind === Kind.FIELD ? typeOfField(parent, selection.name.value) : this.schema.getType(selection.typeCondition?.name.value ?? parent.name);
      if (isCompositeType(type)) this.#collect(selection.selectionSet, type, fragments);
    }
  }
}

const typeOfField = (parent: GraphQLCompositeType, field: string): unknown => {
  const definition = 'getFields' in parent ? parent.getFields()[field] : undefined;
  return definition && getNamedType(definition.type);
};

const withoutDeferred = (set: SelectionSetNode): SelectionSetNode => visit(set, { InlineFragment: (fragment) => (isDeferred(fragment) ? null : undefined) });

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
    (async () => block.step?.(run))().then(end, fail);
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

/** The block's patches with their errors, and the errors that are not theirs. */
const patchesOf = ({ path, label, projection }: DeferredBlock, run: OperationRun, untold: readonly GraphQLFormattedError[], isLast: boolean): { readonly patches: readonly DeferredPatch[]; readonly rest: readonly GraphQLFormattedError[] } => {
  const places = placesOf(run.data, path, 0, [], run);
  let rest = untold;
  const patches = places.map(({ object, path: place }, index): DeferredPatch => {
    const isMine = (error: GraphQLFormattedError): boolean => (isLast && index === places.length - 1) || place.every((part, at) => error.path?.[at] === part);
    const mine = rest.filter(isMine);
    rest = rest.filter((error) => !isMine(error));
    const writing = new ProjectionRun({ missing: run.missing, shared: run.shared, isPlain: run.isPlain });
    writing.path.push(...place);
    const data = projection.project(object, writing);
    const errors = writing.allErrors(mine, run.explained);
    return { data, path: place, ...(label === undefined ? {} : { label }), ...(errors.length === 0 ? {} : { errors }) };
  });
  return { patches, rest };
};
