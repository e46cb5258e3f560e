import { GraphQLError, isAbstractType, Kind, type GraphQLResolveInfo, type SelectionSetNode } from 'graphql';
import { type Federation, type Subgraph } from './federation.js';
import { type Representation, type Resolvers } from './resolvers.js';

/** A field's value, or how to get it. `subgraph` is undefined in the reference, which knows of none. */
type FieldValue = unknown | ((args: Readonly<Record<string, never>>, record: RecordFields, subgraph: string | undefined) => unknown);

export type RecordFields = Readonly<Record<string, FieldValue>>;

/** Objects by type and id; the fields of `Query` and `Mutation` stand beside them. */
export type Records = Readonly<Record<string, Readonly<Record<string, RecordFields | FieldValue>>>>;

const ROOTS = new Set(['Query', 'Mutation', 'Subscription']);

/** Stands for the record of that type and id wherever a value may stand; null where there is none. */
export class Ref {
  constructor(readonly type: string, readonly id: string) {}
}

export const ref = (type: string, id: string): Ref => new Ref(type, id);
export const refs = (type: string, ...ids: readonly string[]): readonly Ref[] => ids.map((id) => new Ref(type, id));

/** What a field does that fails. */
export const fails = (message: string, code = 'FAILED') => (): never => {
  throw new GraphQLError(message, { extensions: { code } });
};

/**
 * Resolvers over records. A subgraph sees all fields of a record but those that are external to it:
 * of these, only what came in the representation, so that what `@requires` did not bring is missing.
 */
export class RecordResolvers implements Resolvers {
  constructor(private readonly federation: Federation, private readonly records: Records) {}

  readonly field = (source: unknown, args: Readonly<Record<string, unknown>>, context: unknown, { fieldName, parentType }: GraphQLResolveInfo): unknown => {
    const record = (source ?? this.records[parentType.name] ?? {}) as RecordFields;
    const value = record[fieldName];
    return this.#dereferenced(typeof value === 'function' ? (value as (...inputs: unknown[]) => unknown)(args, record, context as string | undefined) : value);
  };

  entity(representation: Representation, subgraph: Subgraph): unknown {
    const typeName = representation.__typename;
    const keys = subgraph.keys.get(typeName) ?? [];
    for (const type of this.#typesOf(typeName)) {
      for (const id of Object.keys(ROOTS.has(type) ? {} : this.records[type] ?? {})) {
        const record = this.#record(type, id);
        if (record === null || !keys.some((key) => this.#matches(record, representation, key))) continue;
        const isAbstract = isAbstractType(subgraph.schema.getType(typeName));
        return { ...this.#seenBy(subgraph, typeName, record, representation), __typename: isAbstract ? type : typeName };
      }
    }
    return null;
  }

  #seenBy({ external }: Subgraph, typeName: string, record: RecordFields, representation: Representation): RecordFields {
    const known = Object.entries(record).filter(([name]) => !external.has(`${typeName}.${name}`) || name in representation);
    return Object.fromEntries(known.map(([name, value]) => [name, external.has(`${typeName}.${name}`) ? representation[name] : value]));
  }

  #matches(record: RecordFields, representation: unknown, { selections }: SelectionSetNode): boolean {
    return selections.every((selection) => {
      if (selection.kind !== Kind.FIELD) return true;
      const given = (representation as Readonly<Record<string, unknown>>)[selection.name.value];
      if (given === undefined || given === null) return false;
      const raw = record[selection.name.value];
      const own = this.#dereferenced(typeof raw === 'function' ? (raw as (...inputs: unknown[]) => unknown)({}, record, undefined) : raw);
      if (selection.selectionSet === undefined) return String(own) === String(given);
      const { selectionSet } = selection;
      if (Array.isArray(own) && Array.isArray(given)) return own.length === given.length && own.every((item, index) => this.#matches(this.#dereferenced(item) as RecordFields, given[index], selectionSet));
      return own !== null && this.#matches(own as RecordFields, given, selectionSet);
    });
  }

  #typesOf(typeName: string): readonly string[] {
    const type = this.federation.supergraphSchema.getType(typeName);
    return isAbstractType(type) ? [typeName, ...this.federation.supergraphSchema.getPossibleTypes(type).map(({ name }) => name)] : [typeName];
  }

  #dereferenced(value: unknown): unknown {
    if (Array.isArray(value)) return value.map((item: unknown) => this.#dereferenced(item));
    return value instanceof Ref ? this.#record(value.type, value.id) : value;
  }

  #record(type: string, id: string): RecordFields | null {
    const fields = this.records[type]?.[id];
    return fields === undefined ? null : { __typename: type, id, ...(fields as RecordFields) };
  }
}
