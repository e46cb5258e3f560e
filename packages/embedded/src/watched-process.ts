import { spawn } from 'node:child_process';

/** Lines of its standard error kept to explain an unexpected end. */
const MAX_LOG_LINES = 40;
/** Longest wait for a clean end before the process and its children are killed. */
const STOP_DEADLINE_MS = 30_000;

export interface WatchedProcessOptions {
  readonly file: string;
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  /** Runs as that account; as the current one where absent. */
  readonly account?: { readonly uid: number; readonly gid: number } | undefined;
  /** What asks it to end cleanly. */
  readonly stopSignal: 'INT' | 'TERM';
  /** Gets each line that it writes to standard error. */
  onLine?(line: string): void;
}

export interface WatchedProcess {
  /** Resolves when the process has ended, wished or not, with the last lines that it wrote to standard error. */
  readonly ended: Promise<string>;
  /** Asks it to end and waits; kills it after 30 s. Idempotent. */
  stop(): Promise<void>;
}

/**
 * Holds the process between us and a watcher that blocks on our end of a pipe: however we end, even by kill -9, the pipe
 * closes and the process is asked to end. It gets a session of its own, because Ctrl-C in a terminal reaches every
 * process of ours at once, and ours end in an order.
 */
const WATCHED = `
signal=$1; shift
exec 3<&0
"$@" </dev/null 3<&- & child=$!
( read -r _ <&3; kill -s "$signal" "$child" ) 2>/dev/null & watcher=$!
wait "$child"; code=$?
kill "$watcher" 2>/dev/null
exit "$code"`;

/** Starts a program that ends when we end, however we end. Says nothing about when it is ready. */
export const startWatchedProcess = ({ file, args, env, account, stopSignal, onLine }: WatchedProcessOptions): WatchedProcess => {
  const child = spawn('/bin/sh', ['-c', WATCHED, 'souk', stopSignal, file, ...args], { ...account, cwd: '/', detached: true, stdio: ['pipe', 'ignore', 'pipe'], env });
  let lines: string[] = [];
  let rest = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    const parts = (rest + text).split('\n');
    rest = parts.pop() ?? '';
    lines = [...lines, ...parts].slice(-MAX_LOG_LINES);
    for (const line of parts) onLine?.(line);
  });
  const ended = new Promise<string>((resolve) => {
    child.once('error', (error) => resolve(error.message));
    child.once('close', () => resolve([...lines, rest].join('\n').trim()));
  });
  child.stdin.on('error', () => undefined); // the watcher is gone: so is the process, and `ended` says so
  return {
    ended,
    stop: async () => {
      child.stdin.end();
      const timer = setTimeout(() => killGroup(child.pid), STOP_DEADLINE_MS);
      await ended;
      clearTimeout(timer);
    },
  };
};

const killGroup = (pid: number | undefined): void => {
  if (pid !== undefined) process.kill(-pid, 'SIGKILL');
};
