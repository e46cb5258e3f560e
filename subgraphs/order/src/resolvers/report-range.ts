import { instant, parseInput } from '@souk/subgraph';
import { z } from 'zod';
import { type ReportRange } from '../repositories/order-reports.js';

const DAY_MS = 24 * 60 * 60 * 1_000;
/** Two years, one of them a leap year. */
const MAX_RANGE_DAYS = 731;

const rangeInput = z.object({ from: instant, to: instant })
  .refine(({ from, to }) => from < to, { path: ['to'], message: 'expected a time after from' })
  .refine(({ from, to }) => to.getTime() - from.getTime() <= MAX_RANGE_DAYS * DAY_MS, { path: ['to'], message: `expected at most ${MAX_RANGE_DAYS} days after from` });

/** The time that a report is about. Throws ValidationError where it is empty, or longer than two years. */
export const parseReportRange = ({ from, to }: ReportRange): ReportRange => parseInput(rangeInput, { from, to });
