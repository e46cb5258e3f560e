import { Counter, Gauge } from 'prom-client';
import { processMetrics } from './process-metrics.js';

/** One metric, whose readings are taken when somebody scrapes. A counter only grows. */
export interface MetricDefinition<Label extends string> {
  readonly kind: 'gauge' | 'counter';
  readonly help: string;
  readonly labels: readonly Label[];
}

/** A value of the metric of that name. Those of the same labels are added up. */
export interface Reading<Name extends string, Label extends string> {
  readonly name: Name;
  readonly labels: Readonly<Partial<Record<Label, string>>>;
  readonly value: number;
}

/**
 * Metrics that several services of one process show side by side, in the process's registry. Gives how a service joins in: what it hands over is called at each
 * scrape, once for all metrics, until it leaves. One that fails, or takes longer than a second, is left out of that scrape: the others' numbers still matter.
 */
export const observeReadings = <Name extends string, Label extends string>(definitions: Readonly<Record<Name, MetricDefinition<Label>>>) => {
  type Read = () => Promise<readonly Reading<Name, Label>[]>;
  const reads = new Set<Read>();
  let scrape: Promise<readonly Reading<Name, Label>[]> | undefined;
  /** The metrics of one scrape are collected in one turn: they share what is read. */
  const readAll = (): Promise<readonly Reading<Name, Label>[]> => {
    scrape ??= Promise.all([...reads].map((read) => inTime(read))).then((all) => all.flat()).finally(() => { scrape = undefined; });
    return scrape;
  };
  for (const [name, { kind, help, labels }] of Object.entries<MetricDefinition<Label>>(definitions)) {
    const options = { name, help, labelNames: [...labels], registers: [processMetrics()] };
    const add = async (metric: { reset(): void; inc(labels: Partial<Record<Label, string>>, value: number): void }): Promise<void> => {
      const readings = await readAll();
      metric.reset();
      for (const reading of readings) if (reading.name === name) metric.inc(reading.labels, reading.value);
    };
    if (kind === 'gauge') new Gauge<Label>({ ...options, collect() { return add(this); } });
    else new Counter<Label>({ ...options, collect() { return add(this); } });
  }
  return (read: Read): { stop(): Promise<void> } => {
    reads.add(read);
    return {
      stop: () => {
        reads.delete(read);
        return Promise.resolve();
      },
    };
  };
};

/** Longest that a scrape waits for one service, in milliseconds. */
const READ_DEADLINE_MS = 1_000;

const inTime = async <T>(read: () => Promise<readonly T[]>): Promise<readonly T[]> => {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<readonly T[]>((resolve) => { timer = setTimeout(() => resolve([]), READ_DEADLINE_MS); });
  try {
    return await Promise.race([read().catch(() => []), late]);
  } finally {
    clearTimeout(timer);
  }
};
