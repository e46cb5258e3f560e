import { Presets, SingleBar } from 'cli-progress';

/** On a screen that cannot redraw, a line this often. */
const LINE_EVERY_MS = 5_000;

export interface Progress {
  readonly start: (totalRows: number) => void;
  readonly advance: (rows: number, stage: string) => void;
  readonly stop: () => void;
  readonly elapsedSeconds: () => number;
}

/** How far a long work of rows or events is, how fast it goes and when it ends: a bar on a terminal, a line now and then elsewhere. */
export const createProgress = (out: NodeJS.WriteStream, unit = 'rows'): Progress => (out.isTTY ? barProgress(out, unit) : lineProgress(out, unit));

const barProgress = (out: NodeJS.WriteStream, unit: string): Progress => {
  const bar = new SingleBar({ stream: out, format: `{bar} {percentage} % · {stage} · {rate} ${unit}/s · {eta_formatted} left`, hideCursor: true, fps: 5 }, Presets.shades_classic);
  const meter = createMeter();
  return {
    ...meter,
    start: (total) => { meter.start(total); bar.start(total, 0, { stage: 'reading', rate: '–' }); },
    advance: (rows, stage) => { meter.advance(rows, stage); bar.increment(rows, { stage, rate: meter.rate().toFixed(0) }); },
    stop: () => bar.stop(),
  };
};

const lineProgress = (out: NodeJS.WriteStream, unit: string): Progress => {
  const meter = createMeter();
  let toldAt = Date.now();
  return {
    ...meter,
    advance: (rows, stage) => {
      meter.advance(rows, stage);
      if (Date.now() - toldAt < LINE_EVERY_MS) return;
      toldAt = Date.now();
      out.write(`${stage}: ${meter.percent().toFixed(0)} % · ${meter.rate().toFixed(0)} ${unit}/s · ${meter.secondsLeft().toFixed(0)} s left\n`);
    },
    stop: () => undefined,
  };
};

const createMeter = () => {
  let startedAt = Date.now();
  let total = 0;
  let done = 0;
  const elapsedSeconds = (): number => (Date.now() - startedAt) / 1000;
  const rate = (): number => done / Math.max(elapsedSeconds(), 0.001);
  return {
    start: (rows: number): void => { startedAt = Date.now(); total = rows; },
    advance: (rows: number, _stage: string): void => { done += rows; },
    elapsedSeconds,
    rate,
    percent: (): number => (total === 0 ? 100 : (100 * done) / total),
    secondsLeft: (): number => (total - done) / Math.max(rate(), 1),
  };
};
