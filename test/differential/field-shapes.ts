import {
  Kind, getNamedType, isAbstractType, isCompositeType, isEnumType, isInterfaceType, isListType, isNonNullType, isObjectType, isLeafType,
  type FieldNode, type GraphQLObjectType, type GraphQLOutputType, type SelectionSetNode,
} from 'graphql';
import { type Federation } from '../contract/support/federation.js';

/** What a field may bring so that every subgraph that defines it can say the same. */
export interface FieldShape {
  readonly levels: Level;
  /** Types of the objects it may bring, where it brings objects. */
  readonly types: readonly string[];
  /** Name of the scalar or enum that it brings, else. */
  readonly leaf: string;
  readonly enumValues: readonly string[];
  /** Part of an entity's key: it tells entities apart and is never null. */
  readonly isKey: boolean;
  /** Keys and what `@requires` asks for: their errors would reach clients who did not ask for them. */
  readonly neverFails: boolean;
  readonly requires?: SelectionSetNode;
}

/** A type's wrappers, from outside. */
export interface Level {
  readonly isNonNull: boolean;
  readonly item?: Level;
}

export interface Shapes {
  shapeOf(typeName: string, fieldName: string): FieldShape;
  /** The keyed interface that the type implements, or the type itself: entities of one family share their ids. */
  familyOf(typeName: string): string;
  /** The object types of a family, by name. */
  membersOf(family: string): readonly string[];
  isEntity(typeName: string): boolean;
}

export const shapesOf = (federation: Federation): Shapes => {
  const { supergraphSchema, subgraphs } = federation;
  const keyed = new Set(subgraphs.flatMap(({ keys }) => [...keys.keys()]));
  const concreteTypesOf = (typeName: string): readonly string[] => {
    const type = supergraphSchema.getType(typeName);
    return isAbstractType(type) ? supergraphSchema.getPossibleTypes(type).map(({ name }) => name).sort() : [typeName];
  };
  const interfacesOf = (typeName: string): readonly string[] => {
    const type = supergraphSchema.getType(typeName);
    return isObjectType(type) || isInterfaceType(type) ? type.getInterfaces().map(({ name }) => name) : [];
  };
  const familyOf = memoized((typeName) => interfacesOf(typeName).find((name) => keyed.has(name)) ?? typeName);
  const { keyFields, steadyFields } = protectedFields(federation, concreteTypesOf);

  /** Definitions of the field in all subgraphs; on an interface object it is the field of every implementation. */
  const definitionsOf = (typeName: string, fieldName: string) => subgraphs.flatMap((subgraph) => {
    const names = [typeName, ...interfacesOf(typeName).filter((name) => subgraph.interfaceObjects.has(name))];
    return names.flatMap((name) => {
      const type = subgraph.schema.getType(name);
      const field = isObjectType(type) || isInterfaceType(type) ? type.getFields()[fieldName] : undefined;
      return field === undefined ? [] : [{ subgraph, field, requires: subgraph.requires.get(`${name}.${fieldName}`) }];
    });
  });

  const shapes = new Map<string, FieldShape>();
  const build = (typeName: string, fieldName: string): FieldShape => {
    const coordinate = `${typeName}.${fieldName}`;
    const definitions = definitionsOf(typeName, fieldName);
    const [first] = definitions;
    if (first === undefined) throw new Error(`No subgraph defines ${coordinate}.`);
    const named = getNamedType(first.field.type);
    const types = isCompositeType(named) ? common(definitions.map(({ subgraph, field }) => {
      const local = getNamedType(field.type);
      if (subgraph.interfaceObjects.has(local.name) || isObjectType(local)) return concreteTypesOf(local.name);
      return isAbstractType(local) ? subgraph.schema.getPossibleTypes(local).flatMap(({ name }) => (subgraph.interfaceObjects.has(name) ? concreteTypesOf(name) : [name])) : [];
    })) : [];
    const enumType = isEnumType(named) ? named.name : undefined;
    const enumValues = enumType === undefined ? [] : common([...subgraphs.map(({ schema }) => schema.getType(enumType)), federation.schema.getType(enumType)].flatMap((type) => (isEnumType(type) ? [type.getValues().map(({ name }) => name)] : [])));
    const requires = definitions.find((definition) => definition.requires !== undefined)?.requires;
    return {
      levels: definitions.map(({ field }) => levelsOf(field.type)).reduce(strictest),
      types, enumValues,
      leaf: isLeafType(named) ? named.name : '',
      isKey: keyFields.has(coordinate),
      neverFails: keyFields.has(coordinate) || steadyFields.has(coordinate),
      ...(requires === undefined ? {} : { requires }),
    };
  };
  return {
    familyOf,
    membersOf: memoized(concreteTypesOf),
    isEntity: (typeName) => keyed.has(typeName) || keyed.has(familyOf(typeName)),
    shapeOf(typeName, fieldName) {
      const coordinate = `${typeName}.${fieldName}`;
      const shape = shapes.get(coordinate) ?? build(typeName, fieldName);
      shapes.set(coordinate, shape);
      return shape;
    },
  };
};

/** Fields of keys, and fields whose errors would reach clients who did not ask for them or take away something that a directive asks for. */
const protectedFields = ({ subgraphs, supergraphSchema }: Federation, concreteTypesOf: (typeName: string) => readonly string[]) => {
  const keyFields = new Set<string>();
  const steadyFields = new Set<string>();
  const protectedTypes = new Set<string>();
  const objectType = (name: string): GraphQLObjectType | undefined => {
    const type = supergraphSchema.getType(name);
    return isObjectType(type) ? type : undefined;
  };
  /** An error at a non-null field takes its object away. */
  const protectType = (typeName: string): void => {
    if (protectedTypes.has(typeName)) return;
    protectedTypes.add(typeName);
    for (const field of Object.values(objectType(typeName)?.getFields() ?? {})) {
      if (!isNonNullType(field.type)) continue;
      steadyFields.add(`${typeName}.${field.name}`);
      const named = getNamedType(field.type);
      if (isCompositeType(named)) concreteTypesOf(named.name).forEach(protectType);
    }
  };
  const walk = (typeName: string, { selections }: SelectionSetNode, fields: Set<string>): void => {
    for (const selection of selections) {
      if (selection.kind === Kind.INLINE_FRAGMENT) walk(selection.typeCondition?.name.value ?? typeName, selection.selectionSet, fields);
      if (selection.kind !== Kind.FIELD) continue;
      for (const name of concreteTypesOf(typeName)) walkField(name, selection, fields);
    }
  };
  const walkField = (typeName: string, { name, selectionSet }: FieldNode, fields: Set<string>): void => {
    fields.add(`${typeName}.${name.value}`);
    const field = objectType(typeName)?.getFields()[name.value];
    if (selectionSet === undefined || field === undefined) return;
    const nested = getNamedType(field.type).name;
    concreteTypesOf(nested).forEach(protectType);
    walk(nested, selectionSet, fields);
  };
  for (const { keys, requires, interfaceObjects, schema } of subgraphs) {
    // Plans ask them of every implementation: their errors would reach clients who asked for them of one.
    for (const typeName of interfaceObjects) {
      const type = schema.getType(typeName);
      for (const field of isObjectType(type) ? Object.keys(type.getFields()) : []) concreteTypesOf(typeName).forEach((name) => steadyFields.add(`${name}.${field}`));
    }
    for (const [typeName, selectionSets] of keys) for (const selectionSet of selectionSets) walk(typeName, selectionSet, keyFields);
    for (const [coordinate, selectionSet] of requires) walk(coordinate.slice(0, coordinate.indexOf('.')), selectionSet, steadyFields);
  }
  return { keyFields, steadyFields };
};

const levelsOf = (type: GraphQLOutputType): Level => {
  if (isNonNullType(type)) return { ...levelsOf(type.ofType as GraphQLOutputType), isNonNull: true };
  return { isNonNull: false, ...(isListType(type) ? { item: levelsOf(type.ofType as GraphQLOutputType) } : {}) };
};

const strictest = (left: Level, right: Level): Level => ({
  isNonNull: left.isNonNull || right.isNonNull,
  ...(left.item === undefined || right.item === undefined ? {} : { item: strictest(left.item, right.item) }),
});

const common = (lists: readonly (readonly string[])[]): readonly string[] => {
  const [first = [], ...rest] = lists;
  return first.filter((name) => rest.every((list) => list.includes(name))).sort();
};

const memoized = <Value>(compute: (key: string) => Value): ((key: string) => Value) => {
  const known = new Map<string, Value>();
  return (key) => {
    if (!known.has(key)) known.set(key, compute(key));
    return known.get(key) as Value;
  };
};
