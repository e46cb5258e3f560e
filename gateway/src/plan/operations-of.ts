import { createCostModel } from '../limits/cost-model.js';
import { type DocumentLimits } from '../limits/check-document.js';
import { type OperationsOf } from '../supergraph/supergraph.js';
import { type GatewayMetrics } from '../telemetry/gateway-metrics.js';
import { type SubgraphTransport } from '../transport/transport.js';
import { DocumentCache } from './document-cache.js';
import { OperationPlanner } from './operation-planner.js';
import { requiredFieldsOf } from './source-keys.js';

export interface OperationsOptions {
  /** The ways to a version's subgraphs, by its addresses. */
  transportsOf(addresses: ReadonlyMap<string, string>): ReadonlyMap<string, SubgraphTransport>;
  readonly introspection: boolean;
  /** Undefined where nothing is limited. */
  readonly limits: DocumentLimits | undefined;
  readonly metrics: GatewayMetrics;
}

/** What reads and prepares operations of one version of the supergraph. */
export const operationsOf = ({ transportsOf, introspection, limits, metrics }: OperationsOptions): OperationsOf => ({ schema, supergraph, supergraphSchema, rules, addresses, plannerSdl }, planner) => ({
  documents: new DocumentCache(schema, { introspection, limits, costs: createCostModel(supergraph.schema), onLookup: (isKnown) => metrics.cacheRead('documents', isKnown) }),
  operations: new OperationPlanner({
    schema, supergraphSchema, rules, required: { ...requiredFieldsOf(supergraph), standIns: plannerSdl.uses },
    transports: transportsOf(addresses), plan: (document) => planner.plan(document), onLookup: (isKnown) => metrics.cacheRead('operations', isKnown),
  }),
});
