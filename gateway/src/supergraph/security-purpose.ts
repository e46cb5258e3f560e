import { Kind, parse, print, visit, type DirectiveNode } from 'graphql';

/** Specifications whose rules the gateway enforces itself, so that ApolloGateway need not know them. */
const ENFORCED = /^https:\/\/specs\.apollo\.dev\/(authenticated|requiresScopes|policy)\//;

/**
 * The same supergraph without `for: SECURITY` on the links to the specifications that Souk enforces:
 * @apollo/gateway refuses to load features of that purpose, and must go on refusing all others.
 */
export const withoutEnforcedPurposes = (sdl: string): string =>
  print(visit(parse(sdl, { noLocation: true }), {
    Directive: (directive) => (directive.name.value === 'link' && ENFORCED.test(urlOf(directive)) ? { ...directive, arguments: directive.arguments?.filter(({ name }) => name.value !== 'for') ?? [] } : undefined),
  }));

const urlOf = (link: DirectiveNode): string => {
  const value = link.arguments?.find(({ name }) => name.value === 'url')?.value;
  return value?.kind === Kind.STRING ? value.value : '';
};
