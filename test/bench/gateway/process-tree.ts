import { readFile, readdir, writeFile } from 'node:fs/promises';
import { cpuMsWithEnded } from '../load.js';

/** CPU milliseconds, user and system, that the process and all below it have used so far, threads and those that have ended included. */
export const treeCpuMs = async (pid: number): Promise<number> => sum(await Promise.all((await treeOf(pid)).map(async (member) => (await cpuMsWithEnded(member)) ?? 0)));

/** The peak resident sizes of the process and all below it, added up, in MB, since the last `forgetPeaks`. */
export const treePeakMb = async (pid: number): Promise<number> => sum(await Promise.all((await treeOf(pid)).map(peakMb)));

/** Starts the peaks anew from what is resident now; needs the same user. */
export const forgetPeaks = async (pid: number): Promise<void> => {
  // proc(5), /proc/pid/clear_refs: 5 resets VmHWM.
  for (const member of await treeOf(pid)) await writeFile(`/proc/${member}/clear_refs`, '5');
};

const treeOf = async (root: number): Promise<readonly number[]> => {
  const children = new Map<number, number[]>();
  for (const name of await readdir('/proc')) {
    if (!/^\d+$/.test(name)) continue;
    const stat = await readFile(`/proc/${name}/stat`, 'utf8').catch(() => undefined);
    const parent = Number(stat?.slice(stat.lastIndexOf(')') + 4).split(' ')[0]);
    children.set(parent, [...(children.get(parent) ?? []), Number(name)]);
  }
  const tree = [root];
  for (const member of tree) tree.push(...(children.get(member) ?? []));
  return tree;
};

const peakMb = async (pid: number): Promise<number> => Number(/^VmHWM:\s+(\d+) kB$/m.exec(await readFile(`/proc/${pid}/status`, 'utf8').catch(() => ''))?.[1] ?? 0) / 1_024;

const sum = (numbers: readonly number[]): number => numbers.reduce((total, number) => total + number, 0);
