import { isInterfaceType, isObjectType, type Supergraph } from '@apollo/federation-internals';
import { Kind, parse, visit, type FieldNode, type OperationDefinitionNode } from 'graphql';
import { type RequiredStandIns } from '../supergraph/planner-sdl.js';

/** Ends the key under which a client's field travels where its own key is taken. */
const SUFFIX = '__souk';

/** Fields that subgraphs need of one another, whatever clients ask. */
export interface RequiredFields {
  /** Names of fields that some `@key` or `@requires` asks for. */
  readonly names: ReadonlySet<string>;
  /** By subgraph and type: for each `@key` of it, the names of the fields at its top. */
  readonly keys: ReadonlyMap<string, ReadonlyMap<string, readonly (readonly string[])[]>>;
  readonly standIns: RequiredStandIns;
}

export const requiredFieldsOf = (supergraph: Supergraph): Omit<RequiredFields, 'standIns'> => {
  const nameOfGraph = new Map([...supergraph.subgraphNameToGraphEnumValue()].map(([name, graph]) => [graph, name]));
  const keys = new Map<string, Map<string, (readonly string[])[]>>();
  const names = new Set<string>();
  const read = (fieldSet: unknown): void => {
    if (typeof fieldSet !== 'string') return;
    visit(parse(`{ ${fieldSet} }`, { noLocation: true }), { Field: ({ name }) => { names.add(name.value); } });
  };
  for (const type of supergraph.schema.types()) {
    if (!isObjectType(type) && !isInterfaceType(type)) continue;
    for (const directive of type.appliedDirectivesOf('join__type')) {
      const { graph, key } = directive.arguments() as { readonly graph: string; readonly key?: unknown };
      read(key);
      if (typeof key !== 'string') continue;
      const subgraph = nameOfGraph.get(graph) ?? graph;
      const types = keys.get(subgraph) ?? new Map<string, (readonly string[])[]>();
      keys.set(subgraph, types.set(type.name, [...(types.get(type.name) ?? []), topFieldsOf(key)]));
    }
    for (const field of type.fields()) {
      for (const directive of field.appliedDirectivesOf('join__field')) read((directive.arguments() as { readonly requires?: unknown }).requires);
    }
  }
  return { names, keys };
};

const topFieldsOf = (fieldSet: string): readonly string[] => {
  const [definition] = parse(`{ ${fieldSet} }`, { noLocation: true }).definitions;
  return definition?.kind === Kind.OPERATION_DEFINITION ? definition.selectionSet.selections.flatMap((selection) => (selection.kind === Kind.FIELD ? [selection.name.value] : [])) : [];
};

/**
 * Under which key that field of a client's travels and is merged; the answer has the client's.
 * The query planner takes a client's `price: name` for the `price` that another field requires. Under a key of its own each is kept.
 * A client may also call a field `__proto__`: under that key it would be an object's prototype wherever it is read or written.
 */
export const sourceKeyOf = ({ alias, name }: FieldNode, required: RequiredFields): string => {
  const key = alias?.value ?? name.value;
  return key === '__proto__' || (key !== name.value && required.names.has(key)) ? `${key}${SUFFIX}` : key;
};

/** The client's key for one under which its field may have travelled. */
export const clientKeyOf = (key: string): string => (key.endsWith(SUFFIX) ? key.slice(0, -SUFFIX.length) : key);

/** The same operation with its fields under the keys under which they travel; itself where none has one of its own. */
export const withSourceKeys = (operation: OperationDefinitionNode, required: RequiredFields): OperationDefinitionNode =>
  visit(operation, { Field: (field) => {
    const key = sourceKeyOf(field, required);
    return key === (field.alias?.value ?? field.name.value) ? undefined : { ...field, alias: { kind: Kind.NAME, value: key } };
  } });
