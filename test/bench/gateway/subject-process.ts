import { spawn, spawnSync } from 'node:child_process';
import { createServer, type AddressInfo } from 'node:net';
import { once } from 'node:events';
import { type Command } from './subjects.js';

const TASKSET = 'taskset';
const GATEWAY_CORE = 0;
const LOAD_CORE = 1;
const START_DEADLINE_MS = 60_000;
const STOP_DEADLINE_MS = 10_000;
const MAX_WORDS_KEPT = 4_000;

export interface RunningProcess {
  readonly pid: number;
  /** What it wrote last, to say why it failed. */
  readonly words: () => string;
  readonly stop: () => Promise<void>;
}

/** Starts a program, on that core alone if one is given; it is ready when `isReady` says so. */
export const startProcess = async ({ program, args, cwd, env }: Command, core: number | undefined, isReady: (words: string) => boolean | Promise<boolean>): Promise<RunningProcess> => {
  const [file, list] = core === undefined ? [program, [...args]] : [TASKSET, ['-c', String(core), program, ...args]];
  const child = spawn(file, list, { cwd, env: { ...process.env, NODE_ENV: 'production', ...env }, stdio: ['ignore', 'pipe', 'pipe'] });
  let words = '';
  let over = false;
  const keep = (chunk: Buffer): void => { words = `${words}${chunk.toString()}`.slice(-MAX_WORDS_KEPT); };
  child.stdout.on('data', keep);
  child.stderr.on('data', keep);
  child.once('error', (error) => { words += error.message; over = true; });
  child.once('exit', () => { over = true; });
  const stop = async (): Promise<void> => {
    if (over) return;
    const exited = once(child, 'exit');
    child.kill('SIGTERM');
    const late = setTimeout(() => child.kill('SIGKILL'), STOP_DEADLINE_MS);
    await exited;
    clearTimeout(late);
  };
  const deadline = Date.now() + START_DEADLINE_MS;
  while (!over && Date.now() < deadline) {
    if (await isReady(words)) return { pid: child.pid ?? 0, words: () => words, stop };
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  await stop();
  throw new Error(`${program} ${args.join(' ')} was not ready after ${START_DEADLINE_MS / 1_000} s${words ? `; its last words: ${words.trim().slice(-1_000)}` : ''}`);
};

/** Keeps this process and all it starts to the second core; the core that is left for a gateway, none where the system cannot pin. */
export const pinSelf = (): number | undefined => {
  const canPin = [GATEWAY_CORE, LOAD_CORE].every((core) => spawnSync(TASKSET, ['-c', String(core), process.execPath, '--version']).status === 0);
  if (!canPin) return undefined;
  spawnSync(TASKSET, ['-a', '-p', '-c', String(LOAD_CORE), String(process.pid)]);
  return GATEWAY_CORE;
};

/** A port of the loopback interface that nobody listens on; it may be taken before it is used, which then fails loudly. */
export const freePort = async (): Promise<number> => {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
};
