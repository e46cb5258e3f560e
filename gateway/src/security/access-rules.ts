import {
  AUTHENTICATED_VERSIONS, AuthenticatedSpecDefinition, POLICY_VERSIONS, PolicySpecDefinition, REQUIRES_SCOPES_VERSIONS, RequiresScopesSpecDefinition,
  baseType, isInterfaceType, isObjectType, type DirectiveDefinition, type FieldDefinition, type InterfaceType, type NamedType, type ObjectType, type Schema,
} from '@apollo/federation-internals';
import { type Viewer } from '@souk/auth';

/** What `@authenticated`, `@requiresScopes` and `@policy` on one element ask for, all of it. */
type Requirement =
  | { readonly kind: 'authenticated' }
  /** One of the lists, and all of that list. */
  | { readonly kind: 'scopes'; readonly anyOf: readonly (readonly string[])[] }
  /** Nothing evaluates policies yet, so nobody meets one: closed is the safe side. */
  | { readonly kind: 'policy' };

/** The requirements that one viewer does not meet; `key` is the same for viewers who may see the same. */
export interface AccessMask {
  readonly key: string;
  isDenied(typeName: string, fieldName: string): boolean;
}

/** Who may see what, read once from a supergraph. */
export interface AccessRules {
  maskOf(viewer: Viewer): AccessMask;
  /** In words, for the client: what that field asks for. */
  explain(typeName: string, fieldName: string): string;
}

/**
 * A field asks for what stands on itself, on its parent type and on the type that it returns.
 * Composition has already carried requirements from implementations to their interfaces.
 */
export const accessRulesOf = (supergraph: Schema): AccessRules => {
  const requirements: Requirement[] = [];
  const indexes = new Map<string, number>();
  const indexOf = (requirement: Requirement): number => {
    const key = JSON.stringify(requirement);
    const index = indexes.get(key) ?? requirements.push(requirement) - 1;
    indexes.set(key, index);
    return index;
  };
  const requirementsOf = requirementReader(supergraph);
  const ofField = new Map<string, readonly number[]>();
  for (const type of supergraph.types()) {
    if (!isObjectType(type) && !isInterfaceType(type)) continue;
    for (const field of type.fields()) {
      const returned: NamedType | undefined = field.type === undefined ? undefined : baseType(field.type);
      const asked = [...requirementsOf(field), ...requirementsOf(type), ...(returned === undefined ? [] : requirementsOf(returned))];
      if (asked.length > 0) ofField.set(`${type.name}.${field.name}`, [...new Set(asked.map(indexOf))]);
    }
  }
  return {
    maskOf(viewer) {
      const isUnmet = requirements.map((requirement) => !isMet(requirement, viewer));
      return {
        key: isUnmet.map((unmet) => (unmet ? '1' : '0')).join(''),
        isDenied: (typeName, fieldName) => ofField.get(`${typeName}.${fieldName}`)?.some((index) => isUnmet[index]) ?? false,
      };
    },
    explain: (typeName, fieldName) => (ofField.get(`${typeName}.${fieldName}`) ?? []).flatMap((index) => requirements[index] ?? []).map(inWords).join(' and '),
  };
};

type Directed = NamedType | FieldDefinition<ObjectType> | FieldDefinition<InterfaceType>;
type RequirementReader = (element: Directed) => readonly Requirement[];

const requirementReader = (supergraph: Schema): RequirementReader => {
  const versionOf = (identity: string) => supergraph.coreFeatures?.getByIdentity(identity)?.url.version;
  const authenticatedVersion = versionOf(AuthenticatedSpecDefinition.identity);
  const scopesVersion = versionOf(RequiresScopesSpecDefinition.identity);
  const policyVersion = versionOf(PolicySpecDefinition.identity);
  const authenticated = authenticatedVersion && AUTHENTICATED_VERSIONS.find(authenticatedVersion)?.authenticatedDirective(supergraph);
  const scopes = scopesVersion && REQUIRES_SCOPES_VERSIONS.find(scopesVersion)?.requiresScopesDirective(supergraph);
  const policy = policyVersion && POLICY_VERSIONS.find(policyVersion)?.policyDirective(supergraph);
  return (element) => [
    ...applications(element, authenticated).map((): Requirement => ({ kind: 'authenticated' })),
    ...applications(element, scopes).map((directive): Requirement => ({ kind: 'scopes', anyOf: directive.arguments().scopes })),
    ...applications(element, policy).map((): Requirement => ({ kind: 'policy' })),
  ];
};

const applications = <Arguments extends Record<string, unknown>>(element: Directed, definition: DirectiveDefinition<Arguments> | undefined) =>
  definition === undefined ? [] : element.appliedDirectivesOf(definition);

const isMet = (requirement: Requirement, viewer: Viewer): boolean => {
  switch (requirement.kind) {
    case 'authenticated': return viewer.userId !== undefined;
    case 'scopes': return requirement.anyOf.some((all) => all.every((scope) => (viewer.scopes as readonly string[]).includes(scope)));
    case 'policy': return false;
  }
};

const inWords = (requirement: Requirement): string => {
  switch (requirement.kind) {
    case 'authenticated': return 'a logged-in viewer';
    case 'scopes': return `the scope ${requirement.anyOf.map((all) => all.join(' + ')).join(' or ')}`;
    case 'policy': return 'a policy';
  }
};
