import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';

const EPMD_ATTEMPTS = 50;
const EPMD_PAUSE_MS = 100;

/** Ends what the run shared, and deletes its folder. */
const globalTeardown = async (): Promise<void> => {
  const { soukTestPostgres } = globalThis as { soukTestPostgres?: { stop(): Promise<void> } };
  const folder = process.env['SOUK_TEST_FOLDER'];
  if (folder) await endBroker(folder);
  await soukTestPostgres?.stop();
  if (folder) rmSync(folder, { recursive: true, force: true });
};

/** The broker that rabbitUrl may have started. */
const endBroker = async (folder: string): Promise<void> => {
  const pidFile = join(folder, 'rabbitmq.pid');
  if (!existsSync(pidFile)) return;
  endGroup(Number(readFileSync(pidFile, 'utf8')));
  const port = readFileSync(join(folder, 'epmd.port'), 'utf8');
  // The name server refuses to end until it has seen the broker's connection close.
  for (let attempt = 0; attempt < EPMD_ATTEMPTS; attempt += 1) {
    if (spawnSync('epmd', ['-port', port, '-kill'], { stdio: 'ignore' }).status === 0) return;
    await new Promise((resolve) => setTimeout(resolve, EPMD_PAUSE_MS));
  }
};

/** The whole group: the broker's start script waits for its own child. */
const endGroup = (pid: number): void => {
  try {
    process.kill(-pid, 'SIGKILL');
  } catch {
    // it has ended by itself
  }
};

export default globalTeardown;
