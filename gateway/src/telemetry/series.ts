import { Counter, Histogram, type Registry } from 'prom-client';

/*
 * prom-client hashes the labels at every observation (0.6 to 1 µs each, and an operation has dozens). Here each set of labels keeps its own numbers,
 * which costs nanoseconds, and prom-client reads them when somebody scrapes.
 */

interface SeriesOptions {
  readonly registry: Registry;
  readonly name: string;
  readonly help: string;
  readonly labels: readonly string[];
}

/** A number that only grows. */
export class Count {
  total = 0;

  add(amount = 1): void {
    this.total += amount;
  }
}

/** A counter with labels: `of` their values gives the number to count with, and who counts often keeps it. Who asks sees to it that values are few. */
export class Counts {
  readonly #children = new Children(() => new Count());

  constructor({ registry, name, help, labels }: SeriesOptions) {
    const children = this.#children;
    const counter = new Counter({
      name, help, labelNames: [...labels], registers: [registry],
      collect() {
        counter.reset();
        for (const [values, { total }] of children.all()) counter.inc(labelled(labels, values), total);
      },
    });
  }

  of(...values: readonly string[]): Count {
    return this.#children.of(values);
  }
}

/** Observations of one set of labels, by bucket. */
export class Distribution {
  /** As many as there are bounds, and one for what is above all of them. */
  readonly buckets: Float64Array;
  sum = 0;

  constructor(private readonly bounds: readonly number[]) {
    this.buckets = new Float64Array(bounds.length + 1);
  }

  observe(value: number): void {
    const { bounds, buckets } = this;
    let index = 0;
    while (index < bounds.length && value > (bounds[index] ?? Infinity)) index += 1;
    buckets[index] = (buckets[index] ?? 0) + 1;
    this.sum += value;
  }
}

interface ScrapedHistogram {
  readonly name: string;
  readonly help: string;
  readonly type: 'histogram';
  readonly aggregator: 'sum';
  readonly values: readonly ScrapedValue[];
}

interface ScrapedValue {
  readonly metricName: string;
  readonly labels: Readonly<Record<string, string | number>>;
  readonly value: number;
}

/** A histogram with labels, used as `Counts`. */
export class Distributions extends Histogram {
  readonly #children: Children<Distribution>;
  readonly #options: SeriesOptions & { readonly bounds: readonly number[] };

  constructor(options: SeriesOptions & { /** Upper bounds of the buckets, ascending. */ readonly bounds: readonly number[] }) {
    const { registry, name, help, labels, bounds } = options;
    super({ name, help, labelNames: [...labels], buckets: [...bounds], registers: [registry] });
    this.#options = options;
    this.#children = new Children(() => new Distribution(bounds));
  }

  of(...values: readonly string[]): Distribution {
    return this.#children.of(values);
  }

  /** What a registry, and prom-client's own `get`, ask a histogram for. */
  getForPromString(): Promise<ScrapedHistogram> {
    const { name, help, labels } = this.#options;
    const values = this.#children.all().flatMap(([given, distribution]) => this.#valuesOf(labelled(labels, given), distribution));
    return Promise.resolve({ name, help, type: 'histogram', aggregator: 'sum', values });
  }

  #valuesOf(labels: Readonly<Record<string, string>>, { buckets, sum }: Distribution): readonly ScrapedValue[] {
    const { name, bounds } = this.#options;
    let count = 0;
    const lines = Array.from(buckets, (observed, index) => {
      count += observed;
      return { metricName: `${name}_bucket`, labels: { ...labels, le: bounds[index] ?? '+Inf' }, value: count };
    });
    return [...lines, { metricName: `${name}_sum`, labels, value: sum }, { metricName: `${name}_count`, labels, value: count }];
  }
}

/** One child per set of label values. */
class Children<Child> {
  readonly #children = new Map<string, readonly [values: readonly string[], child: Child]>();

  constructor(private readonly create: () => Child) {}

  of(values: readonly string[]): Child {
    const key = values.join('\0');
    const known = this.#children.get(key);
    if (known !== undefined) return known[1];
    const child = this.create();
    this.#children.set(key, [values, child]);
    return child;
  }

  all(): readonly (readonly [readonly string[], Child])[] {
    return [...this.#children.values()];
  }
}

const labelled = (labels: readonly string[], values: readonly string[]): Record<string, string> => Object.fromEntries(labels.map((label, index) => [label, values[index] ?? '']));
