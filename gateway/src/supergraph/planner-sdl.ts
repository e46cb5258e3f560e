import { Kind, parse, print, visit, type ConstDirectiveNode, type FieldDefinitionNode, type FieldNode, type InterfaceTypeDefinitionNode, type ObjectTypeDefinitionNode, type SelectionSetNode, type TypeNode } from 'graphql';

type Definition = ObjectTypeDefinitionNode | InterfaceTypeDefinitionNode;

/** Ends the name of a field that stands for another with the arguments of one `@requires`. */
const SUFFIX = /__souk\d+$/;

/** Which stand-ins a field requires, by `Type.field`. */
export type RequiredStandIns = ReadonlyMap<string, ReadonlySet<string>>;

export interface PlannerSdl {
  readonly sdl: string;
  readonly uses: RequiredStandIns;
}

/**
 * The supergraph as the query planner gets it. Two things that it is wrong about are taken out of its way:
 * - A field that `@requires` asks for with arguments is mixed up with the same field as a client, or another `@requires`, asks for it with others.
 *   Each such use gets a field of its own (`title__souk1`), which fetches send as the real one under that alias.
 * - A `@key(resolvable: false)` beside a resolvable one of the same subgraph leads it to enter by the key that cannot be entered by.
 */
export const plannerSdlOf = (sdl: string): PlannerSdl => {
  const document = parse(sdl, { noLocation: true });
  const types = new Map(document.definitions.flatMap((definition) => (definition.kind === Kind.OBJECT_TYPE_DEFINITION || definition.kind === Kind.INTERFACE_TYPE_DEFINITION ? [[definition.name.value, definition] as const] : [])));
  const uses = new RequiredUses(types);
  const rewritten = new Map([...types.values()].map((type) => [type.name.value, { ...type, directives: withoutDeadKeys(type.directives ?? []), fields: (type.fields ?? []).map((field) => uses.rewritten(type, field)) }]));
  const planned = print({ ...document, definitions: document.definitions.map((definition) => {
    const type = 'name' in definition && definition.name ? rewritten.get(definition.name.value) : undefined;
    return type === undefined || definition.kind !== type.kind ? definition : { ...type, fields: [...type.fields, ...uses.fieldsOf(type.name.value)] };
  }) });
  return { sdl: planned, uses: uses.byField };
};

/** The real name of a field of the planner's. */
export const realFieldName = (name: string): string => name.replace(SUFFIX, '');

/** An operation of the planner's with the real names, under the planner's as aliases. */
export const withRealFieldNames = (operation: string): string => {
  if (!operation.includes('__souk')) return operation;
  return print(visit(parse(operation, { noLocation: true }), { Field: (field) => (SUFFIX.test(field.name.value) ? { ...field, alias: field.alias ?? field.name, name: { kind: Kind.NAME, value: realFieldName(field.name.value) } } : undefined) }));
};

/** The fields that stand for uses with arguments, by type. */
class RequiredUses {
  readonly byField = new Map<string, Set<string>>();
  readonly #fields = new Map<string, Map<string, FieldDefinitionNode>>();

  constructor(private readonly types: ReadonlyMap<string, Definition>) {}

  fieldsOf(typeName: string): readonly FieldDefinitionNode[] {
    return [...(this.#fields.get(typeName)?.values() ?? [])];
  }

  /** The field, whose `@requires` asks for the fields that stand for those with arguments. */
  rewritten(type: Definition, field: FieldDefinitionNode): FieldDefinitionNode {
    return { ...field, directives: (field.directives ?? []).map((directive) => this.#directive(type, field, directive)) };
  }

  #directive(type: Definition, { name: { value: fieldName } }: FieldDefinitionNode, directive: ConstDirectiveNode): ConstDirectiveNode {
    if (directive.name.value !== 'join__field') return directive;
    return { ...directive, arguments: (directive.arguments ?? []).map((argument) => {
      if (argument.name.value !== 'requires' || argument.value.kind !== Kind.STRING || !argument.value.value.includes('(')) return argument;
      const [definition] = parse(`{ ${argument.value.value} }`, { noLocation: true }).definitions;
      if (definition?.kind !== Kind.OPERATION_DEFINITION) return argument;
      const selections = this.#selections(definition.selectionSet, type);
      const standIns = selections.selections.flatMap((selection) => (selection.kind === Kind.FIELD && SUFFIX.test(selection.name.value) ? [selection.name.value] : []));
      this.byField.set(`${type.name.value}.${fieldName}`, new Set([...(this.byField.get(`${type.name.value}.${fieldName}`) ?? []), ...standIns]));
      const text = print(selections).trim().replace(/^\{|\}$/g, '').replace(/\s+/g, ' ').trim();
      return { ...argument, value: { kind: Kind.STRING, value: text } };
    }) };
  }

  #selections(set: SelectionSetNode, type: Definition | undefined): SelectionSetNode {
    return { ...set, selections: set.selections.map((selection) => {
      if (selection.kind === Kind.FIELD) return this.#field(selection, type);
      if (selection.kind === Kind.FRAGMENT_SPREAD) return selection;
      return { ...selection, selectionSet: this.#selections(selection.selectionSet, selection.typeCondition === undefined ? type : this.types.get(selection.typeCondition.name.value)) };
    }) };
  }

  #field(field: FieldNode, type: Definition | undefined): FieldNode {
    const definition = type?.fields?.find(({ name }) => name.value === field.name.value);
    const selectionSet = field.selectionSet && this.#selections(field.selectionSet, definition && this.types.get(namedType(definition.type)));
    const name = type === undefined || definition === undefined || (field.arguments ?? []).length === 0 ? field.name.value : this.#standIn(type, definition, field);
    return { ...field, name: { kind: Kind.NAME, value: name }, ...(selectionSet === undefined ? {} : { selectionSet }) };
  }

  #standIn(type: Definition, definition: FieldDefinitionNode, field: FieldNode): string {
    const fields = this.#fields.get(type.name.value) ?? new Map<string, FieldDefinitionNode>();
    this.#fields.set(type.name.value, fields);
    const use = `${field.name.value}(${(field.arguments ?? []).map((argument) => print(argument)).sort().join(',')})`;
    const known = fields.get(use);
    if (known !== undefined) return known.name.value;
    const name = `${field.name.value}__souk${fields.size + 1}`;
    fields.set(use, { ...definition, name: { kind: Kind.NAME, value: name } });
    return name;
  }
}

const withoutDeadKeys = (directives: readonly ConstDirectiveNode[]): readonly ConstDirectiveNode[] => {
  const joins = directives.filter(({ name }) => name.value === 'join__type');
  const livelyGraphs = new Set(joins.filter((join) => argumentOf(join, 'key') !== undefined && argumentOf(join, 'resolvable') !== 'false').map((join) => argumentOf(join, 'graph')));
  return directives.filter((directive) => directive.name.value !== 'join__type' || argumentOf(directive, 'resolvable') !== 'false' || !livelyGraphs.has(argumentOf(directive, 'graph')));
};

const argumentOf = ({ arguments: given = [] }: ConstDirectiveNode, name: string): string | undefined => {
  const argument = given.find((candidate) => candidate.name.value === name);
  return argument && print(argument.value);
};

const namedType = (type: TypeNode): string => (type.kind === Kind.NAMED_TYPE ? type.name.value : namedType(type.type));
