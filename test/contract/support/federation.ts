import { composeServices } from '@apollo/composition';
import { Supergraph, type Schema } from '@apollo/federation-internals';
import { buildSubgraphSchema } from '@apollo/subgraph';
import { Kind, parse, type ConstDirectiveNode, type DocumentNode, type GraphQLSchema, type SelectionSetNode } from 'graphql';
import { withoutEnforcedPurposes } from '../../../gateway/src/supergraph/security-purpose.js';

/** A supergraph with everything that tests derive from it, and the subgraphs that it was composed of. */
export interface Federation {
  readonly supergraphSdl: string;
  readonly supergraph: Supergraph;
  /** With what is inaccessible. */
  readonly supergraphSchema: GraphQLSchema;
  readonly apiSchema: Schema;
  /** What clients see. */
  readonly schema: GraphQLSchema;
  readonly subgraphs: readonly Subgraph[];
}

/** One subgraph's schema, and what its federation directives say. Fields are named `Type.field`. */
export interface Subgraph {
  readonly name: string;
  readonly schema: GraphQLSchema;
  /** Those that the subgraph resolves. */
  readonly keys: ReadonlyMap<string, readonly SelectionSetNode[]>;
  readonly requires: ReadonlyMap<string, SelectionSetNode>;
  readonly external: ReadonlySet<string>;
  readonly interfaceObjects: ReadonlySet<string>;
}

const FEDERATION_LINK = `extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key", "@requires", "@provides", "@external", "@shareable", "@override", "@inaccessible", "@interfaceObject", "@extends", "@tag", "@authenticated", "@requiresScopes", "@composeDirective", "@context", "@fromContext", "@cost", "@listSize"])\n`;

/** Composes SDLs, by subgraph name. One that neither links a specification nor says `# federation 1` is linked to Federation 2.9. Throws with composition's reasons. */
export const composeFederation = (sdls: Readonly<Record<string, string>>): Federation => {
  const documents = Object.entries(sdls).map(([name, sdl]) => ({ name, typeDefs: parse(sdl.includes('@link') || sdl.includes('# federation 1') ? sdl : FEDERATION_LINK + sdl, { noLocation: true }) }));
  const result = composeServices(documents.map(({ name, typeDefs }) => ({ name, typeDefs, url: `http://${name}/graphql` })));
  if (result.errors !== undefined) throw new Error(result.errors.map(({ message }) => message).join('\n'));
  return federationOf(result.supergraphSdl, documents);
};

/** The federation of a supergraph that was composed before. */
export const federationOf = (supergraphSdl: string, documents: readonly { readonly name: string; readonly typeDefs: DocumentNode }[]): Federation => {
  const supergraph = Supergraph.build(withoutEnforcedPurposes(supergraphSdl));
  const apiSchema = supergraph.apiSchema();
  return {
    supergraphSdl, supergraph, apiSchema,
    supergraphSchema: supergraph.schema.toGraphQLJSSchema(),
    schema: apiSchema.toGraphQLJSSchema(),
    subgraphs: documents.map(({ name, typeDefs }) => ({ name, schema: buildSubgraphSchema([{ typeDefs }]), ...directivesOf(typeDefs) })),
  };
};

const directivesOf = (document: DocumentNode): Omit<Subgraph, 'name' | 'schema'> => {
  const keys = new Map<string, SelectionSetNode[]>();
  const requires = new Map<string, SelectionSetNode>();
  const external = new Set<string>();
  const interfaceObjects = new Set<string>();
  for (const type of document.definitions) {
    if (type.kind !== Kind.OBJECT_TYPE_DEFINITION && type.kind !== Kind.OBJECT_TYPE_EXTENSION && type.kind !== Kind.INTERFACE_TYPE_DEFINITION && type.kind !== Kind.INTERFACE_TYPE_EXTENSION) continue;
    const typeName = type.name.value;
    for (const directive of type.directives ?? []) {
      if (directive.name.value === 'interfaceObject') interfaceObjects.add(typeName);
      if (directive.name.value === 'key' && isResolvable(directive)) keys.set(typeName, [...(keys.get(typeName) ?? []), fieldsOf(directive)]);
    }
    for (const field of type.fields ?? []) {
      for (const directive of field.directives ?? []) {
        if (directive.name.value === 'requires') requires.set(`${typeName}.${field.name.value}`, fieldsOf(directive));
        if (directive.name.value === 'external') external.add(`${typeName}.${field.name.value}`);
      }
    }
  }
  return { keys, requires, external, interfaceObjects };
};

const isResolvable = (key: ConstDirectiveNode): boolean => key.arguments?.every(({ name, value }) => name.value !== 'resolvable' || value.kind !== Kind.BOOLEAN || value.value) ?? true;

/** The selections of a directive's `fields` argument. */
const fieldsOf = (directive: ConstDirectiveNode): SelectionSetNode => {
  const value = directive.arguments?.find(({ name }) => name.value === 'fields')?.value;
  const text = value?.kind === Kind.STRING ? value.value : value?.kind === Kind.LIST ? value.values.map((item) => (item.kind === Kind.STRING ? item.value : '')).join(' ') : '';
  const [definition] = parse(`{ ${text} }`, { noLocation: true }).definitions;
  if (definition?.kind !== Kind.OPERATION_DEFINITION) throw new Error(`Not a selection: ${text}`);
  return definition.selectionSet;
};
