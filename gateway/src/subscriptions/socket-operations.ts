import { createHash } from 'node:crypto';
import { GraphQLError, type DocumentNode, type ExecutionArgs, type ExecutionResult } from 'graphql';
import { type SubscribePayload } from 'graphql-ws';
import { type Logger } from '@souk/telemetry';
import { type Caller } from '../execution/caller.js';
import { ErrorCode, maskedError } from '../execution/errors.js';
import { executeOperation, type OperationRequest } from '../execution/execute-operation.js';
import { traceOf } from '../execution/trace.js';
import { type BearerIdentity } from '../security/viewer-of-bearer.js';
import { type ServedSupergraph } from '../supergraph/supergraph.js';
import { subscribeOperation, type Answers, type SubscriptionEngine } from './subscribe-operation.js';

/** Operations that one connection runs at a time. */
const MAX_OPERATIONS_PER_CONNECTION = 100;

/** An operation that came over a socket, between graphql-ws' hooks. */
interface SocketOperation {
  readonly supergraph: ServedSupergraph;
  readonly request: OperationRequest;
  readonly caller: Caller;
}

/** What graphql-ws needs to run operations over a socket as they run over HTTP. Nothing here throws: an exception would close the socket under the client's other operations. */
export class SocketOperations {
  constructor(private readonly engine: SubscriptionEngine, private readonly served: () => ServedSupergraph, private readonly logger: Logger) {}

  /** The operation, ready to run, or what is wrong with it. */
  admit(payload: SubscribePayload, identity: BearerIdentity, running: number): ExecutionArgs | GraphQLError[] {
    const trace = traceOf(typeof payload.extensions?.['traceparent'] === 'string' ? payload.extensions['traceparent'] : undefined);
    const caller: Caller = { viewer: identity.viewer, trace, logger: this.logger };
    try {
      if (running > MAX_OPERATIONS_PER_CONNECTION) return [new GraphQLError(`A connection runs at most ${MAX_OPERATIONS_PER_CONNECTION} operations at a time.`, { extensions: { code: ErrorCode.tooManySubscriptions } })];
      if (identity.expiresAt !== undefined && identity.expiresAt.getTime() <= Date.now()) return [new GraphQLError('The access token of this connection has expired: connect again with a new one.', { extensions: { code: ErrorCode.unauthenticated } })];
      const supergraph = this.served();
      const document = supergraph.documents.read(payload.query);
      if (isErrors(document)) return [...document];
      const { query, operationName, variables } = payload;
      const operation: SocketOperation = { supergraph, caller, request: { document, queryHash: createHash('sha256').update(query).digest('hex'), operationName: operationName ?? undefined, variables: variables ?? {} } };
      return { schema: supergraph.schema, document, operationName, variableValues: variables, contextValue: operation };
    } catch (error) {
      return [maskedError(error, caller)];
    }
  }

  execute({ contextValue }: ExecutionArgs): Promise<ExecutionResult> {
    const { supergraph, request, caller } = contextValue as SocketOperation;
    return executeOperation(this.engine, supergraph, request, caller);
  }

  subscribe({ contextValue }: ExecutionArgs): Promise<Answers | ExecutionResult> {
    const { supergraph, request, caller } = contextValue as SocketOperation;
    return subscribeOperation(this.engine, supergraph, request, caller);
  }
}

const isErrors = (document: DocumentNode | readonly GraphQLError[]): document is readonly GraphQLError[] => Array.isArray(document);
