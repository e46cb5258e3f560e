import { type QueryPlan } from '@apollo/query-planner';
import { Kind, OperationTypeNode, type FieldNode, type GraphQLFormattedError, type GraphQLSchema, type OperationDefinitionNode, type SelectionSetNode } from 'graphql';
import { type Cut } from '../security/cut-operation.js';
import { sourceKeyOf, type RequiredFields } from '../plan/source-keys.js';
import { type SubgraphTransport } from '../transport/transport.js';
import { type Answer } from './answer.js';
import { PlanCompiler } from './compile-plan.js';
import { TopPlanCompiler, laterParts } from './deferred.js';
import { maskedError, ErrorCode } from './errors.js';
import { type FetchTemplate } from './fetch-template.js';
import { introspectionOf } from './introspection.js';
import { type CompiledOperation, type RunContext, type SubgraphEvent } from './operation.js';
import { OperationRun } from './operation-run.js';
import { PlanTexts } from './plan-texts.js';
import { ProjectionCompiler } from './projection.js';
import { ProjectionRun } from './projection-run.js';

export interface OperationToCompile {
  /** The operation that was asked, without conditions and fragments: the answer has its shape. */
  readonly operation: OperationDefinitionNode;
  /** How to fetch what may be seen of it. */
  readonly plan: QueryPlan;
  readonly cuts: readonly Cut[];
  /** Everything that was asked is cut. */
  readonly isEmpty: boolean;
  /** What a field asks for that the viewer has not. */
  refusalOf(typeName: string, fieldName: string): string | undefined;
}

export interface CompileEnvironment {
  /** The API schema: what clients see. */
  readonly schema: GraphQLSchema;
  /** The whole supergraph: what fetches speak of. */
  readonly supergraphSchema: GraphQLSchema;
  readonly required: RequiredFields;
  readonly transports: ReadonlyMap<string, SubgraphTransport>;
}

/** Compiles an operation that was cut and planned. Throws where the plan holds something unknown: it would be run wrongly. */
export const compileOperation = ({ operation, plan, cuts, isEmpty, refusalOf }: OperationToCompile, { schema, supergraphSchema, required, transports }: CompileEnvironment): CompiledOperation => {
  const kind = operation.operation;
  const root = schema.getRootType(kind);
  if (!root) throw new Error(`The schema has no ${kind} type.`);
  const plans = new PlanCompiler(supergraphSchema, required);
  const projections = new ProjectionCompiler({ schema, supergraphSchema, refusalOf, sourceKeyOf: (field) => sourceKeyOf(field, required) });
  const projection = projections.compile(operation.selectionSet, root);
  const node = plan.node;
  const subscription = node?.kind === 'Subscription' ? node : undefined;
  const primary = subscription && plans.template(subscription.primary, []);
  const top = new TopPlanCompiler(plans, projections, schema, operation).compile(subscription === undefined ? node as Exclude<typeof node, { kind: 'Subscription' }> : subscription.rest);
  const introspection = introspectionOf(schema, operation);
  const environment = { transports, schema: supergraphSchema, texts: new PlanTexts() };
  const refusals = isEmpty ? refusalsOf(cuts, refusalOf) : undefined;

  const answer = async (context: RunContext, event: SubgraphEvent | undefined): Promise<Answer> => {
    // No subgraph is asked, and every place that was asked for is null.
    if (refusals !== undefined) return { data: projection.project({}, new ProjectionRun({})), errors: refusals };
    const run = new OperationRun(context, environment, kind !== OperationTypeNode.MUTATION);
    if (event !== undefined) run.take(primary as FetchTemplate, event);
    const parts = top.kind === 'parts' ? top.parts : undefined;
    await (top.kind === 'whole' ? top.step : top.parts.step)?.(run);
    const writing = new ProjectionRun({ missing: run.missing, ...(introspection === undefined ? {} : { introspection: introspection(context.variables) }), shared: run.shared, isPlain: run.isPlain });
    const written = (parts?.projection ?? projection).project(run.data, writing);
    const all = writing.allErrors(run.errors, run.explained);
    const errors = all.length === 0 || parts !== undefined ? all : withPlace(all, written, operation);
    return { data: written, ...(errors.length === 0 ? {} : { errors }), ...(parts === undefined ? {} : { later: laterParts(parts.deferred, run, run.errors.length) }) };
  };
  return {
    kind, ...(subscription === undefined || isEmpty ? {} : { primary: subscription.primary }), hasRest: subscription?.rest !== undefined,
    async run(context, event) {
      try {
        return await answer(context, event);
      } catch (error) {
        return { data: NULL, errors: [maskedError(error, context).toJSON()] };
      }
    },
  };
};

/**
 * What one type asks for is sometimes fetched of another too (through an interface object). An error there has no place in the answer.
 * One of a field that nobody asked for stays: it explains what required that field.
 */
const withPlace = (errors: readonly GraphQLFormattedError[], written: Buffer, { selectionSet }: OperationDefinitionNode): readonly GraphQLFormattedError[] => {
  const data = JSON.parse(written.toString()) as unknown;
  return errors.filter(({ path = [] }) => {
    let value = data;
    let sets: readonly SelectionSetNode[] = [selectionSet];
    for (const part of path) {
      if (typeof value !== 'object' || value === null) return true;
      if (typeof part === 'string') {
        const fields = sets.flatMap((set) => fieldsCalled(part, set));
        if (!Object.hasOwn(value, part)) return fields.length === 0;
        sets = fields.flatMap((field) => field.selectionSet ?? []);
      }
      value = (value as Readonly<Record<string | number, unknown>>)[part];
    }
    return true;
  });
};

const fieldsCalled = (key: string, { selections }: SelectionSetNode): readonly FieldNode[] => selections.flatMap((selection) => {
  if (selection.kind === Kind.FIELD) return (selection.alias?.value ?? selection.name.value) === key ? [selection] : [];
  return selection.kind === Kind.INLINE_FRAGMENT ? fieldsCalled(key, selection.selectionSet) : [];
});

const NULL = Buffer.from('null');

/** Why nothing of an operation may be seen, each place once. */
const refusalsOf = (cuts: readonly Cut[], refusalOf: OperationToCompile['refusalOf']): readonly GraphQLFormattedError[] =>
  [...new Map(cuts.map((cut) => [JSON.stringify(cut.path), cut])).values()].map(({ path, typeName, fieldName }) => ({
    message: `'${typeName}.${fieldName}' asks for ${refusalOf(typeName, fieldName) ?? 'more than you may'}.`, path, extensions: { code: ErrorCode.unauthorized },
  }));
