import { useMemo, useState } from 'react';
import { type Explain } from './explain.js';
import { colourOf, type PictureContext } from './picture-context.js';
import { planRows, subgraphsOf, type PlannedFetch } from './plan-tree.js';
import { fetchInWords, indented, milliseconds } from './plan-words.js';
import { TreePicture } from './tree-picture.js';
import { WaterfallPicture } from './waterfall-picture.js';

/** A query plan and how its fetches went: who waited for whom, where the time went, and what was asked. */
export const PlanPicture = ({ explain }: { readonly explain: Explain }) => {
  const rows = useMemo(() => planRows(explain), [explain]);
  const subgraphs = useMemo(() => subgraphsOf(rows), [rows]);
  const [chosenId, setChosenId] = useState<number>();
  const fetches = rows.flatMap(({ fetch }) => fetch ?? []);
  const chosen = fetches.find(({ id }) => id === chosenId);
  const context: PictureContext = {
    subgraphs, chosen,
    fetchesOf: (timing) => fetches.filter(({ id }) => timing.ids.includes(id)),
    choose: ({ id }) => setChosenId(id),
  };
  const sent = explain.fetches.length;
  return (
    <div className="plan">
      <p className="plan-sum">{milliseconds(explain.totalMs)}, {sent} {sent === 1 ? 'request' : 'requests'} to {subgraphs.length} {subgraphs.length === 1 ? 'subgraph' : 'subgraphs'}</p>
      <ul className="plan-legend" aria-label="Subgraphs">{subgraphs.map((name) => <li key={name}><i className={colourOf(name, subgraphs)} aria-hidden="true" />{name}</li>)}</ul>
      <h3>Time</h3>
      <WaterfallPicture explain={explain} context={context} />
      <h3>Plan</h3>
      <TreePicture rows={rows} context={context} />
      {chosen ? <ChosenFetch fetch={chosen} /> : <p className="plan-hint">Point at a fetch, or reach it with the Tab key, to see what it asks.</p>}
    </div>
  );
};

const ChosenFetch = ({ fetch }: { readonly fetch: PlannedFetch }) => (
  <section className="plan-fetch" aria-live="polite">
    <h3>{fetchInWords(fetch)}</h3>
    <pre>{indented(fetch.operation)}</pre>
  </section>
);
