import { execPath } from 'node:process';
import { programEnvironment, startWatchedProcess, type WatchedProcess } from '@souk/embedded';
import { sleep } from '@souk/kernel';
import { type ClusterProcess } from './topology.js';

/** Pause before a process that died is started again; doubles with each death in a row. */
const FIRST_PAUSE_MS = 500;
const MAX_PAUSE_MS = 30_000;
/** A process that lived so long has recovered: its next death counts as the first. */
const HEALTHY_AFTER_MS = 60_000;

export interface Supervised {
  readonly process: ClusterProcess;
  stop(): Promise<void>;
}

/** Keeps a process running until it is stopped, and says when it had to be started again. */
export const supervise = (process: ClusterProcess, say: (line: string) => void): Supervised => {
  const stopping = new AbortController();
  let current = run(process);
  const keepRunning = async (): Promise<void> => {
    let deaths = 0;
    for (;;) {
      const startedMs = Date.now();
      const lastWords = await current.ended;
      if (stopping.signal.aborted) return;
      deaths = Date.now() - startedMs > HEALTHY_AFTER_MS ? 1 : deaths + 1;
      const pauseMs = Math.min(MAX_PAUSE_MS, FIRST_PAUSE_MS * 2 ** (deaths - 1));
      say(`${process.name} has ended${lastWords === '' ? '' : ` (${lastLine(lastWords)})`}; it is started again in ${pauseMs / 1000} s.`);
      await sleep(pauseMs, stopping.signal);
      if (stopping.signal.aborted) return;
      current = run(process);
    }
  };
  const kept = keepRunning();
  return {
    process,
    stop: async () => {
      stopping.abort();
      await current.stop();
      await kept;
    },
  };
};

const run = ({ script, env }: ClusterProcess): WatchedProcess =>
  startWatchedProcess({ file: execPath, args: ['--enable-source-maps', script], env: { ...programEnvironment(), ...env }, stopSignal: 'TERM' });

const lastLine = (text: string): string => text.split('\n').at(-1)?.slice(0, 200) ?? '';
