import { ApolloGateway, type SupergraphManager } from '@apollo/gateway';
import { GraphQLError, type ExecutionResult, type GraphQLSchema } from 'graphql';
import { type Logger } from '@souk/telemetry';
import { type Caller } from '../execution/caller.js';
import { ErrorCode } from '../execution/errors.js';
import { type OperationRequest } from '../execution/execute-operation.js';
import { buildSupergraph, serveSupergraph, type BuiltSupergraph, type ServedSupergraph } from './supergraph.js';
import { type SupergraphSource } from './supergraph-source.js';

export interface SoukApolloGatewayOptions {
  readonly source: SupergraphSource;
  /** Names of the subgraphs whose address is known. */
  readonly subgraphs: ReadonlySet<string>;
  readonly introspection: boolean;
  readonly logger: Logger;
  execute(supergraph: ServedSupergraph, request: OperationRequest, caller: Caller): Promise<ExecutionResult>;
}

type Executor = ApolloGateway['executor'];

/**
 * @apollo/gateway with another executor: it keeps the supergraph's life (load, update, refuse) and the API schema,
 * and leaves planning, authorisation and execution to Souk.
 */
export class SoukApolloGateway extends ApolloGateway {
  readonly #servedBySchema = new WeakMap<GraphQLSchema, ServedSupergraph>();
  #served: ServedSupergraph | undefined;

  constructor(options: SoukApolloGatewayOptions) {
    const manager = new SupergraphKeeper(options);
    super({ supergraphSdl: manager, logger: options.logger, validateSupergraph: true, buildService: () => NEVER_ASKED });
    // Registered before any other listener, and it cannot fail: the supergraph was built before ApolloGateway saw it.
    this.onSchemaLoadOrUpdate(({ apiSchema }) => {
      this.#served = serveSupergraph(manager.built(), apiSchema, options.introspection);
      this.#servedBySchema.set(apiSchema, this.#served);
    });
    this.executor = async (requestContext) => {
      // A request that was validated before a reload runs on the supergraph that it was validated against.
      const supergraph = this.#servedBySchema.get(requestContext.schema) ?? this.served;
      const { document, queryHash, request } = requestContext;
      const result = await options.execute(supergraph, { document, queryHash, operationName: request.operationName, variables: request.variables ?? {} }, requestContext.context as Caller);
      return withHttpStatus(result) as Awaited<ReturnType<Executor>>;
    };
  }

  /** The supergraph that answers new requests. */
  get served(): ServedSupergraph {
    if (this.#served === undefined) throw new Error('The gateway has no supergraph yet: load() comes first.');
    return this.#served;
  }
}

/** Builds each version before ApolloGateway gets it, so that a broken one is refused whole. */
class SupergraphKeeper implements SupergraphManager {
  #built: BuiltSupergraph | undefined;

  constructor(private readonly options: SoukApolloGatewayOptions) {}

  built(): BuiltSupergraph {
    if (this.#built === undefined) throw new Error('No supergraph was read yet.');
    return this.#built;
  }

  async initialize({ update }: Parameters<SupergraphManager['initialize']>[0]): ReturnType<SupergraphManager['initialize']> {
    const { source, subgraphs, logger } = this.options;
    const first = buildSupergraph(await source.read(), subgraphs);
    this.#built = first;
    const stopWatching = source.watch((sdl) => {
      const previous = this.#built;
      try {
        this.#built = buildSupergraph(sdl, subgraphs);
        update(this.#built.sdl);
        logger.info({ supergraph: this.#built.id }, 'supergraph loaded');
      } catch (error) {
        this.#built = previous;
        logger.error({ err: error, serving: previous?.id }, `supergraph refused, the old one stays: ${reasonsOf(error)}`);
      }
    }, (error) => logger.error({ err: error, serving: this.#built?.id }, `supergraph cannot be read, the old one stays: ${reasonsOf(error)}`));
    return { supergraphSdl: first.sdl, cleanup: () => Promise.resolve(stopWatching()) };
  }
}

const NEVER_ASKED = { process: () => Promise.reject(new Error('ApolloGateway fetches nothing here: fetches go through Souk\'s data sources.')) };

const reasonsOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

/** Apollo Server answers 400 to everything without data, but a failure of ours is a 500. */
const withHttpStatus = (result: ExecutionResult): ExecutionResult => {
  if (result.data !== undefined || !result.errors?.some(({ extensions }) => extensions['code'] === ErrorCode.internal)) return result;
  return { errors: result.errors.map((error) => new GraphQLError(error.message, { path: error.path, extensions: { ...error.extensions, http: { status: 500 } } })) };
};
