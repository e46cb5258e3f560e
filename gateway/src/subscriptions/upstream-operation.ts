import { type FetchNode } from '@apollo/query-planner';
import {
  GraphQLObjectType, Kind, getNamedType, parse, parseType, print, valueFromASTUntyped, visit,
  type ArgumentNode, type FieldNode, type GraphQLSchema, type OperationDefinitionNode, type TypeNode, type ValueNode, type VariableDefinitionNode,
} from 'graphql';

/** A root field with this argument and this field on its type can be resumed without loss. */
const CURSOR_ARGUMENT = 'afterSequence';
const CURSOR_FIELD = 'sequence';
/** Names that the gateway adds to the upstream operation; the client's answer never shows them. */
const CURSOR_VARIABLE = 'soukAfterSequence';
const CURSOR_ALIAS = 'soukSequence';

type Variables = Readonly<Record<string, unknown>>;

/** What is sent to the subgraph that owns a subscription. */
export interface UpstreamOperation {
  readonly query: string;
  readonly operationName: string | undefined;
  /** The client's key of the root field. */
  readonly rootKey: string;
  /** Its variables, for the first time or to go on after that sequence number. */
  variablesFor(variables: Variables, afterSequence?: number): Variables;
  /** Whether it can go on where it stopped: the client said where to begin, or an event with a sequence number was seen. */
  canResume(variables: Variables, afterSequence?: number): boolean;
  /** Where the client asks to begin; null and undefined where it does not say. */
  cursorOf(variables: Variables): number | null | undefined;
  /** The variable that says it, where it is one. */
  readonly cursorVariable: string | undefined;
  /** The sequence number of an event, where it has one. */
  sequenceOf(data: unknown): number | undefined;
}

/**
 * The primary fetch of a subscription's plan, made resumable where its root field allows: the cursor becomes a variable of the gateway's,
 * and the sequence number is always selected, under an alias of the gateway's.
 */
export const upstreamOperationOf = (primary: FetchNode, schema: GraphQLSchema): UpstreamOperation => {
  const operation = operationOf(primary.operation);
  const field = rootFieldOf(operation);
  const rootKey = field.alias?.value ?? field.name.value;
  const cursorType = cursorTypeOf(field, schema);
  if (cursorType === undefined) {
    return { query: primary.operation, operationName: primary.operationName, rootKey, variablesFor: (variables) => pick(variables, variableNamesIn(operation)), canResume: () => false, cursorOf: () => undefined, cursorVariable: undefined, sequenceOf: () => undefined };
  }
  const resumable = withUsedVariables({
    ...operation,
    variableDefinitions: [...(operation.variableDefinitions ?? []), cursorDefinition(cursorType)],
    selectionSet: { kind: Kind.SELECTION_SET, selections: [withCursor(field)] },
  });
  const asked = field.arguments?.find(({ name }) => name.value === CURSOR_ARGUMENT)?.value;
  const used = variableNamesIn(resumable);
  return {
    query: print(resumable),
    operationName: primary.operationName,
    rootKey,
    variablesFor(variables, afterSequence) {
      const from = afterSequence ?? askedCursor(asked, operation, variables);
      return { ...pick(variables, used), ...(from === undefined ? {} : { [CURSOR_VARIABLE]: from }) };
    },
    canResume: (variables, afterSequence) => typeof (afterSequence ?? askedCursor(asked, operation, variables)) === 'number',
    cursorOf(variables) {
      const cursor = askedCursor(asked, operation, variables);
      return typeof cursor === 'number' || cursor === null ? cursor : undefined;
    },
    cursorVariable: asked?.kind === Kind.VARIABLE ? asked.name.value : undefined,
    sequenceOf(data) {
      const root = (data as Readonly<Record<string, unknown>> | null | undefined)?.[rootKey];
      const sequence = (root as Readonly<Record<string, unknown>> | null | undefined)?.[CURSOR_ALIAS];
      return typeof sequence === 'number' ? sequence : undefined;
    },
  };
};

const operationOf = (text: string): OperationDefinitionNode => {
  const operation = parse(text, { noLocation: true }).definitions.find((definition) => definition.kind === Kind.OPERATION_DEFINITION);
  if (operation === undefined) throw new Error('A fetch of a plan has an operation.');
  return operation;
};

const rootFieldOf = ({ selectionSet: { selections } }: OperationDefinitionNode): FieldNode => {
  const [field] = selections;
  if (field?.kind !== Kind.FIELD || selections.length !== 1) throw new Error('The primary fetch of a subscription has one root field.');
  return field;
};

const cursorTypeOf = (field: FieldNode, schema: GraphQLSchema): TypeNode | undefined => {
  const definition = schema.getSubscriptionType()?.getFields()[field.name.value];
  const argument = definition?.args.find(({ name }) => name === CURSOR_ARGUMENT);
  const payload = definition === undefined ? undefined : getNamedType(definition.type);
  const hasSequence = payload instanceof GraphQLObjectType && payload.getFields()[CURSOR_FIELD] !== undefined;
  return argument !== undefined && hasSequence ? parseType(String(argument.type)) : undefined;
};

const name = (value: string) => ({ kind: Kind.NAME, value }) as const;
const cursorVariable = { kind: Kind.VARIABLE, name: name(CURSOR_VARIABLE) } as const;
const cursorDefinition = (type: TypeNode): VariableDefinitionNode => ({ kind: Kind.VARIABLE_DEFINITION, variable: cursorVariable, type });
const cursorArgument: ArgumentNode = { kind: Kind.ARGUMENT, name: name(CURSOR_ARGUMENT), value: cursorVariable };
const sequenceField: FieldNode = { kind: Kind.FIELD, alias: name(CURSOR_ALIAS), name: name(CURSOR_FIELD) };

const withCursor = (field: FieldNode): FieldNode => ({
  ...field,
  arguments: [...(field.arguments ?? []).filter((argument) => argument.name.value !== CURSOR_ARGUMENT), cursorArgument],
  selectionSet: { kind: Kind.SELECTION_SET, selections: [sequenceField, ...(field.selectionSet?.selections ?? [])] },
});

/** A subgraph refuses an operation with a variable that nothing uses. */
const withUsedVariables = (operation: OperationDefinitionNode): OperationDefinitionNode => {
  const used = variableNamesIn(operation);
  return { ...operation, variableDefinitions: (operation.variableDefinitions ?? []).filter(({ variable }) => used.has(variable.name.value)) };
};

const variableNamesIn = (operation: OperationDefinitionNode): ReadonlySet<string> => {
  const names = new Set<string>();
  visit(operation, { VariableDefinition: () => false, Variable: (variable) => { names.add(variable.name.value); } });
  return names;
};

const askedCursor = (asked: ValueNode | undefined, operation: OperationDefinitionNode, variables: Variables): unknown => {
  if (asked?.kind !== Kind.VARIABLE) return asked === undefined ? undefined : valueFromASTUntyped(asked);
  const given = variables[asked.name.value];
  if (given !== undefined) return given;
  const fallback = operation.variableDefinitions?.find(({ variable }) => variable.name.value === asked.name.value)?.defaultValue;
  return fallback === undefined ? undefined : valueFromASTUntyped(fallback);
};

const pick = (variables: Variables, names: ReadonlySet<string>): Variables => Object.fromEntries(Object.entries(variables).filter(([key]) => names.has(key)));
