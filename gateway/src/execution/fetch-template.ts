import { type FetchDataRewrite, type FetchNode } from '@apollo/query-planner';
import { Kind, OperationTypeNode, parse, print, stripIgnoredCharacters, visit, type DefinitionNode, type DocumentNode, type FieldNode, type GraphQLSchema, type OperationDefinitionNode, type SelectionNode, type VariableDefinitionNode } from 'graphql';
import { type RequiredFields } from '../plan/source-keys.js';
import { withRealFieldNames } from '../supergraph/planner-sdl.js';
import { type Path } from './data.js';
import { representationsOf, type Representations } from './representation.js';

/** One fetch of a plan, compiled: everything about it that is the same for every run. */
export interface FetchTemplate {
  /** Its number in the plan, depth first. */
  readonly number: number;
  readonly subgraph: string;
  readonly isQuery: boolean;
  /** Where its data belongs: keys, and `@` for every item of a list. */
  readonly path: Path;
  readonly operation: string;
  readonly operationName: string | undefined;
  readonly variableNames: readonly string[];
  /** Present where it asks for entities. */
  readonly representations?: Representations;
  readonly outputRewrites: readonly FetchDataRewrite[];
  /** Keys that it brings, at the top or of each entity. */
  readonly keys: ReadonlySet<string>;
  /** Entities of equal fetches are the same: subgraph, selections and variables. Undefined where an answer has parts of its own that later fetches fill, so that sharing it would mix places. */
  readonly leafSignature?: string;
}

export const fetchTemplateOf = (node: FetchNode, number: number, path: Path, schema: GraphQLSchema, required: RequiredFields): FetchTemplate => {
  const keys = required.keys.get(node.serviceName);
  const operation = withRealFieldNames(node.operation);
  const document = parse(operation, { noLocation: true });
  const root = rootFieldsOf(operationOf(document));
  const entities = node.requires === undefined ? undefined : root.find(({ name }) => name.value === ENTITIES);
  const signature = entities === undefined || !isLeafOnly(entities, document) ? undefined : signatureOf(node, document, entities);
  return {
    number, path, subgraph: node.serviceName, isQuery: node.operationKind === OperationTypeNode.QUERY,
    operation, operationName: node.operationName, variableNames: (node.variableUsages ?? []).filter((name) => name !== REPRESENTATIONS),
    ...(node.requires === undefined ? {} : { representations: representationsOf(node.requires, node.inputRewrites ?? [], schema, (typename) => keys?.get(typename) ?? []) }),
    outputRewrites: node.outputRewrites ?? [],
    keys: new Set((entities === undefined ? root : fieldsOf(entities.selectionSet?.selections ?? [], document)).map(keyOf)),
    ...(signature === undefined ? {} : { leafSignature: signature }),
  };
};

/** Several fetches of entities from one subgraph as one operation: `e<index>` and `$r<index>` per fetch. */
export interface TravellingTogether {
  readonly operation: string;
  readonly variableNames: readonly string[];
}

export const aliasOf = (index: number): string => `e${index}`;
export const variableOf = (index: number): string => `r${index}`;

/** Puts operations of the planner's together. Their own variables are the client's, so that equal names are equal values. */
export const together = (templates: readonly FetchTemplate[]): TravellingTogether => {
  const variables = new Map<string, VariableDefinitionNode>();
  const selections: SelectionNode[] = [];
  const fragments: DefinitionNode[] = [];
  for (const [index, template] of templates.entries()) {
    const document = renamed(parse(template.operation, { noLocation: true }), index);
    const operation = operationOf(document);
    for (const definition of operation.variableDefinitions ?? []) variables.set(definition.variable.name.value, definition);
    selections.push(...operation.selectionSet.selections);
    fragments.push(...document.definitions.filter(({ kind }) => kind === Kind.FRAGMENT_DEFINITION));
  }
  const operation: OperationDefinitionNode = { kind: Kind.OPERATION_DEFINITION, operation: OperationTypeNode.QUERY, variableDefinitions: [...variables.values()], selectionSet: { kind: Kind.SELECTION_SET, selections } };
  return { operation: stripIgnoredCharacters(print({ kind: Kind.DOCUMENT, definitions: [operation, ...fragments] })), variableNames: [...new Set(templates.flatMap(({ variableNames }) => variableNames))] };
};

const ENTITIES = '_entities';
const REPRESENTATIONS = 'representations';

const renamed = (document: DocumentNode, index: number): DocumentNode => visit(document, {
  Field: (field) => (field.name.value === ENTITIES ? { ...field, alias: { kind: Kind.NAME, value: aliasOf(index) } } : undefined),
  Variable: (variable) => (variable.name.value === REPRESENTATIONS ? { ...variable, name: { kind: Kind.NAME, value: variableOf(index) } } : undefined),
  FragmentSpread: (spread) => ({ ...spread, name: { kind: Kind.NAME, value: `${spread.name.value}_${index}` } }),
  FragmentDefinition: (definition) => ({ ...definition, name: { kind: Kind.NAME, value: `${definition.name.value}_${index}` } }),
});

const operationOf = (document: DocumentNode): OperationDefinitionNode => {
  const operation = document.definitions.find((definition) => definition.kind === Kind.OPERATION_DEFINITION);
  if (operation === undefined) throw new Error('A fetch of a plan has an operation.');
  return operation;
};

const rootFieldsOf = (operation: OperationDefinitionNode): readonly FieldNode[] => fieldsOf(operation.selectionSet.selections, { kind: Kind.DOCUMENT, definitions: [] });

const fieldsOf = (selections: readonly SelectionNode[], document: DocumentNode): readonly FieldNode[] => selections.flatMap((selection) => {
  if (selection.kind === Kind.FIELD) return [selection];
  if (selection.kind === Kind.INLINE_FRAGMENT) return fieldsOf(selection.selectionSet.selections, document);
  const fragment = document.definitions.find((definition) => definition.kind === Kind.FRAGMENT_DEFINITION && definition.name.value === selection.name.value);
  return fragment?.kind === Kind.FRAGMENT_DEFINITION ? fieldsOf(fragment.selectionSet.selections, document) : [];
});

const keyOf = (field: FieldNode): string => field.alias?.value ?? field.name.value;

const isLeafOnly = (entities: FieldNode, document: DocumentNode): boolean => fieldsOf(entities.selectionSet?.selections ?? [], document).every(({ selectionSet }) => selectionSet === undefined);

const signatureOf = (node: FetchNode, document: DocumentNode, entities: FieldNode): string => {
  const fragments = document.definitions.filter(({ kind }) => kind === Kind.FRAGMENT_DEFINITION).map((fragment) => print(fragment));
  return JSON.stringify([node.serviceName, print(entities), fragments, node.outputRewrites ?? []]);
};
