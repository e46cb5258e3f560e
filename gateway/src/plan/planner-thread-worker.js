// The thread that plans. JavaScript as it is, because a worker has no loader for TypeScript: the same file runs from src and from dist.
import { parentPort, workerData } from 'node:worker_threads';
import { Supergraph, operationFromDocument } from '@apollo/federation-internals';
import { QueryPlanner } from '@apollo/query-planner';
import { GraphQLError, parse } from 'graphql';

/** What the planner says of operations that are too large for it; it gives them no code. */
const TOO_COMPLEX = /^(Exceeded maximum recursive selections|Number of non-local selections exceeds limit)/;
const NOT_SUPPORTED = /^@defer is not supported on subscriptions/;

const planner = buildPlanner();
if (planner !== undefined) {
  parentPort.on('message', (document) => parentPort.postMessage(planned(planner, document)));
  parentPort.postMessage({ kind: 'ready' });
}

function buildPlanner() {
  try {
    const supergraph = Supergraph.build(workerData.sdl, { validateSupergraph: false });
    return { apiSchema: supergraph.apiSchema(), queryPlanner: new QueryPlanner(supergraph, workerData.config) };
  } catch (error) {
    parentPort.postMessage({ kind: 'broken', message: messageOf(error) });
    return undefined;
  }
}

function planned({ apiSchema, queryPlanner }, document) {
  try {
    // It was validated before it was cut: a second time would only cost.
    const operation = operationFromDocument(apiSchema, parse(document, { noLocation: true }), { validate: false });
    return { kind: 'planned', plan: queryPlanner.buildQueryPlan(operation) };
  } catch (error) {
    return { kind: 'refused', message: messageOf(error), code: codeOf(error) };
  }
}

/** Undefined where the fault is ours, or the planner's. */
function codeOf(error) {
  if (TOO_COMPLEX.test(messageOf(error))) return 'OPERATION_TOO_COMPLEX';
  if (NOT_SUPPORTED.test(messageOf(error))) return 'GRAPHQL_VALIDATION_FAILED';
  return error instanceof GraphQLError ? 'OPERATION_RESOLUTION_FAILURE' : undefined;
}

function messageOf(error) {
  return error instanceof Error ? error.message : String(error);
}
