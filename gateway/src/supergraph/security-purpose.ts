import { Kind, parse, print, visit, type DirectiveNode } from 'graphql';

/**
 * Specifications that the gateway honours itself, so that ApolloGateway need not know them: authorisation is enforced, and a cache tag only says when to forget what this gateway does not remember.
 */
const HONOURED = /^https:\/\/specs\.apollo\.dev\/(authenticated|requiresScopes|policy|cacheTag)\//;

/**
 * The same supergraph without `for: SECURITY` and `for: EXECUTION` on the links to the specifications that Souk honours:
 * @apollo/gateway refuses to load features of those purposes, and must go on refusing all others.
 */
export const withoutEnforcedPurposes = (sdl: string): string =>
  print(visit(parse(sdl, { noLocation: true }), {
    Directive: (directive) => (directive.name.value === 'link' && HONOURED.test(urlOf(directive)) ? { ...directive, arguments: directive.arguments?.filter(({ name }) => name.value !== 'for') ?? [] } : undefined),
  }));

const urlOf = (link: DirectiveNode): string => {
  const value = link.arguments?.find(({ name }) => name.value === 'url')?.value;
  return value?.kind === Kind.STRING ? value.value : '';
};
