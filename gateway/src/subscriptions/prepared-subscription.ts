import { type FetchNode } from '@apollo/query-planner';
import { Kind, parse, visit, type DocumentNode, type OperationDefinitionNode } from 'graphql';
import { type AdmittedOperation, type CompiledOperation, type OperationRequest } from '../execution/operation.js';
import { upstreamOperationOf, type UpstreamOperation } from './upstream-operation.js';

/** A subscription that may run now, with its first fetch. */
export type AdmittedSubscription = AdmittedOperation & { readonly compiled: CompiledOperation & { readonly primary: FetchNode } };

/** What is known of a subscription's text, once for everybody who subscribes with it. */
interface PreparedSubscription {
  readonly upstream: UpstreamOperation;
  /** Variables that tell one stream from another: all that the operation declares, but the one that only says where to begin. */
  readonly variableNames: readonly string[];
}

const prepared = new WeakMap<CompiledOperation, PreparedSubscription>();

/** The subscription's upstream operation and the variables by which its streams differ. */
export const prepareSubscription = ({ compiled, supergraph }: AdmittedSubscription, { query, operationName }: OperationRequest): PreparedSubscription => {
  const known = prepared.get(compiled);
  if (known !== undefined) return known;
  const upstream = upstreamOperationOf(compiled.primary, supergraph.schema);
  const document = parse(query, { noLocation: true });
  const operation = operationIn(document, operationName);
  const declared = operation?.variableDefinitions?.map(({ variable }) => variable.name.value) ?? [];
  const fresh = { upstream, variableNames: declared.filter((name) => name !== upstream.cursorVariable || usesOf(name, document, operation) > 1) };
  prepared.set(compiled, fresh);
  return fresh;
};

/**
 * Equal for clients that may share a stream: the same operation on the same supergraph, the same variables but where to begin, the same viewer
 * (session, roles and guest orders included) and the same forwarded headers.
 */
export const streamKeyOf = ({ supergraph, key, variables, viewer }: AdmittedSubscription, { variableNames }: PreparedSubscription, forwarded: readonly string[]): string =>
  JSON.stringify([supergraph.id, key, variableNames.map((name) => (variables[name] === undefined ? [] : [variables[name]])), viewer, forwarded]);

const operationIn = (document: DocumentNode, name: string | undefined): OperationDefinitionNode | undefined =>
  document.definitions.find((definition): definition is OperationDefinitionNode => definition.kind === Kind.OPERATION_DEFINITION && (name === undefined || definition.name?.value === name));

/** How often the operation and the document's fragments read that variable: one that another field reads too changes more than where to begin. */
const usesOf = (variableName: string, document: DocumentNode, operation: OperationDefinitionNode | undefined): number => {
  let uses = 0;
  for (const definition of document.definitions) {
    if (definition !== operation && definition.kind !== Kind.FRAGMENT_DEFINITION) continue;
    visit(definition, { VariableDefinition: () => false, Variable: ({ name }) => { if (name.value === variableName) uses += 1; } });
  }
  return uses;
};
