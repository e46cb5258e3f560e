import { composeFederation, type Federation } from '../contract/support/federation.js';
import { suites } from '../contract/suites/suites.js';
import { soukFederation } from './souk-federation.js';

export interface NamedFederation {
  readonly name: string;
  /** Souk's own supergraph. */
  readonly isOwn: boolean;
  open(): Federation;
}

/** Souk's own supergraph, and one small federation for each feature. */
export const federations: readonly NamedFederation[] = [
  { name: 'Souk', isOwn: true, open: soukFederation },
  ...suites.filter(({ notDifferential }) => notDifferential === undefined).map(({ feature, subgraphs }) => ({ name: feature, isOwn: false, open: () => composeFederation(subgraphs) })),
];
