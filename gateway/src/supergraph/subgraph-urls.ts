import { Supergraph } from '@apollo/federation-internals';
import { withoutEnforcedPurposes } from './security-purpose.js';

/** Where a subgraph is, by its name and by the URL that the supergraph names ('' where it names none); undefined where nobody knows. */
export type AddressOf = (name: string, urlInSupergraph: string) => string | undefined;

/** GraphQL addresses as the supergraph names them (`@join__graph(url:)`), by subgraph; '' where it names none. Throws with its reasons where the SDL is not a supergraph. */
export const subgraphUrlsOf = (sdl: string): Readonly<Record<string, string>> =>
  Object.fromEntries(Supergraph.build(withoutEnforcedPurposes(sdl), { validateSupergraph: false }).subgraphsMetadata().map(({ name, url }) => [name, url]));

/** The addresses that the supergraph names, but for those given. */
export const fromSupergraph = (instead: Readonly<Record<string, string>> = {}): AddressOf => (name, url) => instead[name] ?? (url === '' ? undefined : url);

/** Throws where a subgraph has no address, or one that is not HTTP. */
export const addressesOf = (supergraph: Supergraph, addressOf: AddressOf): ReadonlyMap<string, string> => {
  const addresses = supergraph.subgraphsMetadata().map(({ name, url }) => [name, addressOf(name, url)] as const);
  const missing = addresses.filter(([, address]) => address === undefined).map(([name]) => name);
  if (missing.length > 0) throw new Error(`The supergraph names subgraphs without an address: ${missing.join(', ')}.`);
  const known = addresses.map(([name, address = '']) => [name, address] as const);
  const odd = known.filter(([, address]) => !/^https?:\/\//.test(address) || !URL.canParse(address));
  if (odd.length > 0) throw new Error(`Expected addresses that begin with http:// or https://, got ${odd.map(([name, address]) => `'${address}' for ${name}`).join(', ')}.`);
  return new Map(known);
};
