import { GraphQLError, Kind, getArgumentValues, isAbstractType, isInterfaceType, isObjectType, type GraphQLResolveInfo, type SelectionSetNode } from 'graphql';
import { type Federation, type Subgraph } from '../contract/support/federation.js';
import { type Representation, type Resolvers } from '../contract/support/resolvers.js';
import { shapesOf, type FieldShape, type Level, type Shapes } from './field-shapes.js';
import { hash, mixed, stableText } from './hash.js';
import { leafValue } from './leaf-values.js';

/** Entities of each family: few, so that the same one turns up at many places of an answer. */
const FAMILY_SIZE = 5;
/** Of 1,000 nullable places, how many are null. */
const NULLS_PER_MILLE = 120;

/** Which data there is: the same seed, the same data. */
export interface DataSeed {
  readonly values: number;
  readonly failures: number;
  /** Of 1,000 fields, how many fail. */
  readonly failuresPerMille: number;
}

/** An object of the generated data. Its fields follow from the seed, its family and its id alone, whoever asks. */
interface Thing {
  readonly __typename: string;
  /** The object type, where `__typename` may be an interface object. */
  readonly type: string;
  readonly family: string;
  readonly id: string;
  /** Of an entity: from 0. */
  readonly index: number;
  /** What a gateway sent to get at it. */
  readonly representation?: Representation;
}

/**
 * Data for any federation: a field's value is a hash of (seed, family, id, field, arguments), so that subgraphs and one merged schema say the same
 * without knowing of one another. A field with `@requires` hashes what it requires too, as the representation brought it: a wrong one shows.
 */
export class GeneratedData implements Resolvers {
  readonly #shapes: Shapes;
  readonly #entities = new Map<string, ReadonlyMap<string, number>>();
  #seed: DataSeed = { values: 0, failures: 0, failuresPerMille: 0 };

  constructor(private readonly federation: Federation) {
    this.#shapes = shapesOf(federation);
  }

  /** From now on. One operation runs at a time. */
  use(seed: DataSeed): void {
    this.#seed = seed;
  }

  readonly field = (source: unknown, args: Readonly<Record<string, unknown>>, _context: unknown, { fieldName, parentType }: GraphQLResolveInfo): unknown => {
    if (source === undefined) return this.#value(rootOf(parentType.name), fieldName, args);
    // Where no key of a type is resolvable, @apollo/subgraph takes the representation itself for the entity.
    return isThing(source) ? this.#value(source, fieldName, args) : (source as Representation)[fieldName];
  };

  entity(representation: Representation, subgraph: Subgraph): unknown {
    const typeName = representation.__typename;
    for (const key of subgraph.keys.get(typeName) ?? []) {
      const index = this.#indexesOf(`${typeName} ${stableText(key)}`, typeName, key).get(stableText(this.#project(representation, key)));
      if (index === undefined) continue;
      const thing = this.#entityAt(this.#shapes.familyOf(typeName), index);
      const isAbstract = isInterfaceType(subgraph.schema.getType(typeName));
      return { ...thing, __typename: isAbstract ? thing.type : typeName, representation };
    }
    throw new Error(`${subgraph.name} knows no ${stableText(representation)}.`);
  }

  #value(thing: Thing, fieldName: string, args: Readonly<Record<string, unknown>>): unknown {
    const shape = this.#shapes.shapeOf(thing.type, fieldName);
    const place = `${thing.family}|${thing.id}|${fieldName}|${stableText(args)}`;
    const number = hash(place);
    this.#failAt(number, place, shape);
    if (shape.requires === undefined) return this.#build(shape, shape.levels, thing, fieldName, number, place);
    const required = thing.representation === undefined ? this.#evaluate(thing, shape.requires) : this.#project(thing.representation, shape.requires);
    return this.#build(shape, shape.levels, thing, fieldName, mixed(number, hash(stableText(required))), place);
  }

  /** `number` stands for the place: the field of that object with those arguments, or an item of its list. */
  #build(shape: FieldShape, level: Level, thing: Thing, fieldName: string, number: number, place: string): unknown {
    const chance = mixed(number, this.#seed.values);
    if (!level.isNonNull && !shape.isKey && chance % 1_000 < NULLS_PER_MILLE) return null;
    if (level.item !== undefined) {
      const { item } = level;
      return Array.from({ length: (chance >>> 10) % 4 }, (_unused, index) => this.#item(shape, item, thing, fieldName, mixed(number, index), `${place}[${index}]`));
    }
    const own = shape.isKey ? number : mixed(chance, number);
    if (shape.leaf !== '') return leafValue(shape, { fieldName, number: own, family: thing.family, index: thing.index, id: thing.id });
    return this.#object(shape, thing, own);
  }

  #item(shape: FieldShape, level: Level, thing: Thing, fieldName: string, number: number, place: string): unknown {
    try {
      this.#failAt(number, place, shape);
      return this.#build(shape, level, thing, fieldName, number, place);
    } catch (error) {
      return error; // graphql-js takes an Error in a list for that item's failure
    }
  }

  #object(shape: FieldShape, parent: Thing, number: number): Thing {
    const type = shape.types[number % shape.types.length];
    if (type === undefined) throw new Error(`No type that ${parent.type} refers to suits all subgraphs.`);
    const family = this.#shapes.familyOf(type);
    if (!this.#shapes.isEntity(type)) return { __typename: type, type, family, id: shape.isKey ? `${parent.id}.${parent.index}` : String(number), index: parent.index };
    const indexes = this.#familyIndexes(family).filter((index) => this.#typeAt(family, index) === type);
    return this.#entityAt(family, indexes[(shape.isKey ? parent.index : number >>> 8) % indexes.length] ?? 0);
  }

  #failAt(number: number, place: string, shape: FieldShape): void {
    const { failures, failuresPerMille } = this.#seed;
    if (failuresPerMille === 0 || shape.neverFails) return;
    const chance = mixed(number, failures);
    if (chance % 1_000 < failuresPerMille) throw new GraphQLError(`Failed: ${place}`, chance % 3_000 < 1_000 ? {} : { extensions: { code: 'INJECTED', place } });
  }

  /** What a selection of a directive brings, from the data itself. */
  #evaluate(thing: Thing, { selections }: SelectionSetNode): Record<string, unknown> {
    const type = this.federation.supergraphSchema.getType(thing.type);
    if (!isObjectType(type)) throw new Error(`${thing.type} is no object type.`);
    return Object.assign({}, ...selections.map((selection): Record<string, unknown> => {
      if (selection.kind === Kind.FRAGMENT_SPREAD) return {};
      if (selection.kind === Kind.INLINE_FRAGMENT) return this.#applies(selection.typeCondition?.name.value, thing.type) ? this.#evaluate(thing, selection.selectionSet) : {};
      const name = selection.name.value;
      if (name === '__typename') return { __typename: thing.type };
      const definition = type.getFields()[name];
      if (definition === undefined) throw new Error(`No field ${thing.type}.${name}.`);
      const { selectionSet } = selection;
      const below = (value: unknown): unknown => (Array.isArray(value) ? value.map(below) : value === null || selectionSet === undefined ? value : this.#evaluate(value as Thing, selectionSet));
      return { [name]: below(this.#value(thing, name, getArgumentValues(definition, selection))) };
    }));
  }

  /** The same of a representation; what it lacks is said to be missing, so that it equals nothing. */
  #project(value: unknown, selectionSet: SelectionSetNode): unknown {
    if (Array.isArray(value)) return value.map((item) => this.#project(item, selectionSet));
    if (typeof value !== 'object' || value === null) return value === null ? null : 'missing';
    const object = value as Readonly<Record<string, unknown>>;
    const typeName = String(object['__typename']);
    return Object.assign({}, ...selectionSet.selections.map((selection): unknown => {
      if (selection.kind === Kind.FRAGMENT_SPREAD) return {};
      if (selection.kind === Kind.INLINE_FRAGMENT) return this.#applies(selection.typeCondition?.name.value, typeName) ? this.#project(value, selection.selectionSet) : {};
      const field = object[selection.name.value];
      return { [selection.name.value]: field === undefined ? 'missing' : selection.selectionSet === undefined ? field : this.#project(field, selection.selectionSet) };
    }));
  }

  #applies(condition: string | undefined, typeName: string): boolean {
    if (condition === undefined || condition === typeName) return true;
    const [abstract, type] = [this.federation.supergraphSchema.getType(condition), this.federation.supergraphSchema.getType(typeName)];
    return isAbstractType(abstract) && isObjectType(type) && this.federation.supergraphSchema.isSubType(abstract, type);
  }

  /** Entities by their key's values. */
  #indexesOf(name: string, typeName: string, key: SelectionSetNode): ReadonlyMap<string, number> {
    const known = this.#entities.get(name);
    if (known !== undefined) return known;
    const family = this.#shapes.familyOf(typeName);
    const indexes = new Map<string, number>();
    for (const index of this.#familyIndexes(family)) {
      const thing = this.#entityAt(family, index);
      if (typeName !== family && thing.type !== typeName) continue;
      const text = stableText(this.#evaluate(thing, key));
      if (indexes.has(text)) throw new Error(`The generated key ${text} of ${typeName} is not unique.`);
      indexes.set(text, index);
    }
    this.#entities.set(name, indexes);
    return indexes;
  }

  #familyIndexes(family: string): readonly number[] {
    return Array.from({ length: Math.max(FAMILY_SIZE, this.#shapes.membersOf(family).length) }, (_unused, index) => index);
  }

  #typeAt(family: string, index: number): string {
    const members = this.#shapes.membersOf(family);
    return members[index % members.length] ?? family;
  }

  #entityAt(family: string, index: number): Thing {
    const type = this.#typeAt(family, index);
    return { __typename: type, type, family, id: String(index), index };
  }
}

const isThing = (source: unknown): source is Thing => typeof source === 'object' && source !== null && 'family' in source;

const rootOf = (typeName: string): Thing => ({ __typename: typeName, type: typeName, family: typeName, id: '', index: 0 });
