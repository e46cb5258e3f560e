/** What the gateway says about one run of an operation where it was asked to explain: `extensions.explain`. */
export interface Explain {
  readonly plan: PlanNode | undefined;
  readonly fetches: readonly FetchTiming[];
  readonly totalMs: number;
}

/** One request to a subgraph. */
export interface FetchTiming {
  /** Numbers of the plan's fetches that travelled in it, depth first from 0. */
  readonly ids: readonly number[];
  readonly subgraph: string;
  /** Since the operation began. */
  readonly startMs: number;
  /** When the operation ended, where this was still under way. */
  readonly endMs: number;
  readonly bytes: number;
  /** Entities that were asked for; 0 for root fields. */
  readonly representations: number;
  readonly outcome: string;
}

export interface FetchNode {
  readonly kind: 'Fetch';
  readonly serviceName: string;
  readonly operation: string;
}

/** A query plan as the query planner writes it, so far as it is drawn. */
export type PlanNode =
  | FetchNode
  | { readonly kind: 'Sequence' | 'Parallel'; readonly nodes: readonly PlanNode[] }
  | { readonly kind: 'Flatten'; readonly path: readonly (string | number)[]; readonly node: PlanNode }
  | { readonly kind: 'Condition'; readonly condition: string; readonly ifClause: PlanNode | undefined; readonly elseClause: PlanNode | undefined }
  | { readonly kind: 'Defer'; readonly primary: PlanNode | undefined; readonly deferred: readonly { readonly label: string | undefined; readonly node: PlanNode | undefined }[] }
  | { readonly kind: 'Subscription'; readonly primary: PlanNode; readonly rest: PlanNode | undefined };

/** Reads `extensions.explain`; undefined where it is not what is promised. */
export const readExplain = (value: unknown): Explain | undefined => {
  try {
    const explain = record(value);
    const plan = record(explain['plan']);
    const totalMs = number(explain['totalMs']);
    return { plan: optional(plan['node'], readNode), fetches: list(explain['fetches']).map((fetch) => readFetch(fetch, totalMs)), totalMs };
  } catch (error) {
    if (error instanceof TypeError) return undefined;
    throw error;
  }
};

const readFetch = (value: unknown, totalMs: number): FetchTiming => {
  const fetch = record(value);
  const startMs = number(fetch['startMs']);
  return {
    ids: fetch['ids'] === undefined ? [number(fetch['id'])] : list(fetch['ids']).map(number),
    subgraph: text(fetch['subgraph']), startMs, endMs: optional(fetch['endMs'], number) ?? Math.max(startMs, totalMs),
    bytes: number(fetch['bytes']), representations: number(fetch['representations']), outcome: text(fetch['outcome']),
  };
};

const readNode = (value: unknown): PlanNode => {
  const node = record(value);
  const kind = text(node['kind']);
  switch (kind) {
    case 'Fetch': return { kind, serviceName: text(node['serviceName']), operation: text(node['operation']) };
    case 'Sequence': case 'Parallel': return { kind, nodes: list(node['nodes']).map(readNode) };
    case 'Flatten': return { kind, path: list(node['path']).map((part) => (typeof part === 'number' ? part : text(part))), node: readNode(node['node']) };
    case 'Condition': return { kind, condition: text(node['condition']), ifClause: optional(node['ifClause'], readNode), elseClause: optional(node['elseClause'], readNode) };
    case 'Defer': return { kind, primary: optional(record(node['primary'])['node'], readNode), deferred: list(node['deferred']).map(readDeferred) };
    case 'Subscription': return { kind, primary: readNode(node['primary']), rest: optional(node['rest'], readNode) };
    default: throw new TypeError(`Unknown kind of plan node: ${kind}`);
  }
};

const readDeferred = (value: unknown) => {
  const deferred = record(value);
  return { label: optional(deferred['label'], text), node: optional(deferred['node'], readNode) };
};

const optional = <Value>(value: unknown, read: (value: unknown) => Value): Value | undefined => (value === undefined || value === null ? undefined : read(value));

const record = (value: unknown): Readonly<Record<string, unknown>> => {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw new TypeError('Expected an object.');
  return value as Record<string, unknown>;
};

const list = (value: unknown): readonly unknown[] => {
  if (!Array.isArray(value)) throw new TypeError('Expected a list.');
  return value;
};

const number = (value: unknown): number => {
  if (typeof value !== 'number' || !Number.isFinite(value)) throw new TypeError('Expected a number.');
  return value;
};

const text = (value: unknown): string => {
  if (typeof value !== 'string') throw new TypeError('Expected a text.');
  return value;
};
