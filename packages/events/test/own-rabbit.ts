import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { findProgram, programEnvironment, rabbitCommand, startWatchedProcess, type WatchedProcess } from '@souk/embedded';
import { freePort, waitFor } from '@souk/testing';

/** Erlang on a busy machine. */
const START_TIMEOUT_MS = 60_000;

/** A RabbitMQ that belongs to one test: it may be stopped and started, and keeps its queues. */
export interface OwnRabbit {
  readonly url: string;
  start(): Promise<void>;
  stop(): Promise<void>;
  /** Stops it and deletes its folder. */
  remove(): Promise<void>;
}

export const ownRabbit = async (): Promise<OwnRabbit> => {
  const folder = mkdtempSync(join(tmpdir(), 'souk-rabbit-'));
  const port = await freePort();
  const { file, env, url, epmdPort } = rabbitCommand(findProgram('rabbitmq-server') ?? 'rabbitmq-server', folder, port);
  let running: WatchedProcess | undefined;
  const stop = async (): Promise<void> => {
    await running?.stop();
    running = undefined;
  };
  return {
    url,
    start: async () => {
      running = startWatchedProcess({ file, args: [], env: { ...programEnvironment(), ...env }, stopSignal: 'TERM' });
      await waitFor(() => answers(port), { timeoutMs: START_TIMEOUT_MS });
    },
    stop,
    remove: async () => {
      await stop();
      // Erlang's name server refuses to end until it has seen the broker go.
      await waitFor(() => promisify(execFile)('epmd', ['-port', String(epmdPort), '-kill']).then(() => true));
      rmSync(folder, { recursive: true, force: true });
    },
  };
};

/** A broker answers the protocol's greeting (AMQP 0-9-1, §4.2.2) with a frame; an open port alone may still be starting. */
const answers = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    const finish = (answered: boolean) => (): void => {
      socket.destroy();
      resolve(answered);
    };
    socket.setTimeout(2_000, finish(false)).once('error', finish(false)).once('close', finish(false)).once('data', finish(true));
    socket.write(Buffer.from('AMQP\0\0\t\u0001', 'latin1'));
  });
