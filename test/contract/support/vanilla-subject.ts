import { buildOperationContext, executeQueryPlan, type GraphQLDataSource, type ServiceMap } from '@apollo/gateway';
import { operationFromDocument } from '@apollo/federation-internals';
import { QueryPlanner, prettyFormatQueryPlan, type QueryPlan } from '@apollo/query-planner';
import { silentLogger } from '@souk/telemetry';
import { GraphQLError, parse, type GraphQLFormattedError } from 'graphql';
import { type Federation } from './federation.js';
import { type InMemorySubgraph } from './in-memory-subgraph.js';
import { type Subject, type SubjectAnswer, type SubjectRequest } from './subject.js';

/** Operations that are kept planned. */
const MAX_PLANS = 500;

/** The executor of @apollo/gateway: a second subject, which shows that what is expected of Souk is not of its own making. */
export const vanillaSubject = ({ supergraph, supergraphSchema, apiSchema, schema }: Federation, subgraphs: readonly InMemorySubgraph[]): Subject => {
  const planner = new QueryPlanner(supergraph);
  const services: ServiceMap = Object.fromEntries(subgraphs.map((subgraph) => [subgraph.subgraph, dataSourceOf(subgraph)]));
  const plans = new Map<string, Planned>();
  const prepare = ({ query, operationName }: SubjectRequest): Planned => {
    const known = plans.get(query);
    if (known !== undefined) return known;
    const document = parse(query, { noLocation: true });
    const context = buildOperationContext({ schema, operationDocument: document, ...(operationName === undefined ? {} : { operationName }) });
    const planned = { context, plan: planner.buildQueryPlan(operationFromDocument(apiSchema, document, operationName === undefined ? {} : { operationName })) };
    if (plans.size >= MAX_PLANS) plans.clear();
    plans.set(query, planned);
    return planned;
  };
  return {
    name: 'vanilla',
    async run(request): Promise<SubjectAnswer> {
      const { context, plan } = prepare(request);
      const requestContext = { request: { variables: { ...request.variables } }, context: {}, logger: silentLogger, metrics: {} } as unknown as Parameters<typeof executeQueryPlan>[2];
      const { data, errors = [], extensions } = await executeQueryPlan(plan, services, requestContext, context, supergraphSchema, apiSchema);
      const completion = (extensions as { readonly valueCompletion?: readonly GraphQLError[] } | undefined)?.valueCompletion ?? [];
      const all = [...errors, ...completion].map((error) => (error instanceof GraphQLError ? error.toJSON() : new GraphQLError(String(error)).toJSON()));
      return JSON.parse(JSON.stringify({ data: data ?? null, ...(all.length > 0 ? { errors: all } : {}) })) as SubjectAnswer;
    },
    planOf: (request) => prettyFormatQueryPlan(prepare(request).plan),
  };
};

interface Planned {
  readonly context: ReturnType<typeof buildOperationContext>;
  readonly plan: QueryPlan;
}

const dataSourceOf = (subgraph: InMemorySubgraph): GraphQLDataSource => ({
  async process({ request: { query = '', operationName, variables } }) {
    const { text } = await subgraph.fetch({ body: JSON.stringify({ query, operationName, variables }), isQuery: true, headers: [], deadlineAtMs: Number.POSITIVE_INFINITY });
    return JSON.parse(text) as { data?: Record<string, unknown>; errors?: GraphQLFormattedError[] };
  },
});
