import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const START_DEADLINE_MS = 90_000;
/** As `npm start` has it: what the platform keeps in memory depends on it. Nobody but the probe collects garbage on demand. */
const NODE_FLAGS = ['--max-old-space-size=512', '--expose-gc', '--import', new URL('heap-probe.js', import.meta.url).href];

export interface RunningPlatform {
  readonly url: string;
  readonly pid: number;
  /** What is in use after a garbage collection, in MB. */
  readonly heapMb: () => Promise<number>;
  readonly stop: () => Promise<void>;
}

/** The demo shop in a process of its own, so that its CPU time is not the load generator's. */
export const startPlatform = async (port: number): Promise<RunningPlatform> => {
  const dataDir = await mkdtemp(join(tmpdir(), 'souk-bench-'));
  // PostgreSQL runs as another user where the benchmark runs as root.
  await chmod(dataDir, 0o755);
  const child = spawn(process.execPath, [...NODE_FLAGS, fileURLToPath(new URL('../../../bin/dist/start.js', import.meta.url))], { env: { ...process.env, PORT: String(port), SOUK_DATA_DIR: dataDir }, stdio: ['ignore', 'ignore', 'inherit', 'ipc'] });
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  const stop = async (): Promise<void> => {
    child.kill('SIGINT');
    await ended;
    await rm(dataDir, { recursive: true, force: true });
  };
  const url = `http://127.0.0.1:${port}`;
  try {
    await untilReady(url, ended);
  } catch (error) {
    await stop();
    throw error;
  }
  const heapMb = async (): Promise<number> => {
    const answered = once(child, 'message').then(([bytes]) => Number(bytes) / 1024 / 1024);
    child.send('heap');
    return answered;
  };
  return { url, pid: child.pid ?? 0, heapMb, stop };
};

const untilReady = async (url: string, ended: Promise<void>): Promise<void> => {
  let over = false;
  void ended.then(() => { over = true; });
  const deadline = Date.now() + START_DEADLINE_MS;
  while (!over && Date.now() < deadline) {
    const ready = await fetch(`${url}/demo-accounts.json`).then((response) => response.ok, () => false);
    if (ready) return;
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
  throw new Error(`the platform was not ready after ${START_DEADLINE_MS} ms`);
};
