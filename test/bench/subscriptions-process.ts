import { fork, type ChildProcess } from 'node:child_process';
import { existsSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';

/** How long a process may take to answer, in milliseconds. */
const REPLY_DEADLINE_MS = 180_000;
const TASKSET = '/usr/bin/taskset';

/** A part of the benchmark in a process of its own: asked one thing at a time, answers each. */
export interface BenchProcess {
  readonly pid: number;
  ask<Reply>(message: object): Promise<Reply>;
  /** Ends it, at once. */
  kill(): Promise<void>;
}

/** Starts `file` (beside this one) on that core where the machine lets us choose: what is measured must not share one with what measures. */
export const startProcess = (file: string, core: number, execArgv: readonly string[] = []): BenchProcess => {
  const path = fileURLToPath(new URL(`./${file}.js`, import.meta.url));
  const isPinned = existsSync(TASKSET) && availableParallelism() > 1;
  const child = isPinned
    ? fork(path, { execPath: TASKSET, execArgv: ['-c', String(core), process.execPath, ...execArgv], stdio: ['ignore', 'inherit', 'inherit', 'ipc'] })
    : fork(path, { execArgv: [...execArgv], stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
  const exited = new Promise<void>((resolve) => { child.once('exit', () => resolve()); });
  return {
    pid: child.pid ?? 0,
    ask: (message) => ask(child, message),
    async kill() {
      child.kill('SIGKILL');
      await exited;
    },
  };
};

/** The other side: answers each message with what `answer` makes of it. */
export const answerMessages = (answer: (message: never) => unknown): void => {
  process.on('message', (message) => {
    void (async () => {
      try {
        process.send?.({ reply: (await answer(message as never)) ?? null });
      } catch (error) {
        process.send?.({ error: error instanceof Error ? (error.stack ?? error.message) : String(error) });
      }
    })();
  });
  process.once('disconnect', () => process.exit());
};

const ask = <Reply>(child: ChildProcess, message: object): Promise<Reply> =>
  new Promise((resolve, reject) => {
    const late = setTimeout(() => reject(new Error(`no reply to ${JSON.stringify(message).slice(0, 100)}`)), REPLY_DEADLINE_MS);
    child.once('message', (answer: { reply?: Reply; error?: string }) => {
      clearTimeout(late);
      if (answer.error === undefined) resolve(answer.reply as Reply);
      else reject(new Error(answer.error));
    });
    child.send(message);
  });
