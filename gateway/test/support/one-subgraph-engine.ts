import { type FetchNode } from '@apollo/query-planner';
import { mintViewerToken, type SigningKey } from '@souk/auth';
import { GraphQLError, buildASTSchema, execute, getOperationAST, parse, print, validate, type GraphQLSchema } from 'graphql';
import { type Answer } from '../../src/execution/answer.js';
import { type AdmittedOperation, type CompiledOperation, type Engine, type SubgraphEvent } from '../../src/execution/operation.js';
import { type ServedSupergraph } from '../../src/supergraph/supergraph.js';

export interface OneSubgraph {
  /** Its whole API: the supergraph is the subgraph, and events need no further fetch. */
  readonly schema: GraphQLSchema;
  readonly id: string;
  /** What is asked besides subscriptions. */
  readonly rootValue?: unknown;
  /** How long each answer takes, in milliseconds. */
  readonly answerMs?: number;
}

/** An engine over one subgraph, answered by graphql-js: subscriptions can be looked at without planner and executor. What it serves may be swapped, as a reload does. */
export const oneSubgraphEngine = (served: () => OneSubgraph, signingKey: SigningKey): Engine => {
  const compiledBy = new Map<string, CompiledOperation>();
  const admit: Engine['admit'] = ({ query, operationName, variables }, { viewer }) => {
    const { schema, id, rootValue, answerMs = 0 } = served();
    try {
      const document = parse(query);
      const errors = validate(schema, document);
      if (errors.length > 0) return Promise.resolve(answerOf({ errors }));
      const operation = getOperationAST(document, operationName);
      if (!operation) return Promise.resolve(answerOf({ errors: [new GraphQLError('No such operation.')] }));
      const key = `${operationName ?? ''}\n${query}`;
      const compiled = compiledBy.get(`${id}\n${key}`) ?? {
        kind: operation.operation,
        ...(operation.operation === 'subscription' ? { primary: { kind: 'Fetch', serviceName: 'order', operation: print(operation), operationName: operation.name?.value } as FetchNode } : {}),
        hasRest: false,
        run: async ({ variables: given }: { readonly variables: Readonly<Record<string, unknown>> }, event?: SubgraphEvent) => {
          if (answerMs > 0) await new Promise((resolve) => setTimeout(resolve, answerMs));
          if (event !== undefined && !event.data) return answerOf({ data: null, errors: event.errors });
          const result = await execute({ schema, document, rootValue: event === undefined ? rootValue : event.data, variableValues: given, ...(operationName === undefined ? {} : { operationName }) });
          return answerOf({ ...result, errors: [...(event?.errors ?? []), ...(result.errors ?? [])] });
        },
      };
      compiledBy.set(`${id}\n${key}`, compiled);
      return Promise.resolve({ supergraph: { id, schema } as ServedSupergraph, compiled, key, viewer, variables } satisfies AdmittedOperation);
    } catch (error) {
      return Promise.resolve(answerOf({ errors: [error instanceof GraphQLError ? error : new GraphQLError(String(error))] }));
    }
  };
  return {
    admit,
    observerFor: () => ({ fetchStarted: () => ({ ended: () => undefined }) }),
    async run(request, caller) {
      const admitted = await admit(request, caller);
      return 'compiled' in admitted ? admitted.compiled.run({ variables: request.variables, headers: [], deadlineAtMs: Infinity, trace: caller.trace, logger: caller.logger }) : admitted;
    },
    async headersFor(viewer, trace) {
      return ['souk-viewer', await mintViewerToken(signingKey, viewer, { ttlSeconds: 60 }), 'traceparent', trace.traceparent];
    },
  };
};

export const schemaOf = (sdl: string): GraphQLSchema => buildASTSchema(parse(sdl));

type SubgraphError = NonNullable<SubgraphEvent['errors']>[number];

const answerOf = ({ data, errors = [] }: { readonly data?: unknown; readonly errors?: readonly (GraphQLError | SubgraphError)[] | undefined }): Answer => ({
  ...(data === undefined ? {} : { data: Buffer.from(JSON.stringify(data)) }),
  ...(errors.length === 0 ? {} : { errors: errors.map((error) => (error instanceof GraphQLError ? error.toJSON() : error)) }),
});
