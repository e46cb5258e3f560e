import { type ServedSupergraph } from './supergraph.js';

/** What became of a new version of the supergraph. */
export type SupergraphChange =
  /** `previous` is retired: what runs on it ends there. Undefined at the start. */
  | { readonly kind: 'loaded'; readonly supergraph: ServedSupergraph; readonly previous: ServedSupergraph | undefined }
  /** It is not served, and the old one stays. */
  | { readonly kind: 'refused'; readonly reasons: string; readonly error: unknown };

export type SupergraphListener = (change: SupergraphChange) => void;
