import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { type Patch } from './patch.js';

interface Loaded {
  readonly format: string;
  readonly source: string;
  readonly shortCircuit: boolean;
}

let patches: readonly Patch[] = [];

/** Called once, with what the preload was given. */
export const initialize = (data: string): void => {
  patches = JSON.parse(data) as readonly Patch[];
};

/** Node's hook: gives a patched module's source in its changed form, and dies where it no longer says what the patch expects. */
export const load = async (url: string, context: unknown, next: (url: string, context: unknown) => Promise<Loaded>): Promise<Loaded> => {
  const mine = patches.filter(({ module }) => url.endsWith(module));
  if (mine.length === 0) return next(url, context);
  let source = await readFile(fileURLToPath(url), 'utf8');
  for (const { module, from, to } of mine) {
    if (!source.includes(from)) throw new Error(`Expected ${module} to contain '${from}', it does not: the bug has to be written anew.`);
    source = source.replaceAll(from, to);
  }
  return { format: 'module', source, shortCircuit: true };
};
