import { type ServiceMap } from '@apollo/gateway';
import { type KeySet, type Viewer } from '@souk/auth';
import { GraphQLError, getVariableValues, type ExecutionResult } from 'graphql';
import { type OperationSource, type PreparedOperation } from '../plan/operation-planner.js';
import { guestTokensIn, withGuestOrders } from '../security/guest-tokens.js';
import { type ViewerTokens } from '../security/viewer-tokens.js';
import { type ServedSupergraph } from '../supergraph/supergraph.js';
import { type Caller } from './caller.js';
import { ErrorCode, maskedError, withCode } from './errors.js';
import { runPlan } from './run-plan.js';

/** What running operations takes, the same for every transport. */
export interface Engine {
  readonly services: ServiceMap;
  readonly viewerTokens: ViewerTokens;
  readonly keys: KeySet;
}

export interface OperationRequest extends OperationSource {
  readonly variables: Readonly<Record<string, unknown>>;
}

/** An operation that is ready to run, and on whose behalf. */
export interface AdmittedOperation {
  readonly prepared: PreparedOperation;
  /** The caller, with the orders that the operation's guest tokens open. */
  readonly viewer: Viewer;
}

/** Runs a query or a mutation. Never throws: whatever goes wrong is an error in the answer. */
export const executeOperation = async (engine: Engine, supergraph: ServedSupergraph, request: OperationRequest, caller: Caller): Promise<ExecutionResult> => {
  try {
    const admitted = await admitOperation(engine, supergraph, request, caller);
    if (Array.isArray(admitted)) return { errors: admitted };
    const { prepared, viewer } = admitted;
    if (prepared.context.operation.operation === 'subscription') return { errors: [subscriptionOverHttp()] };
    const viewerToken = await engine.viewerTokens.tokenOf(viewer);
    return await runPlan({ supergraph, prepared, plan: prepared.plan, variables: request.variables, services: engine.services, viewerToken, caller });
  } catch (error) {
    return { errors: [maskedError(error, caller)] };
  }
};

/** Everything that comes before the first fetch: choosing the operation, its variables, guest tokens, authorisation and plan. */
export const admitOperation = async ({ keys }: Pick<Engine, 'keys'>, supergraph: ServedSupergraph, request: OperationRequest, caller: Caller): Promise<AdmittedOperation | GraphQLError[]> => {
  const prepared = prepareOperation(supergraph, request, caller.viewer);
  if (prepared instanceof GraphQLError) return [prepared];
  const { operation, fragments } = prepared.context;
  const coerced = getVariableValues(supergraph.schema, operation.variableDefinitions ?? [], request.variables);
  if (coerced.errors !== undefined) return coerced.errors.map((error) => withCode(error, 'BAD_USER_INPUT'));
  return { prepared, viewer: await withGuestOrders(caller.viewer, guestTokensIn(operation, fragments, request.variables), keys) };
};

export const subscriptionOverHttp = (): GraphQLError =>
  new GraphQLError('Subscriptions are served over WebSocket only: connect to this address with the graphql-transport-ws protocol.', { extensions: { code: ErrorCode.subscriptionOverHttp } });

const prepareOperation = (supergraph: ServedSupergraph, request: OperationRequest, viewer: Viewer): PreparedOperation | GraphQLError => {
  try {
    return supergraph.operations.prepare(request, viewer);
  } catch (error) {
    if (error instanceof GraphQLError) return withCode(error, 'OPERATION_RESOLUTION_FAILURE');
    throw error;
  }
};
