import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { findProgram, rabbitCommand } from '@souk/embedded';
import { freePort } from './free-port.js';
import { waitFor } from './wait-for.js';

const DEFAULT_PORT = 5672;
/** Starting Erlang, the broker and its plugins on a busy machine. */
const START_TIMEOUT_MS = 60_000;

/**
 * The URL of a RabbitMQ: RABBITMQ_URL, else one that listens on 127.0.0.1:5672, else one that is started for this run from the PATH.
 * Tests share it: let them name their queues by themselves.
 */
export const rabbitUrl = async (): Promise<string> => {
  const given = process.env['RABBITMQ_URL'];
  if (given) return given;
  if (await answers(DEFAULT_PORT)) return urlOf(DEFAULT_PORT);
  return startForRun();
};

const startForRun = async (): Promise<string> => {
  const program = findProgram('rabbitmq-server');
  const runFolder = process.env['SOUK_TEST_FOLDER'];
  if (!program || !runFolder) throw new Error("Expected rabbitmq-server on the PATH, found none: put the test under describeWith('rabbitmq-server', …).");
  const folder = join(runFolder, 'rabbitmq');
  const portFile = join(folder, 'port');
  if (claim(folder)) {
    const port = await freePort();
    startBroker(program, folder, port, runFolder);
    await waitFor(() => answers(port), { timeoutMs: START_TIMEOUT_MS });
    writeFileSync(portFile, String(port));
  }
  await waitFor(() => existsSync(portFile) && readFileSync(portFile, 'utf8') !== '', { timeoutMs: START_TIMEOUT_MS });
  return urlOf(Number(readFileSync(portFile, 'utf8')));
};

/** True for the one worker that made the folder. */
const claim = (folder: string): boolean => {
  if (existsSync(folder)) return false;
  try {
    mkdirSync(folder);
    return true;
  } catch {
    return false;
  }
};

/** Outlives this worker, as others use it too; the run's teardown ends it by its process group, and its name server by its port. */
const startBroker = (program: string, folder: string, port: number, runFolder: string): void => {
  const { file, env, epmdPort } = rabbitCommand(program, folder, port);
  const child = spawn(file, [], { detached: true, stdio: 'ignore', cwd: folder, env: { ...process.env, ...env } });
  child.unref();
  writeFileSync(join(runFolder, 'rabbitmq.pid'), String(child.pid));
  writeFileSync(join(runFolder, 'epmd.port'), String(epmdPort));
};

const urlOf = (port: number): string => `amqp://guest:guest@127.0.0.1:${port}`;

/** A broker answers the protocol's greeting with a frame; an open port alone may still be starting. */
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
