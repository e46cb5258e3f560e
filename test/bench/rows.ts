/** One measured figure. */
export interface Row {
  readonly suite: string;
  readonly scenario: string;
  readonly subject: string;
  readonly metric: string;
  readonly value: number;
  readonly unit: string;
}

/** A line per scenario and subject, a column per metric. */
export const markdownTable = (rows: readonly Row[]): string => {
  const metrics = [...new Map(rows.map(({ metric, unit }) => [metric, `${metric} (${unit})`]))];
  const lines = new Map<string, Map<string, number>>();
  for (const { scenario, subject, metric, value } of rows) {
    const key = `${scenario} | ${subject}`;
    lines.set(key, (lines.get(key) ?? new Map<string, number>()).set(metric, value));
  }
  return [
    `| scenario | subject | ${metrics.map(([, title]) => title).join(' | ')} |`,
    `|---|---|${metrics.map(() => '---:').join('|')}|`,
    ...[...lines].map(([key, values]) => `| ${key} | ${metrics.map(([metric]) => format(values.get(metric))).join(' | ')} |`),
  ].join('\n');
};

const format = (value: number | undefined): string => (value === undefined ? '–' : value >= 100 ? value.toFixed(0) : value.toFixed(2));
