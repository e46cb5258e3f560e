import {
  COST_VERSIONS, baseType, costIdentity, isCompositeType, isInputObjectType, isInterfaceType, isListType, isNonNullType, isObjectType, possibleRuntimeTypes,
  type ArgumentDefinition, type CostDirectiveArguments, type FieldDefinition, type InputFieldDefinition, type InterfaceType, type ListSizeDirectiveArguments, type NamedType, type ObjectType, type Schema, type SchemaRootKind, type Type,
} from '@apollo/federation-internals';

/** Units of an object, an interface's or a union's member, and of an input object that is an argument, unless `@cost` says otherwise; scalars and enums are free. */
const COMPOSITE_WEIGHT = 1;

/** What one field costs and how many items it brings. */
export interface FieldWeight {
  /** Per item of the field: its own `@cost`, else that of the type that it returns, else the type's default. */
  readonly weight: number;
  /** The composite type that it returns. */
  readonly returns: string | undefined;
  /** How many lists lie around what it returns. */
  readonly listDepth: number;
  readonly listSize: ListSizeDirectiveArguments | undefined;
  readonly arguments: ReadonlyMap<string, InputWeight>;
}

/** What one argument or input field costs. */
export interface InputWeight {
  readonly weight: number;
  readonly typeName: string;
  readonly defaultValue: unknown;
}

/** What everything costs, read once from a supergraph. */
export interface CostWeights {
  field(typeName: string, fieldName: string): FieldWeight | undefined;
  /** Fields of an input type, where one of them, or of theirs, has a weight; undefined where none has, and nobody needs to look into the value. */
  inputFields(typeName: string): ReadonlyMap<string, InputWeight> | undefined;
  /** Object types that a composite type may turn out to be, itself where it is one. */
  possibleTypes(typeName: string): ReadonlySet<string>;
  rootType(kind: SchemaRootKind): string | undefined;
}

/** Understands federation's `@cost` and `@listSize` under whatever names the supergraph links them. */
export const costWeightsOf = (supergraph: Schema): CostWeights => {
  const directives = directivesOf(supergraph);
  const fields = new Map<string, FieldWeight>();
  const possibleTypes = new Map<string, ReadonlySet<string>>();
  const inputTypes = new Map<string, ReadonlyMap<string, InputWeight>>();
  for (const type of supergraph.types()) {
    if (isCompositeType(type)) possibleTypes.set(type.name, new Set(possibleRuntimeTypes(type).map(({ name }) => name)));
    if (isObjectType(type) || isInterfaceType(type)) for (const field of type.fields()) fields.set(`${type.name}.${field.name}`, fieldWeight(field, directives));
    if (isInputObjectType(type)) inputTypes.set(type.name, new Map(type.fields().map((field) => [field.name, inputWeight(field.type, directives.costOf(field), field.defaultValue, directives, 0)])));
  }
  const weighted = weightedOf(inputTypes);
  return {
    field: (typeName, fieldName) => fields.get(`${typeName}.${fieldName}`),
    inputFields: (typeName) => (weighted.has(typeName) ? inputTypes.get(typeName) : undefined),
    possibleTypes: (typeName) => possibleTypes.get(typeName) ?? new Set(),
    rootType: (kind) => supergraph.schemaDefinition.rootType(kind)?.name,
  };
};

type OutputField = FieldDefinition<ObjectType> | FieldDefinition<InterfaceType>;
type SchemaElement = NamedType | OutputField | ArgumentDefinition<OutputField> | InputFieldDefinition;

interface CostDirectives {
  costOf(element: SchemaElement): number | undefined;
  listSizeOf(element: SchemaElement): ListSizeDirectiveArguments | undefined;
}

const directivesOf = (supergraph: Schema): CostDirectives => {
  const version = supergraph.coreFeatures?.getByIdentity(costIdentity)?.url.version;
  const specification = version && COST_VERSIONS.find(version);
  const cost = specification?.costDirective(supergraph);
  const listSize = specification?.listSizeDirective(supergraph);
  return {
    costOf: (element) => (cost === undefined ? undefined : element.appliedDirectivesOf<CostDirectiveArguments>(cost)[0]?.arguments().weight),
    listSizeOf: (element) => (listSize === undefined ? undefined : element.appliedDirectivesOf<ListSizeDirectiveArguments>(listSize)[0]?.arguments(true)),
  };
};

/** An interface's field without directives of its own costs what the dearest of its implementations says. */
const fieldWeight = (field: OutputField, directives: CostDirectives): FieldWeight => {
  const type = field.type === undefined ? undefined : baseType(field.type);
  const implementations = implementationsOf(field);
  const explicit = directives.costOf(field) ?? dearest(implementations.flatMap((implementation) => directives.costOf(implementation) ?? []));
  const ofType = type && (directives.costOf(type) ?? (isCompositeType(type) ? COMPOSITE_WEIGHT : 0));
  return {
    weight: explicit ?? ofType ?? 0,
    returns: type && isCompositeType(type) ? type.name : undefined,
    listDepth: listDepthOf(field.type),
    listSize: [field, ...implementations].map((each) => directives.listSizeOf(each)).find((found) => found !== undefined),
    arguments: new Map((field.arguments() as readonly ArgumentDefinition<OutputField>[]).map((argument) => [argument.name, inputWeight(argument.type, directives.costOf(argument), argument.defaultValue, directives, COMPOSITE_WEIGHT)])),
  };
};

const implementationsOf = (field: OutputField): readonly OutputField[] =>
  isInterfaceType(field.parent) ? field.parent.possibleRuntimeTypes().flatMap((type) => type.field(field.name) ?? []) : [];

const dearest = (weights: readonly number[]): number | undefined => (weights.length === 0 ? undefined : Math.max(...weights));

const inputWeight = (type: Type | undefined, explicit: number | undefined, defaultValue: unknown, directives: CostDirectives, inputObjectWeight: number): InputWeight => {
  const named = type && baseType(type);
  const ofType = named && (isInputObjectType(named) ? inputObjectWeight : directives.costOf(named));
  return { weight: explicit ?? ofType ?? 0, typeName: named?.name ?? '', defaultValue };
};

/** Input types that lead to a weight. */
const weightedOf = (inputTypes: ReadonlyMap<string, ReadonlyMap<string, InputWeight>>): ReadonlySet<string> => {
  const weighted = new Set<string>();
  for (let size = -1; size !== weighted.size;) {
    size = weighted.size;
    for (const [name, fields] of inputTypes) if ([...fields.values()].some(({ weight, typeName }) => weight !== 0 || weighted.has(typeName))) weighted.add(name);
  }
  return weighted;
};

const listDepthOf = (type: Type | undefined): number => {
  if (type === undefined) return 0;
  if (isNonNullType(type)) return listDepthOf(type.ofType);
  return isListType(type) ? 1 + listDepthOf(type.ofType) : 0;
};
