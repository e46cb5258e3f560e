import { type FetchTiming } from './explain.js';

/** Widths and heights are in the picture's own units, which are pixels where it is drawn in its full size. */
export interface Waterfall {
  readonly height: number;
  readonly lanes: readonly Lane[];
  readonly ticks: readonly { readonly x: number; readonly ms: number }[];
}

/** A subgraph's part of the picture; requests that overlap in time lie below one another. */
interface Lane {
  readonly subgraph: string;
  readonly y: number;
  readonly height: number;
  readonly bars: readonly Bar[];
}

export interface Bar {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly timing: FetchTiming;
}

export const BAR_HEIGHT = 16;
const BAR_GAP = 4;
const LANE_GAP = 8;
/** Room for the axis above the lanes. */
export const AXIS_HEIGHT = 20;
/** The shortest request can still be seen and pointed at. */
const MIN_BAR_WIDTH = 3;
const MAX_TICKS = 6;
/** The axis is never shorter, in milliseconds. */
const MIN_SPAN_MS = 0.1;

/** Lays requests out by subgraph and time between `left` and `right`. */
export const waterfallOf = (timings: readonly FetchTiming[], subgraphs: readonly string[], totalMs: number, left: number, right: number): Waterfall => {
  const endMs = Math.max(totalMs, ...timings.map((timing) => timing.endMs), MIN_SPAN_MS);
  const xOf = (ms: number): number => left + (ms / endMs) * (right - left);
  const lanes: Lane[] = [];
  let y = AXIS_HEIGHT;
  for (const subgraph of subgraphs) {
    const rows = stacked(timings.filter((timing) => timing.subgraph === subgraph));
    if (rows.length === 0) continue;
    const top = y;
    const bars = rows.flatMap((row, index) => row.map((timing): Bar => ({
      x: xOf(timing.startMs), y: top + index * (BAR_HEIGHT + BAR_GAP), width: Math.max(MIN_BAR_WIDTH, xOf(timing.endMs) - xOf(timing.startMs)), timing,
    })));
    const height = rows.length * (BAR_HEIGHT + BAR_GAP) - BAR_GAP;
    lanes.push({ subgraph, y: top, height, bars });
    y += height + LANE_GAP;
  }
  return { height: y, lanes, ticks: ticksUpTo(endMs).map((ms) => ({ ms, x: xOf(ms) })) };
};

/** Each request in the first row where it overlaps nothing. */
const stacked = (timings: readonly FetchTiming[]): readonly (readonly FetchTiming[])[] => {
  const rows: FetchTiming[][] = [];
  for (const timing of [...timings].sort((left, right) => left.startMs - right.startMs)) {
    const free = rows.find((row) => (row.at(-1)?.endMs ?? 0) <= timing.startMs);
    if (free === undefined) rows.push([timing]);
    else free.push(timing);
  }
  return rows;
};

/** Round numbers (1, 2 or 5 and zeros) from 0 on, at most MAX_TICKS. */
const ticksUpTo = (endMs: number): readonly number[] => {
  const exponent = 10 ** Math.floor(Math.log10(endMs / MAX_TICKS));
  const step = exponent * ([1, 2, 5].find((factor) => endMs / (factor * exponent) < MAX_TICKS) ?? 10);
  return Array.from({ length: Math.floor(endMs / step) + 1 }, (_, index) => Number((index * step).toPrecision(6)));
};
