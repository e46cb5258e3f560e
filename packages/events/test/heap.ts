import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc') as () => void;

/** What is in use after a garbage collection. */
export const heapBytes = (): number => {
  collectGarbage();
  return process.memoryUsage().heapUsed;
};

/** Bytes that each event leaves behind, from 20 samples taken every so many events; events that were kept would cost their size. */
export const growthOf = (samples: readonly number[], events: number): number => (median(samples.slice(12, 20)) - median(samples.slice(2, 10))) / (events * 10);

const median = (values: readonly number[]): number => [...values].sort((left, right) => left - right)[Math.floor(values.length / 2)] ?? 0;
