import { type FetchTiming } from './explain.js';
import { type PlannedFetch } from './plan-tree.js';
import { fetchInWords } from './plan-words.js';

/** What both pictures are drawn with. */
export interface PictureContext {
  readonly subgraphs: readonly string[];
  readonly chosen: PlannedFetch | undefined;
  fetchesOf(timing: FetchTiming): readonly PlannedFetch[];
  choose(fetch: PlannedFetch): void;
}

/** Colours repeat after eight subgraphs; names stand beside them. */
const COLOURS = 8;

export const colourOf = (subgraph: string, subgraphs: readonly string[]): string => `plan-colour-${Math.max(0, subgraphs.indexOf(subgraph)) % COLOURS}`;

/** How a fetch behaves in either picture. */
export const fetchProps = (fetch: PlannedFetch, { chosen, choose, subgraphs }: PictureContext) => ({
  tabIndex: 0, role: 'listitem', 'aria-label': fetchInWords(fetch),
  className: ['plan-pick', colourOf(fetch.subgraph, subgraphs), chosen?.id === fetch.id || (chosen?.timing !== undefined && chosen.timing === fetch.timing) ? 'plan-chosen' : '', fetch.timing === undefined ? 'plan-unsent' : fetch.timing.outcome === 'ok' ? '' : 'plan-failed'].filter((name) => name !== '').join(' '),
  onMouseEnter: () => choose(fetch), onFocus: () => choose(fetch),
});
