import { type Row } from '../rows.js';
import { rowOf, type Measured } from './measure.js';
import { SINGLE } from './plan.js';
import { type Saturation } from './runs.js';

/** The scenario of the ratios' rows. */
export const RATIO = 'ratio';
/** What a subject that is driven at a fixed rate must have in hand, or its queue grows for as long as it is measured. */
const HEADROOM = 0.8;

/** Half of what the single transaction reaches with the hot variant where the saga bears that, else half of what the saga reaches; undefined where one was not measured. */
export const halfRate = ({ hot: single }: Saturation, { hot: saga }: Saturation): { readonly perSecond: number; readonly of: string } | undefined => {
  if (single === undefined || saga === undefined) return undefined;
  const perSecond = single.throughput / 2;
  return perSecond <= saga.throughput * HEADROOM ? { perSecond, of: SINGLE } : { perSecond: saga.throughput / 2, of: saga.subject };
};

type Results = Saturation & { readonly half: Measured | undefined };

/** The saga's figures over those of the single transaction. */
export const ratioRows = (saga: Results, single: Results): readonly Row[] => {
  const row = rowOf(RATIO, `saga / ${SINGLE}`);
  return [
    ...(saga.uniform && single.uniform ? [row('throughput ratio, uniform (target 0.5 or more)', saga.uniform.throughput / single.uniform.throughput, 'x'), row('cpu ratio, uniform', saga.uniform.cpuMs / single.uniform.cpuMs, 'x')] : []),
    ...(saga.half && single.half ? [row('p99 ratio, hot-half (target 3 or less)', saga.half.p99Ms / single.half.p99Ms, 'x')] : []),
  ];
};
