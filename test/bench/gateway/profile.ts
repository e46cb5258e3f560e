import { copyFileSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const LINES = 20;

/** A V8 CPU profile, as far as it is read. */
interface CpuProfile {
  readonly nodes: readonly { readonly id: number; readonly callFrame: { readonly functionName: string; readonly url: string; readonly lineNumber: number } }[];
  readonly samples: readonly number[];
  readonly timeDeltas: readonly number[];
}

/** Keeps the profile that node --cpu-prof left in the folder as that file, and tells the functions with the most time of their own. */
export const keepProfile = (folder: string, file: string): string => {
  const [name] = readdirSync(folder).filter((entry) => entry.endsWith('.cpuprofile'));
  if (!name) return 'no CPU profile was written: the gateway did not end by itself';
  copyFileSync(join(folder, name), file);
  return selfTimes(JSON.parse(readFileSync(file, 'utf8')) as CpuProfile);
};

const selfTimes = ({ nodes, samples, timeDeltas }: CpuProfile): string => {
  const places = new Map(nodes.map(({ id, callFrame: { functionName, url, lineNumber } }) => [id, `${functionName || '(anonymous)'} ${url.replace(/^.*\/(?=(node_modules|gateway|packages)\/)/, '')}:${lineNumber + 1}`]));
  const times = new Map<string, number>();
  samples.forEach((id, index) => {
    const place = places.get(id) ?? '?';
    times.set(place, (times.get(place) ?? 0) + (timeDeltas[index] ?? 0));
  });
  for (const waiting of ['(idle) :0', '(root) :0']) times.delete(waiting);
  const busy = [...times.values()].reduce((total, time) => total + time, 0);
  return [...times].sort(([, left], [, right]) => right - left).slice(0, LINES).map(([place, time]) => `${((time / busy) * 100).toFixed(1).padStart(5)} %  ${place}`).join('\n');
};
