import {
  getNamedType, isCompositeType, isInputObjectType, isInputType, isListType, isNonNullType, getNullableType, typeFromAST, valueFromAST, OperationTypeNode,
  type GraphQLInputType, type GraphQLOutputType, type GraphQLSchema, type VariableDefinitionNode,
} from 'graphql';
import { ANONYMOUS_VIEWER } from '@souk/auth';
import { type AccessRules } from '../security/access-rules.js';
import { refusalsOf } from './refusals.js';
import { type RestOperation } from './rest-operation.js';
import { selectFields, type SelectedField } from './select-fields.js';

/** The input field that the header `Idempotency-Key` fills. */
export const IDEMPOTENCY_FIELD = 'idempotencyKey';

export interface RestVariable {
  readonly name: string;
  readonly type: GraphQLInputType;
  readonly isRequired: boolean;
  /** Undefined where there is none. */
  readonly defaultValue: unknown;
}

export interface RootField {
  readonly key: string;
  readonly selected: SelectedField;
  readonly type: GraphQLOutputType;
  readonly description: string | undefined;
}

/** An operation on one version of the schema. */
export interface RestEndpoint {
  readonly operation: RestOperation;
  readonly variables: readonly RestVariable[];
  readonly roots: readonly RootField[];
  /** Of an operation that asks for one object: the data that says that there is none. */
  readonly missing: Buffer | undefined;
  /** Of an operation with one root field: the refusals that it may answer with, by type, each with its HTTP status. */
  readonly refusals: ReadonlyMap<string, number>;
  /** The variable whose input object has an `idempotencyKey`. */
  readonly idempotentVariable: string | undefined;
  /** In words, what a viewer needs for its root fields; undefined where everybody may ask. */
  readonly needs: string | undefined;
}

/** What an operation is on that schema, which it is valid on. */
export const endpointOf = (operation: RestOperation, schema: GraphQLSchema, rules: AccessRules): RestEndpoint => {
  const rootType = operation.operation.operation === OperationTypeNode.QUERY ? schema.getQueryType() : schema.getMutationType();
  if (!rootType) throw new Error(`${operation.name} is valid on the schema, which therefore has a root type for it.`);
  const context = { schema, fragments: operation.fragments };
  const fields = rootType.getFields();
  const roots = [...selectFields(rootType, [operation.operation.selectionSet], context)].flatMap(([key, selected]): RootField[] => {
    const field = fields[selected.name];
    return field === undefined ? [] : [{ key, selected, type: field.type, description: field.description ?? undefined }];
  });
  const [root, ...others] = roots;
  const variables = (operation.operation.variableDefinitions ?? []).flatMap((definition) => variableOf(definition, schema) ?? []);
  const asksOne = root !== undefined && others.length === 0;
  const mask = rules.maskOf(ANONYMOUS_VIEWER);
  const needs = roots.filter(({ selected }) => mask.isDenied(rootType.name, selected.name)).map(({ selected }) => rules.explain(rootType.name, selected.name));
  return {
    operation, variables, roots,
    missing: asksOne && isOneObject(root.type) ? Buffer.from(`{${JSON.stringify(root.key)}:null}`) : undefined,
    refusals: asksOne ? refusalsOf(getNamedType(root.type), root.selected, context) : new Map<string, number>(),
    idempotentVariable: variables.find(({ type }) => takesKey(type))?.name,
    needs: needs.length === 0 ? undefined : [...new Set(needs)].join(' and '),
  };
};

const isOneObject = (type: GraphQLOutputType): boolean => !isNonNullType(type) && !isListType(type) && isCompositeType(type);

const takesKey = (type: GraphQLInputType): boolean => {
  const input = getNullableType(type);
  return isInputObjectType(input) && input.getFields()[IDEMPOTENCY_FIELD] !== undefined;
};

const variableOf = ({ variable, type, defaultValue }: VariableDefinitionNode, schema: GraphQLSchema): RestVariable | undefined => {
  const found = typeFromAST(schema, type);
  if (!isInputType(found)) return undefined;
  const value = defaultValue === undefined ? undefined : valueFromAST(defaultValue, found);
  return { name: variable.name.value, type: found, isRequired: isNonNullType(found) && value === undefined, defaultValue: value };
};
