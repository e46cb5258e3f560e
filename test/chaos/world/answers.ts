import { connect } from 'node:net';

const ANSWER_DEADLINE_MS = 2_000;

/** Whether a server answers what a client says first; an open port alone may still be starting. */
export const answers = (port: number, greeting: Buffer): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    const finish = (answered: boolean) => (): void => {
      socket.destroy();
      resolve(answered);
    };
    socket.setTimeout(ANSWER_DEADLINE_MS, finish(false)).once('error', finish(false)).once('close', finish(false)).once('data', finish(true));
    socket.write(greeting);
  });
