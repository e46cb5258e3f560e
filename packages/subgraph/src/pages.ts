import { MAX_PAGE_SIZE, ValidationError } from '@souk/kernel';

/** Arguments of a Relay connection (Relay Cursor Connections Specification, "Arguments"). */
export interface ConnectionArguments {
  readonly first?: number | null | undefined;
  readonly after?: string | null | undefined;
  readonly last?: number | null | undefined;
  readonly before?: string | null | undefined;
}

/** What to fetch: `limit + 1` rows beyond the cursor, so that one knows whether there are more; in reverse order where `backward`. */
export interface PageRequest {
  /** Nodes of the page, at most MAX_PAGE_SIZE. */
  readonly limit: number;
  readonly cursor?: string;
  readonly backward: boolean;
}

export interface Edge<Node> {
  readonly cursor: string;
  readonly node: Node;
}

export interface Connection<Node> {
  readonly edges: readonly Edge<Node>[];
  readonly nodes: readonly Node[];
  readonly pageInfo: { readonly hasNextPage: boolean; readonly hasPreviousPage: boolean; readonly startCursor: string | null; readonly endCursor: string | null };
}

/** The page that the arguments ask for. Throws ValidationError on a size below 0 or above MAX_PAGE_SIZE, and on arguments of both directions. */
export const connectionArguments = ({ first, after, last, before }: ConnectionArguments): PageRequest => {
  // `first` has a default in most schemas: `last` or `before` beside it means backward all the same.
  const backward = (last ?? undefined) !== undefined;
  const size = backward ? { name: 'last', value: last } : { name: 'first', value: first };
  const limit = size.value ?? MAX_PAGE_SIZE;
  if (!Number.isInteger(limit) || limit < 0 || limit > MAX_PAGE_SIZE) throw invalid(size.name, 'page_size', `expected 0 to ${MAX_PAGE_SIZE}, got ${limit}`);
  const [wrong, cursor] = backward ? [after, before] : [before, after];
  if ((wrong ?? undefined) !== undefined) throw invalid(backward ? 'after' : 'before', 'page_direction', backward ? 'goes with first, not with last' : 'goes with last, not with first');
  return { limit, backward, ...((cursor ?? undefined) === undefined ? {} : { cursor: cursor as string }) };
};

/** The connection of rows that were fetched for that page: `limit + 1` of them at most, in the order they were fetched. */
export const toConnection = <Row>(rows: readonly Row[], { limit, cursor, backward }: PageRequest, cursorOf: (row: Row) => string): Connection<Row> => {
  const page = rows.slice(0, limit);
  const nodes = backward ? page.reverse() : page;
  const edges = nodes.map((node) => ({ cursor: cursorOf(node), node }));
  const hasMore = rows.length > limit;
  const cameFromElsewhere = cursor !== undefined;
  return {
    edges,
    nodes,
    pageInfo: {
      hasNextPage: backward ? cameFromElsewhere : hasMore,
      hasPreviousPage: backward ? hasMore : cameFromElsewhere,
      startCursor: edges[0]?.cursor ?? null,
      endCursor: edges.at(-1)?.cursor ?? null,
    },
  };
};

const invalid = (argument: string, rule: string, message: string): ValidationError => new ValidationError([{ path: [argument], rule, message }]);
