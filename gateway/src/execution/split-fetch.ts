import { type FetchNode, type QueryPlanSelectionNode } from '@apollo/query-planner';
import { Kind, parse, print, visit } from 'graphql';
import { realFieldName, type RequiredStandIns } from '../supergraph/planner-sdl.js';

/**
 * The fetches that one of the planner's really is. Where two of its fields require the same field with other arguments, one representation
 * cannot hold both values, so each goes with a request of its own.
 */
export const splitFetch = (node: FetchNode, standIns: RequiredStandIns): readonly FetchNode[] => {
  const byRealName = new Map<string, Set<string>>();
  for (const name of topFieldsOf(node.requires ?? [])) {
    const real = realFieldName(name);
    if (real !== name) byRealName.set(real, (byRealName.get(real) ?? new Set<string>()).add(name));
  }
  const conflicts = [...byRealName.values()].filter(({ size }) => size > 1).map((names) => [...names]);
  const parts = Math.max(1, ...conflicts.map(({ length }) => length));
  if (parts === 1) return [node];
  const disputed = new Set(conflicts.flat());
  return Array.from({ length: parts }, (_nothing, part) => partOf(node, { disputed, allowed: new Set(conflicts.flatMap((names) => names[part] ?? [])), isFirst: part === 0 }, standIns)).flatMap((part) => part ?? []);
};

interface Share {
  readonly disputed: ReadonlySet<string>;
  readonly allowed: ReadonlySet<string>;
  /** It takes what is not disputed along. */
  readonly isFirst: boolean;
}

const partOf = (node: FetchNode, { disputed, allowed, isFirst }: Share, standIns: RequiredStandIns): FetchNode | undefined => {
  let fields = 0;
  const types: string[] = [];
  const operation = visit(parse(node.operation, { noLocation: true }), {
    InlineFragment: {
      enter: ({ typeCondition }) => void types.push(typeCondition?.name.value ?? ''),
      leave(fragment) {
        types.pop();
        return fragment.selectionSet.selections.length === 0 ? null : undefined;
      },
    },
    Field(field) {
      if (field.name.value === '_entities') return undefined;
      const used = [...(standIns.get(`${types.at(-1) ?? ''}.${field.name.value}`) ?? [])].filter((name) => disputed.has(name));
      const isMine = used.length === 0 ? isFirst : used.every((name) => allowed.has(name));
      if (isMine) fields += 1;
      return isMine ? false : null;
    },
  });
  if (fields === 0) return undefined;
  return { ...node, operation: print(operation), requires: kept(node.requires ?? [], disputed, allowed) };
};

const topFieldsOf = (selections: readonly QueryPlanSelectionNode[]): readonly string[] =>
  selections.flatMap((selection) => (selection.kind === Kind.FIELD ? [selection.alias ?? selection.name] : topFieldsOf(selection.selections)));

const kept = (selections: readonly QueryPlanSelectionNode[], disputed: ReadonlySet<string>, allowed: ReadonlySet<string>): QueryPlanSelectionNode[] =>
  selections.flatMap((selection): QueryPlanSelectionNode[] => {
    if (selection.kind !== Kind.FIELD) return [{ ...selection, selections: kept(selection.selections, disputed, allowed) }];
    const name = selection.alias ?? selection.name;
    return disputed.has(name) && !allowed.has(name) ? [] : [selection];
  });
