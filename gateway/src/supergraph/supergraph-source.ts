import { readFile, stat } from 'node:fs/promises';
import { setInterval } from 'node:timers';
import { OperationalError } from '@souk/kernel';

/** How often the supergraph's file is looked at, in milliseconds. */
const POLL_INTERVAL_MS = 1_000;

/** Where the supergraph comes from. */
export interface SupergraphSource {
  read(): Promise<string>;
  /** Calls back with each later version, and waits for the end of that before it looks for the next; returns what stops it. Polls, because a file that is replaced by renaming escapes a watcher. */
  watch(onChange: (sdl: string) => Promise<void>, onError: (error: unknown) => void): () => void;
}

export const supergraphFromSdl = (sdl: string): SupergraphSource => ({ read: () => Promise.resolve(sdl), watch: () => () => undefined });

export const supergraphFromFile = (file: string, pollIntervalMs = POLL_INTERVAL_MS): SupergraphSource => {
  let seen = '';
  const stampOf = async (): Promise<string> => {
    const { mtimeMs, size, ino } = await stat(file);
    return `${mtimeMs}/${size}/${ino}`;
  };
  return {
    async read() {
      try {
        seen = await stampOf();
        return await readFile(file, 'utf8');
      } catch (error) {
        throw new OperationalError('SUPERGRAPH_UNREADABLE', `The supergraph's file '${file}' (SUPERGRAPH_FILE) cannot be read: ${error instanceof Error ? error.message : String(error)}`, false, { cause: error });
      }
    },
    watch(onChange, onError) {
      let isBusy = false;
      const look = async (): Promise<void> => {
        const stamp = await stampOf();
        if (stamp === seen) return;
        seen = stamp;
        await onChange(await readFile(file, 'utf8'));
      };
      const timer = setInterval(() => {
        if (isBusy) return;
        isBusy = true;
        look().catch(onError).finally(() => { isBusy = false; });
      }, pollIntervalMs);
      timer.unref();
      return () => clearInterval(timer);
    },
  };
};
