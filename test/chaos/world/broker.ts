import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { findProgram, programEnvironment, rabbitCommand, startWatchedProcess } from '@souk/embedded';
import { answers } from './answers.js';
import { freePort, waitFor } from './wait-for.js';

/** Erlang on a busy machine. */
const START_TIMEOUT_MS = 60_000;
/** Protocol header of AMQP 0-9-1 (§4.2.2). */
const GREETING = Buffer.from('AMQP\0\0\t\u0001', 'latin1');

/** A RabbitMQ of the run's own, whose queues outlive its restarts. */
export interface OwnRabbit {
  readonly port: number;
  /** Of Erlang's virtual machine. */
  readonly pid: number;
  restart(): Promise<void>;
  /** Ends its whole process at once, as a crash of its machine would; `start` brings it back. */
  kill(): Promise<void>;
  start(): Promise<void>;
  stop(): Promise<void>;
}

/** Throws where this machine has none: without a broker the services hear nothing of one another. */
export const startRabbit = async (folder: string): Promise<OwnRabbit> => {
  const program = findProgram('rabbitmq-server');
  if (program === undefined) throw new Error('Expected rabbitmq-server on the PATH, found none: install it.');
  const port = await freePort();
  const home = join(folder, 'rabbitmq');
  const { file, env, epmdPort } = rabbitCommand(program, home, port);
  const start = async () => {
    const running = startWatchedProcess({ file, args: [], env: { ...programEnvironment(), ...env }, stopSignal: 'TERM' });
    await waitFor('rabbitmq-server', () => answers(port, GREETING), START_TIMEOUT_MS);
    return running;
  };
  let running = await start();
  return {
    port,
    get pid() {
      return Number(readFileSync(join(folder, 'rabbitmq', 'pid'), 'utf8'));
    },
    restart: async () => {
      await running.stop();
      running = await start();
    },
    kill: async () => {
      process.kill(Number(readFileSync(join(home, 'pid'), 'utf8')), 'SIGKILL');
      await running.ended;
    },
    start: async () => {
      running = await start();
    },
    stop: async () => {
      await running.stop();
      // Erlang's name server refuses to end until it has seen the broker go.
      await waitFor('the end of epmd', () => promisify(execFile)('epmd', ['-port', String(epmdPort), '-kill']).then(() => true), START_TIMEOUT_MS);
    },
  };
};
