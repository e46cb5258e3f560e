import { type Explain } from './explain.js';
import { fetchProps, type PictureContext } from './picture-context.js';
import { fetchInWords, milliseconds } from './plan-words.js';
import { AXIS_HEIGHT, BAR_HEIGHT, waterfallOf, type Bar } from './waterfall.js';

const WIDTH = 380;
/** Room for the names of subgraphs, and for the last bar's words. */
const LEFT = 82;
const RIGHT = WIDTH - 58;
/** A lane's name is cut after so many characters; the legend has the whole. */
const MAX_NAME = 12;

/** Each subgraph's requests over time. */
export const WaterfallPicture = ({ explain, context }: { readonly explain: Explain; readonly context: PictureContext }) => {
  const { height, lanes, ticks } = waterfallOf(explain.fetches, context.subgraphs, explain.totalMs, LEFT, RIGHT);
  return (
    <svg className="plan-svg" viewBox={`0 0 ${WIDTH} ${height}`} role="list" aria-label={`Requests over ${milliseconds(explain.totalMs)}`}>
      {ticks.map(({ x, ms }) => (
        <g key={ms} aria-hidden="true">
          <line className="plan-grid" x1={x} x2={x} y1={AXIS_HEIGHT - 6} y2={height} />
          <text className="plan-tick" x={x} y={AXIS_HEIGHT - 9} textAnchor="middle">{ms}</text>
        </g>
      ))}
      {lanes.map(({ subgraph, y, bars }) => (
        <g key={subgraph} role="presentation">
          <text className="plan-lane" x={LEFT - 8} y={y + BAR_HEIGHT - 4} textAnchor="end" aria-hidden="true">{subgraph.length > MAX_NAME ? `${subgraph.slice(0, MAX_NAME - 1)}…` : subgraph}</text>
          {bars.map((bar) => <BarPicture key={bar.timing.ids.join()} bar={bar} context={context} />)}
        </g>
      ))}
    </svg>
  );
};

const BarPicture = ({ bar: { x, y, width, timing }, context }: { readonly bar: Bar; readonly context: PictureContext }) => {
  const [first] = context.fetchesOf(timing);
  if (first === undefined) return null;
  return (
    <g {...fetchProps(first, context)}>
      <title>{fetchInWords(first)}</title>
      <rect x={x} y={y} width={width} height={BAR_HEIGHT} rx={2} />
      <text className="plan-ms" x={x + width + 4} y={y + BAR_HEIGHT - 4}>{milliseconds(timing.endMs - timing.startMs)}{timing.outcome === 'ok' ? '' : ' ✕'}</text>
    </g>
  );
};
