import { findProgram, programEnvironment, startWatchedProcess } from '@souk/embedded';
import { answers } from './answers.js';
import { freePort, waitFor } from './wait-for.js';

const START_TIMEOUT_MS = 20_000;

/** A Redis of the run's own: nothing on disk. */
export interface OwnRedis {
  readonly port: number;
  /** Deletes all that it holds. */
  flush(): Promise<void>;
  stop(): Promise<void>;
}

/** Undefined where this machine has no Redis. */
export const startRedis = async (): Promise<OwnRedis | undefined> => {
  const file = findProgram('redis-server');
  if (file === undefined) return undefined;
  const port = await freePort();
  const redis = startWatchedProcess({ file, args: ['--port', String(port), '--bind', '127.0.0.1', '--save', '', '--appendonly', 'no'], env: programEnvironment(), stopSignal: 'TERM' });
  await waitFor('redis-server', () => answers(port, Buffer.from('PING\r\n')), START_TIMEOUT_MS);
  return {
    port,
    flush: async () => {
      await answers(port, Buffer.from('FLUSHALL\r\n'));
    },
    stop: () => redis.stop(),
  };
};
