/** No cost exceeds this number, so sums and products of costs stay exact enough to compare and never become Infinity or NaN. */
const MAX_UNITS = Number.MAX_SAFE_INTEGER;

export const plusUnits = (left: number, right: number): number => capped(left + right);
export const timesUnits = (left: number, right: number): number => capped(left * right);

const capped = (units: number): number => (units > MAX_UNITS ? MAX_UNITS : units < -MAX_UNITS ? -MAX_UNITS : units);
