import {
  GraphQLError, defaultFieldResolver, getNamedType, isObjectType, valueFromASTUntyped,
  type ConstDirectiveNode, type GraphQLField, type GraphQLFieldResolver, type GraphQLNamedType, type GraphQLSchema,
} from 'graphql';
import { type Viewer } from '@souk/auth';
import { type RequestContext } from './options.js';

/** What somebody must be, or hold, to see a field or a type: all of `scopes`, each of which is an OR of ANDs as `@requiresScopes` writes it. */
export interface Requirement {
  readonly authenticated: boolean;
  readonly scopes: readonly (readonly (readonly string[])[])[];
}

const OPEN: Requirement = { authenticated: false, scopes: [] };

/**
 * Puts a guard before every resolver whose field, whose type, or whose result's type carries `@authenticated` or `@requiresScopes`
 * (Apollo Federation 2.5, "Authorization directives"). A refused field is null with the error UNAUTHORIZED_FIELD_OR_TYPE, and its resolver never runs.
 * Changes the schema in place. Interfaces cannot carry them (federation refuses such a schema): their members do. The gateway enforces the same: this is the second lock, for what reaches a subgraph past it.
 */
export const enforceAuthorization = (schema: GraphQLSchema): void => {
  for (const type of Object.values(schema.getTypeMap())) {
    if (!isObjectType(type) || type.name.startsWith('__')) continue;
    for (const field of Object.values(type.getFields())) {
      const requirement = all([requirementOfType(type), requirementOf(field.astNode?.directives), requirementOfType(getNamedType(field.type))]);
      if (isOpen(requirement)) continue;
      guard(field, requirement, `${type.name}.${field.name}`);
    }
  }
};

/** What the type itself demands; `_entities` asks it per representation. */
export const requirementOfType = (type: GraphQLNamedType): Requirement => all([type.astNode, ...type.extensionASTNodes].map((node) => requirementOf(node?.directives)));

export const isAllowed = (viewer: Viewer, { authenticated, scopes }: Requirement): boolean =>
  (!authenticated || viewer.userId !== undefined)
  && scopes.every((alternatives) => alternatives.some((needed) => needed.every((scope) => (viewer.scopes as readonly string[]).includes(scope))));

/** The refusal of a field (`Type.field`) or a type. */
export const unauthorized = (coordinate: string): GraphQLError =>
  new GraphQLError(`This viewer may not see ${coordinate}.`, { extensions: { code: 'UNAUTHORIZED_FIELD_OR_TYPE' } });

const guard = (field: GraphQLField<unknown, RequestContext>, requirement: Requirement, coordinate: string): void => {
  const guarded = (resolve: GraphQLFieldResolver<unknown, RequestContext>): GraphQLFieldResolver<unknown, RequestContext> => (source, args, context, info) => {
    if (!isAllowed(context.viewer, requirement)) throw unauthorized(coordinate);
    return resolve(source, args, context, info);
  };
  field.resolve = guarded(field.resolve ?? defaultFieldResolver);
  if (field.subscribe !== undefined) field.subscribe = guarded(field.subscribe);
};

const requirementOf = (directives: readonly ConstDirectiveNode[] = []): Requirement =>
  all(directives.map((directive) => {
    // A directive that a schema uses without importing it carries its specification's name.
    const name = directive.name.value.replace(/^federation__/, '');
    if (name === 'authenticated') return { authenticated: true, scopes: [] };
    if (name !== 'requiresScopes') return OPEN;
    const scopes = directive.arguments?.find((argument) => argument.name.value === 'scopes');
    if (scopes === undefined) throw new Error('@requiresScopes needs its argument scopes');
    return { authenticated: true, scopes: [valueFromASTUntyped(scopes.value) as readonly (readonly string[])[]] };
  }));

const all = (requirements: readonly Requirement[]): Requirement => ({
  authenticated: requirements.some(({ authenticated }) => authenticated),
  scopes: requirements.flatMap(({ scopes }) => scopes),
});

const isOpen = ({ authenticated, scopes }: Requirement): boolean => !authenticated && scopes.length === 0;
