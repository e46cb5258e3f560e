import { fetchProps, type PictureContext } from './picture-context.js';
import { type PlanRow } from './plan-tree.js';
import { fetchInWords, milliseconds } from './plan-words.js';

const WIDTH = 380;
const ROW_HEIGHT = 22;
const INDENT = 16;
/** Text's base line within a row. */
const BASE_LINE = 15;
const DOT = 5;
/** Room for a row's numbers at its end, and for one character of small and of large text. */
const NUMBERS = 100;
const SMALL = 6.3;
const LARGE = 7.6;

/** The plan as a tree: what waits for what. */
export const TreePicture = ({ rows, context }: { readonly rows: readonly PlanRow[]; readonly context: PictureContext }) => (
  <svg className="plan-svg" viewBox={`0 0 ${WIDTH} ${Math.max(1, rows.length) * ROW_HEIGHT}`} role="list" aria-label="Query plan">
    {rows.map((row, index) => row.parent !== undefined && <Branch key={index} row={row} index={index} />)}
    {rows.map((row, index) => <Line key={index} row={row} y={index * ROW_HEIGHT} context={context} />)}
  </svg>
);

const xOf = (depth: number): number => 8 + depth * INDENT;

/** From the parent down and to the right. */
const Branch = ({ row: { depth, parent = 0 }, index }: { readonly row: PlanRow; readonly index: number }) => {
  const y = index * ROW_HEIGHT + ROW_HEIGHT / 2;
  return <path className="plan-grid" fill="none" aria-hidden="true" d={`M${xOf(depth - 1)} ${parent * ROW_HEIGHT + ROW_HEIGHT - 2}V${y}H${xOf(depth) - DOT - 2}`} />;
};

const Line = ({ row: { depth, label, fetch }, y, context }: { readonly row: PlanRow; readonly y: number; readonly context: PictureContext }) => {
  const x = xOf(depth);
  if (fetch === undefined) return <text className="plan-node" x={x - DOT} y={y + BASE_LINE}>{label}</text>;
  const { timing } = fetch;
  return (
    <g {...fetchProps(fetch, context)}>
      <title>{fetchInWords(fetch)}</title>
      <rect className="plan-row" x={x - DOT - 3} y={y + 1} width={WIDTH - x + DOT} height={ROW_HEIGHT - 2} rx={3} />
      <circle cx={x} cy={y + ROW_HEIGHT / 2} r={DOT} />
      <text x={x + DOT + 5} y={y + BASE_LINE}><tspan className="plan-name">{fetch.subgraph}</tspan><tspan className="plan-path" dx={6}>{endOf(label, (WIDTH - NUMBERS - x - fetch.subgraph.length * LARGE) / SMALL)}</tspan></text>
      <text className="plan-ms" x={WIDTH - 6} y={y + BASE_LINE} textAnchor="end">{timing === undefined ? 'not sent' : `${timing.representations > 0 ? `×${timing.representations}  ` : ''}${milliseconds(timing.endMs - timing.startMs)}${timing.outcome === 'ok' ? '' : ' ✕'}`}</text>
    </g>
  );
};

/** The end of a path says most. */
const endOf = (path: string, characters: number): string => (path.length <= characters ? path : `…${path.slice(path.length - Math.max(0, Math.floor(characters) - 1))}`);
