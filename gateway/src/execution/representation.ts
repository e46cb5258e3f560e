import { type FetchDataRewrite, type QueryPlanSelectionNode } from '@apollo/query-planner';
import { isAbstractType, isObjectType, type GraphQLSchema } from 'graphql';
import { onlyTypeOf } from '../plan/implied-typenames.js';
import { realFieldName } from '../supergraph/planner-sdl.js';
import { isDataObject, type DataObject } from './data.js';
import { quoted } from './json-text.js';

/** How entities of one concrete type are named to a subgraph. */
export interface Representation {
  /** Keys whose values name the entity beside its type. Undefined where they are not plain fields: then only the text tells entities apart. */
  readonly keys: readonly string[] | undefined;
  /** The JSON text by which the subgraph finds it; undefined where the entity lacks something of it. The same text is the same entity. */
  text(entity: DataObject): string | undefined;
}

/** The names of the fields of each `@key` by which the subgraph finds entities of a type; none where it has none. */
export type KeysOf = (typename: string) => readonly (readonly string[])[];

/** The representation of a concrete type, for undefined of the only type that the fetch asks of; undefined where it asks nothing of the type. */
export type Representations = (typename: unknown) => Representation | undefined;

/**
 * Compiles what a fetch requires of each entity (Federation's `_entities(representations:)`), once per concrete type when it is first met.
 * Rewrites of `__typename` (an interface's name, where a subgraph knows only `@interfaceObject`) are part of it.
 */
export const representationsOf = (requires: readonly QueryPlanSelectionNode[], rewrites: readonly FetchDataRewrite[], schema: GraphQLSchema, keysOf: KeysOf): Representations => {
  const known = new Map<unknown, Representation | undefined>();
  const implied = onlyTypeOf(requires, schema);
  return (typename) => {
    if (known.has(typename)) return known.get(typename);
    const type = typename ?? implied;
    const representation = typeof type === 'string' ? representationOf(type, requires, rewrites, schema, keysOf) : undefined;
    if (known.size < MAX_TYPES) known.set(typename, representation);
    return representation;
  };
};

/** Types that one fetch remembers; a subgraph that invents names must not fill the memory. */
const MAX_TYPES = 1_000;

/** Whether an object of the first type is one of the second. */
export const isOfType = (schema: GraphQLSchema, typename: unknown, condition: string): boolean => {
  if (typename === condition) return true;
  if (typeof typename !== 'string') return false;
  const [type, wider] = [schema.getType(typename), schema.getType(condition)];
  return isAbstractType(wider) && (isObjectType(type) || isAbstractType(type)) && !('getTypes' in type) && schema.isSubType(wider, type);
};

interface Required {
  readonly key: string;
  readonly selections: readonly QueryPlanSelectionNode[] | undefined;
}

const representationOf = (typename: string, requires: readonly QueryPlanSelectionNode[], rewrites: readonly FetchDataRewrite[], schema: GraphQLSchema, keysOf: KeysOf): Representation | undefined => {
  const fields = requiredOf(requires, typename, schema);
  if (!fields.some(({ key }) => key === '__typename')) return undefined;
  const sent = rewrites.reduce((name, rewrite) => rewrittenTypename(rewrite, typename, schema) ?? name, typename);
  // Where implementations of an interface are mixed, one may match a part of what is required and lack every key: the subgraph could not find it.
  if (!keysOf(sent).some((names) => names.every((name) => fields.some(({ key }) => key === name)))) return undefined;
  const head = `{"__typename":${quoted(sent)}`;
  const others = fields.filter(({ key }) => key !== '__typename').map((field) => ({ ...field, prefix: `,${JSON.stringify(realFieldName(field.key))}:` }));
  return {
    keys: others.length > 0 && others.every(({ selections }) => selections === undefined) ? others.map(({ key }) => key) : undefined,
    text(entity) {
      let text = head;
      for (const { key, selections, prefix } of others) {
        const value = requiredText(entity[key], selections, schema);
        if (value === undefined) return undefined;
        text += prefix + value;
      }
      return `${text}}`;
    },
  };
};

/** The planner rewrites a representation's `__typename` and nothing else; anything new must not pass silently. */
const rewrittenTypename = (rewrite: FetchDataRewrite, typename: string, schema: GraphQLSchema): string | undefined => {
  const [condition = '', key, ...rest] = rewrite.path;
  if (rewrite.kind !== 'ValueSetter' || !condition.startsWith(FRAGMENT) || key !== '__typename' || rest.length > 0) throw new Error(`A plan has an input rewrite that is not known: ${JSON.stringify(rewrite)}.`);
  return isOfType(schema, typename, condition.slice(FRAGMENT.length)) ? String(rewrite.setValueTo) : undefined;
};

const FRAGMENT = '... on ';

/** The fields of all fragments that apply, each key once with everything that is asked of it. */
const requiredOf = (selections: readonly QueryPlanSelectionNode[], typename: unknown, schema: GraphQLSchema): readonly Required[] => {
  const fields = new Map<string, Required>();
  const add = (list: readonly QueryPlanSelectionNode[]): void => {
    for (const selection of list) {
      if (selection.kind === 'Field') {
        const key = selection.alias ?? selection.name;
        const known = fields.get(key);
        fields.set(key, { key, selections: selection.selections === undefined ? known?.selections : [...(known?.selections ?? []), ...selection.selections] });
      } else if (selection.typeCondition === undefined || isOfType(schema, typename, selection.typeCondition)) add(selection.selections);
    }
  };
  add(selections);
  return [...fields.values()];
};

const requiredText = (value: unknown, selections: readonly QueryPlanSelectionNode[] | undefined, schema: GraphQLSchema): string | undefined => {
  if (value === undefined) return undefined;
  if (typeof value === 'string') return quoted(value);
  if (selections === undefined || value === null) return JSON.stringify(value);
  if (Array.isArray(value)) {
    const items: string[] = [];
    for (const item of value) {
      const text = requiredText(item, selections, schema);
      if (text === undefined) return undefined;
      items.push(text);
    }
    return `[${items.join(',')}]`;
  }
  if (!isDataObject(value)) return JSON.stringify(value);
  const parts: string[] = [];
  for (const { key, selections: inner } of requiredOf(selections, value['__typename'], schema)) {
    const text = requiredText(value[key], inner, schema);
    if (text === undefined) return undefined;
    parts.push(`${JSON.stringify(realFieldName(key))}:${text}`);
  }
  return `{${parts.join(',')}}`;
};
