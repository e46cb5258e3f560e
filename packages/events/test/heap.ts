import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc') as () => void;

/** What is in use after a garbage collection. */
export const heapBytes = (): number => {
  collectGarbage();
  return process.memoryUsage().heapUsed;
};

/** Samples of one run: enough for two medians, since each of them costs a garbage collection. */
export const SAMPLES = 10;

/** Bytes that each event leaves behind, from SAMPLES samples taken every so many events; events that were kept would cost their size. */
export const growthOf = (samples: readonly number[], events: number): number => (median(samples.slice(5, SAMPLES)) - median(samples.slice(0, 5))) / (events * 5);

const median = (values: readonly number[]): number => [...values].sort((left, right) => left - right)[Math.floor(values.length / 2)] ?? 0;
