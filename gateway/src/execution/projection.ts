import {
  Kind, getNamedType, isAbstractType, isCompositeType, isEnumType, isLeafType, isListType, isNonNullType, isObjectType,
  type FieldNode, type GraphQLAbstractType, type GraphQLCompositeType, type GraphQLLeafType, type GraphQLOutputType, type GraphQLSchema, type InlineFragmentNode, type SelectionSetNode,
} from 'graphql';
import { isDataObject, type DataObject } from './data.js';
import { type JsonWriter } from './json-writer.js';
import { leafWriterOf, type LeafWriter } from './leaf-values.js';
import { type ProjectionRun } from './projection-run.js';

/** Writes a value; false, and nothing written, where null must stand there. What is wrong with the value is told to the run. */
type Writer = (value: unknown, run: ProjectionRun) => boolean;

export interface ProjectionOptions {
  /** The API schema. */
  readonly schema: GraphQLSchema;
  /** The whole supergraph: it has the types and enum values that clients may not see. */
  readonly supergraphSchema: GraphQLSchema;
  /** What that field asks for that the viewer has not; undefined where it may be seen. */
  refusalOf(typeName: string, fieldName: string): string | undefined;
  /** Under which key subgraphs send a field. */
  sourceKeyOf(field: FieldNode): string;
}

/** The shape of an answer, ready to be written from merged data again and again. */
export interface Projection {
  /** The object as JSON; `null` where null climbed out of it. */
  project(data: DataObject, run: ProjectionRun): Buffer;
}

interface Collected { readonly key: string; readonly occurrences: FieldNode[] }

interface FieldPlan {
  readonly key: string;
  readonly source: string;
  /** `"key":`, with and without the comma before it. */
  readonly first: Uint8Array;
  readonly next: Uint8Array;
  readonly name: string;
  readonly isNonNull: boolean;
  /** Of a plain scalar or enum: most fields are one, and most values are right. */
  readonly leaf?: LeafWriter | undefined;
  readonly write: Writer;
}

/**
 * Compiles selections into writers of JSON text (GraphQL specification §6.3–6.4: CollectFields, CompleteValue, null propagation).
 * Fields of one response key are merged, and concrete types of interfaces and unions are compiled when first met.
 */
export class ProjectionCompiler {
  #sharedTexts = 0;

  constructor(private readonly options: ProjectionOptions) {}

  compile(set: SelectionSetNode, type: GraphQLCompositeType): Projection {
    // Only a deferred part begins at an abstract type: the part around it has told of an object that may not be seen.
    const write = this.#composite([set], type, true);
    return {
      project(data, run) {
        run.begin();
        return run.finish(write(data, run));
      },
    };
  }

  /** `isNullable`: null may stand there without climbing. */
  #composite(sets: readonly SelectionSetNode[], type: GraphQLCompositeType, isNullable: boolean): Writer {
    if (!isAbstractType(type)) return this.#object(sets, type);
    const hidden = this.#hiddenTypesOf(type);
    const hide = (run: ProjectionRun): false => {
      run.hidden(type.name, isNullable);
      return false;
    };
    if (!this.#needsTypename(sets, type)) {
      const write = this.#object(sets, type);
      return hidden.size === 0 ? write : (value, run) => (hidden.has((value as DataObject)['__typename']) ? hide(run) : write(value, run));
    }
    const writers = new Map<unknown, Writer>();
    return (value, run) => {
      const typename = (value as DataObject)['__typename'];
      let write = writers.get(typename);
      if (write === undefined) {
        if (hidden.has(typename)) return hide(run);
        const concrete = typeof typename === 'string' ? this.options.schema.getType(typename) : undefined;
        if (!isObjectType(concrete) || !this.options.schema.isSubType(type, concrete)) {
          run.untyped(type.name);
          return false;
        }
        write = this.#object(sets, concrete);
        writers.set(typename, write);
      }
      return write(value, run);
    };
  }

  /** Whether what is written depends on the concrete type. Where it does not, data that never had a `__typename` is good enough. */
  #needsTypename(sets: readonly SelectionSetNode[], type: GraphQLCompositeType): boolean {
    const { schema, refusalOf } = this.options;
    const possible = isAbstractType(type) ? schema.getPossibleTypes(type) : [];
    const own = 'getFields' in type ? type.getFields() : {};
    const needs = ({ selections }: SelectionSetNode): boolean => selections.some((selection) => {
      if (selection.kind === Kind.FIELD) return own[selection.name.value] === undefined || possible.some(({ name }) => refusalOf(name, selection.name.value) !== undefined);
      return selection.kind === Kind.INLINE_FRAGMENT && (!this.#applies(selection, type) || needs(selection.selectionSet));
    });
    return sets.some(needs);
  }

  /** Whether all objects of the type are in the fragment. */
  #applies({ typeCondition }: InlineFragmentNode, type: GraphQLCompositeType): boolean {
    const { schema } = this.options;
    const condition = typeCondition === undefined ? type : schema.getType(typeCondition.name.value);
    if (condition === type) return true;
    if (!isAbstractType(condition)) return false;
    return isAbstractType(type) ? schema.getPossibleTypes(type).every((concrete) => schema.isSubType(condition, concrete)) : schema.isSubType(condition, type);
  }

  #object(sets: readonly SelectionSetNode[], type: GraphQLCompositeType): Writer {
    const fields = this.#collect(sets, type).map((collected) => this.#field(collected, type));
    return (value, run) => writeObject(fields, value as DataObject, run);
  }

  #collect(sets: readonly SelectionSetNode[], type: GraphQLCompositeType): readonly Collected[] {
    const collected = new Map<string, Collected>();
    const add = ({ selections }: SelectionSetNode): void => {
      for (const selection of selections) {
        if (selection.kind === Kind.FIELD) {
          const key = selection.alias?.value ?? selection.name.value;
          const known = collected.get(key);
          if (known === undefined) collected.set(key, { key, occurrences: [selection] });
          else known.occurrences.push(selection);
        } else if (selection.kind === Kind.INLINE_FRAGMENT && this.#applies(selection, type)) add(selection.selectionSet);
      }
    };
    sets.forEach(add);
    return [...collected.values()];
  }

  #field({ key, occurrences }: Collected, type: GraphQLCompositeType): FieldPlan {
    const [field] = occurrences;
    if (field === undefined) throw new Error('A collected field occurs.');
    const fieldName = field.name.value;
    const text = `${JSON.stringify(key)}:`;
    const common = { key, source: this.options.sourceKeyOf(field), first: bytesOf(`{${text}`), next: bytesOf(`,${text}`), name: `${type.name}.${fieldName}` };
    if (fieldName === '__typename') {
      const typename = bytesOf(JSON.stringify(type.name));
      return { ...common, isNonNull: true, write: (_value, { json }) => written(json, typename) };
    }
    if (fieldName === '__schema' || fieldName === '__type') return { ...common, isNonNull: fieldName === '__schema', write: (_value, { source, json }) => writeText(source.introspection?.[key], json) };
    const definition = 'getFields' in type ? type.getFields()[fieldName] : undefined;
    if (definition === undefined) throw new Error(`'${common.name}' is not in the schema that the operation was validated against.`);
    const isNonNull = isNonNullType(definition.type);
    const asksFor = this.options.refusalOf(type.name, fieldName);
    if (asksFor !== undefined) return { ...common, isNonNull, write: (_value, run) => refuse(common.name, asksFor, run) };
    const bare = isNonNullType(definition.type) ? definition.type.ofType : definition.type;
    return { ...common, isNonNull, leaf: isLeafType(bare) ? leafWriterOf(bare) : undefined, write: this.#value(definition.type, occurrences, common.name) };
  }

  #value(type: GraphQLOutputType, occurrences: readonly FieldNode[], name: string): Writer {
    const named = getNamedType(type);
    if (isLeafType(named)) {
      const write = leafWriterOf(named);
      const hidden = mayBeNull(type) ? this.#hiddenValuesOf(named) : NOTHING_HIDDEN;
      return nullable(lists(type, name, (value, run) => {
        const isValid = write(value, run.json);
        if (!isValid && !hidden.has(value)) run.invalid(name, named.name);
        return isValid;
      }));
    }
    const sets = occurrences.flatMap(({ selectionSet }) => selectionSet ?? []);
    if (!isCompositeType(named)) throw new Error(`'${name}' is neither a leaf nor composite.`);
    const write = this.#composite(sets, named, mayBeNull(type));
    const object = this.#sharing((value, run) => {
      if (isDataObject(value)) return write(value, run);
      run.invalid(name, named.name);
      return false;
    });
    const whole = lists(type, name, object);
    return nullable(whole === object ? object : this.#sharing(whole));
  }

  /** Types of an interface or union that are `@inaccessible`: a subgraph may send such an object, clients see null. */
  #hiddenTypesOf(type: GraphQLAbstractType): ReadonlySet<unknown> {
    const { schema, supergraphSchema } = this.options;
    const whole = supergraphSchema.getType(type.name);
    return isAbstractType(whole) ? new Set(supergraphSchema.getPossibleTypes(whole).flatMap(({ name }) => (schema.getType(name) ? [] : [name]))) : NOTHING_HIDDEN;
  }

  /** Values of an enum that are, likewise. */
  #hiddenValuesOf(type: GraphQLLeafType): ReadonlySet<unknown> {
    const whole = isEnumType(type) ? this.options.supergraphSchema.getType(type.name) : undefined;
    if (!isEnumType(type) || !isEnumType(whole)) return NOTHING_HIDDEN;
    return new Set(whole.getValues().flatMap(({ name }) => (type.getValue(name) ? [] : [name])));
  }

  /** A value that stands in several places is written once per selection, unless something is wrong with it: its errors have a path each. */
  #sharing(write: Writer): Writer {
    this.#sharedTexts += 1;
    const selection = this.#sharedTexts;
    return (value, run) => {
      const { shared } = run.source;
      if (shared === undefined || shared.size === 0 || !shared.has(value as object)) return write(value, run);
      if (run.repeat(value as object, selection)) return true;
      const before = run.problems;
      const from = run.json.position;
      const isWritten = write(value, run);
      if (isWritten && run.problems === before) run.remember(value as object, selection, from);
      return isWritten;
    };
  }
}

const OPEN_LIST = 91;
const CLOSE_LIST = 93;
const CLOSE_OBJECT = 125;
const COMMA = 44;

const bytesOf = (text: string): Uint8Array => Buffer.from(text);
const EMPTY_OBJECT = bytesOf('{}');
const NULL = bytesOf('null');

const writeObject = (fields: readonly FieldPlan[], object: DataObject, run: ProjectionRun): boolean => {
  const { json } = run;
  if (fields.length === 0) return written(json, EMPTY_OBJECT);
  const from = json.position;
  for (let index = 0; index < fields.length; index += 1) {
    const field = fields[index] as FieldPlan;
    json.ascii(index === 0 ? field.first : field.next);
    const value = object[field.source];
    if (field.leaf !== undefined && value !== undefined && value !== null && field.leaf(value, json)) continue;
    if (writeField(field, value, run)) continue;
    if (field.isNonNull) return run.takeBack(from);
    json.ascii(NULL);
  }
  json.byte(CLOSE_OBJECT);
  return true;
};

const writeField = (field: FieldPlan, value: unknown, run: ProjectionRun): boolean => {
  run.path.push(field.key);
  const isWritten = field.write(value, run);
  if (!isWritten && field.isNonNull && (value === undefined || value === null)) run.violated(field.name);
  run.path.pop();
  return isWritten;
};

const written = (json: JsonWriter, bytes: Uint8Array): true => {
  json.ascii(bytes);
  return true;
};

const writeText = (text: string | undefined, json: JsonWriter): boolean => {
  if (text === undefined) return false;
  json.text(text);
  return true;
};

const refuse = (name: string, asksFor: string, run: ProjectionRun): false => {
  run.refused(name, asksFor);
  return false;
};

const nullable = (write: Writer): Writer => (value, run) => {
  if (value === undefined) run.missing();
  return value !== undefined && value !== null && write(value, run);
};

const NOTHING_HIDDEN: ReadonlySet<unknown> = new Set();

/** Whether null may stand where the named type stands, without climbing. */
const mayBeNull = (type: GraphQLOutputType): boolean => {
  const bare = isNonNullType(type) ? type.ofType : type;
  return isListType(bare) ? mayBeNull(bare.ofType as GraphQLOutputType) : !isNonNullType(type);
};

/** A writer for the lists around a named type, none for a type without; the outermost non-null is its field's. */
const lists = (type: GraphQLOutputType, name: string, item: Writer): Writer => {
  const bare = isNonNullType(type) ? type.ofType : type;
  if (!isListType(bare)) return item;
  const itemType = bare.ofType as GraphQLOutputType;
  return list(lists(itemType, name, item), isNonNullType(itemType), name);
};

const list = (item: Writer, isNonNull: boolean, name: string): Writer => (value, run) => {
  if (!Array.isArray(value)) {
    run.invalid(name, 'list');
    return false;
  }
  const { json, path } = run;
  const from = json.position;
  json.byte(OPEN_LIST);
  for (let index = 0; index < value.length; index += 1) {
    if (index > 0) json.byte(COMMA);
    const found: unknown = value[index];
    const isNull = found === null || found === undefined;
    path.push(index);
    const isWritten = !isNull && item(found, run);
    if (!isWritten && isNonNull) {
      if (isNull) run.violated(name);
      path.pop();
      return run.takeBack(from);
    }
    path.pop();
    if (!isWritten) json.ascii(NULL);
  }
  json.byte(CLOSE_LIST);
  return true;
};
