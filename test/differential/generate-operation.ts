import {
  Kind, OperationTypeNode, astFromValue, getNamedType, getNullableType, isAbstractType, isCompositeType, isNonNullType, isObjectType, isRequiredArgument, isScalarType, parseType, validate,
  GraphQLNonNull, GraphQLBoolean,
  type ArgumentNode, type DirectiveNode, type DocumentNode, type FieldNode, type FragmentDefinitionNode, type GraphQLArgument, type GraphQLCompositeType, type GraphQLField,
  type GraphQLInputType, type GraphQLSchema, type SelectionNode, type SelectionSetNode, type ValueNode, type VariableDefinitionNode,
} from 'graphql';
import { type Dice } from './dice.js';
import { inputValue } from './input-values.js';

/** Levels of selections; lists grow answers by 1.5 a level on average. */
const MAX_DEPTH = 6;
/** Fields of one document. */
const MAX_FIELDS = 30;
/** Inline fragments and spreads of one document. */
const MAX_FRAGMENTS = 10;
/** Documents are generated until one is valid; conflicts between fields of several types are not foreseen. */
const MAX_ATTEMPTS = 20;

export interface OperationTerms {
  readonly schema: GraphQLSchema;
  /** Input types of which exactly one field may be given. */
  readonly oneOf: ReadonlySet<string>;
}

/** A random valid document with one operation. */
export const generateDocument = (terms: OperationTerms, dice: Dice): DocumentNode => {
  for (let attempt = 0; attempt < MAX_ATTEMPTS; attempt += 1) {
    const document = new DocumentWriter(terms, dice).write();
    if (validate(terms.schema, document).length === 0) return document;
  }
  return { kind: Kind.DOCUMENT, definitions: [{ kind: Kind.OPERATION_DEFINITION, operation: OperationTypeNode.QUERY, selectionSet: { kind: Kind.SELECTION_SET, selections: [{ kind: Kind.FIELD, name: nameNode('__typename') }] } }] };
};

/** Random values for the variables that a document declares: each one valid, null or absent, where it may be. */
export const generateVariables = ({ schema, oneOf }: OperationTerms, document: DocumentNode, dice: Dice, typeOf: (schema: GraphQLSchema, definition: VariableDefinitionNode) => GraphQLInputType | undefined): Record<string, unknown> => {
  const variables: Record<string, unknown> = {};
  for (const definition of document.definitions) {
    if (definition.kind !== Kind.OPERATION_DEFINITION) continue;
    for (const variable of definition.variableDefinitions ?? []) {
      const type = typeOf(schema, variable);
      if (type === undefined) continue;
      const mayBeAbsent = variable.defaultValue !== undefined || !isNonNullType(type);
      if (mayBeAbsent && dice.chance(30)) continue;
      variables[variable.variable.name.value] = inputValue(type, dice, oneOf);
    }
  }
  return variables;
};

class DocumentWriter {
  readonly #variables: VariableDefinitionNode[] = [];
  readonly #fragments: { readonly definition: FragmentDefinitionNode; readonly type: string; readonly runtimes: readonly string[] }[] = [];
  /** What each response name at a path means, so that most documents have no conflicts. */
  readonly #meanings = new Map<string, string>();
  readonly #schema: GraphQLSchema;
  #fields = 0;
  #fragmentCount = 0;

  constructor(private readonly terms: OperationTerms, private readonly dice: Dice) {
    this.#schema = terms.schema;
  }

  write(): DocumentNode {
    const mutation = this.#schema.getMutationType();
    const isMutation = mutation !== undefined && mutation !== null && this.dice.chance(15);
    const root = isMutation ? mutation : this.#schema.getQueryType();
    if (root === undefined || root === null) throw new Error('The schema has no query type.');
    const depth = 2 + this.dice.below(MAX_DEPTH - 1);
    const selectionSet = this.#selectionSet(root, '', depth, [root.name], isMutation ? 1 : 0);
    return {
      kind: Kind.DOCUMENT,
      definitions: [
        { kind: Kind.OPERATION_DEFINITION, operation: isMutation ? OperationTypeNode.MUTATION : OperationTypeNode.QUERY, ...(this.dice.chance(50) ? { name: nameNode('Generated') } : {}), variableDefinitions: this.#variables, selectionSet },
        ...this.#fragments.map(({ definition }) => definition),
      ],
    };
  }

  #selectionSet(type: GraphQLCompositeType, path: string, depth: number, runtimes: readonly string[], atLeast = 0): SelectionSetNode {
    const count = 1 + atLeast + this.dice.below(4);
    const selections: SelectionNode[] = [];
    for (let index = 0; index < count; index += 1) selections.push(...this.#selection(type, path, depth, runtimes));
    if (selections.length === 0) selections.push({ kind: Kind.FIELD, name: nameNode('__typename') });
    return { kind: Kind.SELECTION_SET, selections };
  }

  #selection(type: GraphQLCompositeType, path: string, depth: number, runtimes: readonly string[]): readonly SelectionNode[] {
    if (this.#fragmentCount < MAX_FRAGMENTS && (isAbstractType(type) ? this.dice.chance(55) : this.dice.chance(12))) return this.#fragment(type, path, depth, runtimes);
    if (this.dice.chance(6)) return [this.#typename(path)];
    const fields = 'getFields' in type ? Object.values(type.getFields()).filter((field) => depth > 1 || !isCompositeType(getNamedType(field.type))) : [];
    if (fields.length === 0 || this.#fields >= MAX_FIELDS) return [];
    // Objects are what federations are about: they are drawn twice as often as leaves.
    const objects = fields.filter((field) => isCompositeType(getNamedType(field.type)));
    return [this.#field(this.dice.pick(objects.length > 0 && this.dice.chance(50) ? objects : fields), path, depth)];
  }

  #typename(path: string): FieldNode {
    const alias = this.dice.chance(30) ? `type${this.dice.below(3)}` : '__typename';
    return this.#meaning(path, alias, '__typename') ? { kind: Kind.FIELD, ...(alias === '__typename' ? {} : { alias: nameNode(alias) }), name: nameNode('__typename') } : { kind: Kind.FIELD, name: nameNode('__typename') };
  }

  #field(field: GraphQLField<unknown, unknown>, path: string, depth: number): FieldNode {
    this.#fields += 1;
    const args = field.args.filter((arg) => isRequiredArgument(arg) || this.dice.chance(55)).map((arg) => this.#argument(arg));
    const meaning = `${field.name} ${JSON.stringify(args)}`;
    let responseName = this.dice.chance(20) ? `a${this.dice.below(4)}` : field.name;
    while (!this.#meaning(path, responseName, meaning)) responseName = `${field.name}_${this.dice.below(1_000)}`;
    const named = getNamedType(field.type);
    return {
      kind: Kind.FIELD,
      ...(responseName === field.name ? {} : { alias: nameNode(responseName) }),
      name: nameNode(field.name),
      arguments: args,
      directives: this.#directives(8),
      ...(isCompositeType(named) ? { selectionSet: this.#selectionSet(named, `${path}.${responseName}`, depth - 1, this.#runtimesOf(named)) } : {}),
    };
  }

  /** Whether that name may mean that at the path. */
  #meaning(path: string, responseName: string, meaning: string): boolean {
    const key = `${path}.${responseName}`;
    const known = this.#meanings.get(key);
    if (known === undefined) this.#meanings.set(key, meaning);
    return known === undefined || known === meaning;
  }

  #fragment(type: GraphQLCompositeType, path: string, depth: number, runtimes: readonly string[]): readonly SelectionNode[] {
    this.#fragmentCount += 1;
    const condition = this.dice.pick(this.#conditionsOn(type, runtimes));
    const narrowed = this.#runtimesOf(condition).filter((name) => runtimes.includes(name));
    const isNamed = this.dice.chance(35);
    const reusable = isNamed ? this.#fragments.filter((fragment) => fragment.type === condition.name && fragment.runtimes.join() === narrowed.join()) : [];
    if (reusable.length > 0 && this.dice.chance(60)) return [{ kind: Kind.FRAGMENT_SPREAD, name: this.dice.pick(reusable).definition.name, directives: this.#directives(15) }];
    const selectionSet = this.#selectionSet(condition, path, depth, narrowed);
    if (!isNamed) return [{ kind: Kind.INLINE_FRAGMENT, ...(condition === type && this.dice.chance(40) ? {} : { typeCondition: namedTypeNode(condition.name) }), directives: this.#directives(20), selectionSet }];
    const name = nameNode(`F${this.#fragments.length}`);
    this.#fragments.push({ type: condition.name, runtimes: narrowed, definition: { kind: Kind.FRAGMENT_DEFINITION, name, typeCondition: namedTypeNode(condition.name), selectionSet } });
    return [{ kind: Kind.FRAGMENT_SPREAD, name, directives: this.#directives(15) }];
  }

  /** Types that a fragment may ask for there: itself, what it can be, and the interfaces and unions that share a type with it. Now and then the fragments around it leave nothing of that: `runtimes`. */
  #conditionsOn(type: GraphQLCompositeType, runtimes: readonly string[]): readonly GraphQLCompositeType[] {
    const possible = this.dice.chance(10) ? this.#runtimesOf(type) : runtimes;
    const all = Object.values(this.#schema.getTypeMap()).filter((other): other is GraphQLCompositeType => isCompositeType(other) && this.#runtimesOf(other).some((name) => possible.includes(name)));
    if (all.length === 0) return [type];
    const share = this.dice.below(4);
    return share === 0 ? [type] : all.filter((other) => (share === 1 ? !isObjectType(other) : isObjectType(other)) || other === type);
  }

  #runtimesOf(type: GraphQLCompositeType): readonly string[] {
    return isAbstractType(type) ? this.#schema.getPossibleTypes(type).map(({ name }) => name) : [type.name];
  }

  #directives(percent: number): readonly DirectiveNode[] {
    if (!this.dice.chance(percent)) return [];
    const value: ValueNode = this.dice.chance(70) ? this.#variable(new GraphQLNonNull(GraphQLBoolean)) : { kind: Kind.BOOLEAN, value: this.dice.chance(50) };
    const directive: DirectiveNode = { kind: Kind.DIRECTIVE, name: nameNode(this.dice.chance(50) ? 'skip' : 'include'), arguments: [{ kind: Kind.ARGUMENT, name: nameNode('if'), value }] };
    return [directive];
  }

  #argument({ name, type, defaultValue }: GraphQLArgument): ArgumentNode {
    const value = this.dice.chance(45) ? this.#variable(type, defaultValue !== undefined) : literal(inputValue(type, this.dice, this.terms.oneOf), type);
    return { kind: Kind.ARGUMENT, name: nameNode(name), value };
  }

  /** A variable for that place, sometimes one that was declared for another place of the same type. */
  #variable(type: GraphQLInputType, hasDefault = false): ValueNode {
    const text = String(type);
    const known = this.#variables.filter((definition) => typeText(definition) === text);
    if (known.length > 0 && this.dice.chance(50)) return { kind: Kind.VARIABLE, name: this.dice.pick(known).variable.name };
    const name = nameNode(`v${this.#variables.length}`);
    const declared = isNonNullType(type) ? (this.dice.chance(hasDefault ? 50 : 0) ? (type.ofType as GraphQLInputType) : type) : this.dice.chance(15) ? new GraphQLNonNull(type) : type;
    const withDefault = this.dice.chance(30);
    this.#variables.push({
      kind: Kind.VARIABLE_DEFINITION, variable: { kind: Kind.VARIABLE, name }, type: parseType(String(declared), { noLocation: true }),
      ...(withDefault ? { defaultValue: literal(inputValue(declared, this.dice, this.terms.oneOf), declared) as NonNullable<VariableDefinitionNode['defaultValue']> } : {}),
    });
    return { kind: Kind.VARIABLE, name };
  }
}

/** A custom scalar's value may be any JSON, of which graphql-js can write leaves only. */
const literal = (value: unknown, type: GraphQLInputType): ValueNode => (isScalarType(getNullableType(type)) && typeof value === 'object' && value !== null ? jsonLiteral(value) : astFromValue(value, type) ?? { kind: Kind.NULL });

const jsonLiteral = (value: unknown): ValueNode => {
  if (Array.isArray(value)) return { kind: Kind.LIST, values: value.map(jsonLiteral) };
  if (typeof value === 'object' && value !== null) return { kind: Kind.OBJECT, fields: Object.entries(value).map(([name, field]) => ({ kind: Kind.OBJECT_FIELD, name: nameNode(name), value: jsonLiteral(field) })) };
  if (typeof value === 'string') return { kind: Kind.STRING, value };
  return typeof value === 'number' ? { kind: Kind.INT, value: String(value) } : { kind: Kind.NULL };
};

const typeText = ({ type }: VariableDefinitionNode): string => (type.kind === Kind.NON_NULL_TYPE ? `${typeText({ type: type.type } as VariableDefinitionNode)}!` : type.kind === Kind.LIST_TYPE ? `[${typeText({ type: type.type } as VariableDefinitionNode)}]` : type.name.value);

const nameNode = (value: string) => ({ kind: Kind.NAME, value }) as const;

const namedTypeNode = (name: string) => ({ kind: Kind.NAMED_TYPE, name: nameNode(name) }) as const;
