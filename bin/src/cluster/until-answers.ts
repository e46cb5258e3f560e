import { connect } from 'node:net';
import { sleep } from '@souk/kernel';
import { StartError } from '../start-error.js';

/** Starting Erlang and a broker on a busy machine. */
const DEADLINE_MS = 60_000;
const POLL_MS = 100;
const ANSWER_DEADLINE_MS = 1_000;

export interface Awaited {
  readonly program: string;
  readonly port: number;
  /** What a client says first. */
  readonly greeting: Buffer;
  /** Resolves when the program has ended, with its last words. */
  readonly ended: Promise<string>;
}

/** Resolves when the server answers a greeting; throws StartError when it ends before, or takes too long. */
export const untilAnswers = async ({ program, port, greeting, ended }: Awaited): Promise<void> => {
  const deadline = Date.now() + DEADLINE_MS;
  let lastWords: string | undefined;
  void ended.then((words) => {
    lastWords = words;
  });
  while (!(await answers(port, greeting))) {
    if (lastWords !== undefined) throw new StartError(`Expected ${program} to run on port ${port}, it ended with: ${lastWords}`);
    if (Date.now() > deadline) throw new StartError(`Expected ${program} to answer on port ${port} within ${DEADLINE_MS / 1000} s, it is silent: start it yourself and give its URL.`);
    await sleep(POLL_MS);
  }
};

const answers = (port: number, greeting: Buffer): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    const finish = (answered: boolean) => (): void => {
      socket.destroy();
      resolve(answered);
    };
    socket.setTimeout(ANSWER_DEADLINE_MS, finish(false)).once('error', finish(false)).once('close', finish(false)).once('data', finish(true));
    socket.write(greeting);
  });
