import { type Explain, type FetchNode, type FetchTiming, type PlanNode } from './explain.js';

/** One line of the plan's tree. */
export interface PlanRow {
  readonly depth: number;
  readonly label: string;
  /** Row of the parent; undefined at the top. */
  readonly parent: number | undefined;
  readonly fetch?: PlannedFetch;
}

/** A fetch of the plan and the request in which it travelled; without one it was not needed. */
export interface PlannedFetch {
  readonly id: number;
  readonly subgraph: string;
  readonly operation: string;
  readonly timing: FetchTiming | undefined;
}

/** The plan as rows, depth first; fetches are numbered from 0 in that order. */
export const planRows = ({ plan, fetches }: Explain): readonly PlanRow[] => {
  const rows: PlanRow[] = [];
  let nextId = 0;
  const add = (row: PlanRow): number => rows.push(row) - 1;
  const addFetch = ({ serviceName, operation }: FetchNode, depth: number, parent: number | undefined, path: string): void => {
    const id = nextId;
    nextId += 1;
    add({ depth, parent, label: path, fetch: { id, subgraph: serviceName, operation, timing: fetches.find(({ ids }) => ids.includes(id)) } });
  };
  const addAll = (label: string, nodes: readonly (PlanNode | undefined)[], depth: number, parent: number | undefined): void => {
    const row = add({ depth, parent, label });
    for (const node of nodes) if (node !== undefined) walk(node, depth + 1, row);
  };
  const walk = (node: PlanNode, depth: number, parent: number | undefined, path = ''): void => {
    switch (node.kind) {
      case 'Fetch': return addFetch(node, depth, parent, path);
      case 'Flatten': return walk(node.node, depth, parent, [path, node.path.join('.')].filter((part) => part !== '').join('.'));
      case 'Sequence': return addAll('one after the other', node.nodes, depth, parent);
      case 'Parallel': return addAll('at the same time', node.nodes, depth, parent);
      case 'Condition': {
        if (node.ifClause !== undefined) addAll(`if $${node.condition}`, [node.ifClause], depth, parent);
        if (node.elseClause !== undefined) addAll(`if not $${node.condition}`, [node.elseClause], depth, parent);
        return;
      }
      case 'Defer': {
        addAll('first', [node.primary], depth, parent);
        for (const { label, node: later } of node.deferred) addAll(label === undefined ? 'later' : `later: ${label}`, [later], depth, parent);
        return;
      }
      case 'Subscription': {
        addAll('subscribed to', [node.primary], depth, parent);
        if (node.rest !== undefined) addAll('for each event', [node.rest], depth, parent);
      }
    }
  };
  if (plan !== undefined) walk(plan, 0, undefined);
  return rows;
};

/** The subgraphs in the order in which the plan names them. */
export const subgraphsOf = (rows: readonly PlanRow[]): readonly string[] => [...new Set(rows.flatMap(({ fetch }) => fetch?.subgraph ?? []))];
