import { readFile } from 'node:fs/promises';

export interface LoadResult {
  readonly requests: number;
  readonly seconds: number;
  /** Milliseconds from sending to the whole answer, ascending. */
  readonly latenciesMs: readonly number[];
}

/** Runs the work over and over on that many lanes at once, for about that long; the first failure ends it. */
export const load = async (work: (index: number) => Promise<void>, { lanes, seconds }: { readonly lanes: number; readonly seconds: number }): Promise<LoadResult> => {
  const latenciesMs: number[] = [];
  const startedAt = performance.now();
  const endsAt = startedAt + seconds * 1_000;
  let next = 0;
  const lane = async (): Promise<void> => {
    while (performance.now() < endsAt) {
      const sentAt = performance.now();
      await work(next++);
      latenciesMs.push(performance.now() - sentAt);
    }
  };
  await Promise.all(Array.from({ length: lanes }, lane));
  return { requests: latenciesMs.length, seconds: (performance.now() - startedAt) / 1_000, latenciesMs: latenciesMs.sort((left, right) => left - right) };
};

/** The value below which that share of the ascending list lies. */
export const percentile = (ascending: readonly number[], share: number): number => ascending[Math.min(ascending.length - 1, Math.floor(ascending.length * share))] ?? Number.NaN;

/** CPU milliseconds that a process has used so far, user and system; undefined where the system has no /proc. */
export const cpuMs = (pid: number): Promise<number | undefined> => ticksMs(pid, 2);

/** As `cpuMs`, and what its children had used that have ended. */
export const cpuMsWithEnded = (pid: number): Promise<number | undefined> => ticksMs(pid, 4);

/** proc(5): utime, stime, cutime and cstime are fields 14 to 17, in ticks of 10 ms; the sum of the first of them. */
const ticksMs = async (pid: number, count: number): Promise<number | undefined> => {
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => undefined);
  const fields = stat?.slice(stat.lastIndexOf(')') + 2).split(' ');
  return fields?.slice(11, 11 + count).reduce((sum, ticks) => sum + Number(ticks) * 10, 0);
};
