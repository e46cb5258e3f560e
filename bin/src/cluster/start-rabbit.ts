import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { findProgram, programEnvironment, rabbitCommand, startWatchedProcess } from '@souk/embedded';
import { sleep } from '@souk/kernel';
import { StartError } from '../start-error.js';
import { untilAnswers } from './until-answers.js';

/** Protocol header of AMQP 0-9-1 (§4.2.2). */
const AMQP_GREETING = Buffer.from([0x41, 0x4d, 0x51, 0x50, 0, 0, 9, 1]);
/** Erlang's name server refuses to end until it has seen the broker go. */
const EPMD_ATTEMPTS = 50;
const EPMD_PAUSE_MS = 100;

/** A RabbitMQ of the cluster's own; its queues are kept in the folder. Returns its URL. */
export const startRabbit = async (port: number, folder: string, stops: (() => unknown)[]): Promise<string> => {
  const program = findProgram('rabbitmq-server');
  if (!program) throw new StartError('Expected rabbitmq-server on the PATH or its URL in RABBITMQ_URL, found neither: install rabbitmq-server, or set the variable.');
  const { file, env, url, epmdPort } = rabbitCommand(program, folder, port);
  const rabbit = startWatchedProcess({ file, args: [], env: { ...programEnvironment(), ...env }, stopSignal: 'TERM' });
  stops.push(async () => {
    await rabbit.stop();
    await stopNameServer(epmdPort);
  });
  await untilAnswers({ program: 'rabbitmq-server', port, greeting: AMQP_GREETING, ended: rabbit.ended });
  return url;
};

const stopNameServer = async (port: number): Promise<void> => {
  for (let attempt = 0; attempt < EPMD_ATTEMPTS; attempt += 1) {
    const ended = await promisify(execFile)('epmd', ['-port', String(port), '-kill']).then(() => true, () => false);
    if (ended) return;
    await sleep(EPMD_PAUSE_MS);
  }
};
