import { Registry, collectDefaultMetrics } from 'prom-client';

let registry: Registry | undefined;

/**
 * CPU, memory, garbage collection, handles and event-loop delay of this process (`process_…`, `nodejs_…`; delay as quantiles since the last scrape), and what its services
 * show. One registry for all of them: they share what it measures, and prom-client cannot stop measuring again.
 */
export const processMetrics = (): Registry => {
  if (registry === undefined) {
    registry = new Registry();
    collectDefaultMetrics({ register: registry });
  }
  return registry;
};
