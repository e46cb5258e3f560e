import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { OperationalError, sleep } from '@souk/kernel';

/** Longest wait for a server that its dead owner left running. */
const TAKE_OVER_DEADLINE_MS = 20_000;
const POLL_MS = 50;

/**
 * Clears what a killed owner left: a server that still runs is stopped; a lock file is removed if something else got
 * its process number since, because PostgreSQL would take that for a running server and refuse to start. One whose
 * process is gone stays: PostgreSQL reads there whether orphaned back ends still hold its shared memory.
 * The caller holds the folder alone. Idempotent.
 */
export const clearPreviousServer = async (dataDir: string): Promise<void> => {
  const lockFile = join(dataDir, 'postmaster.pid');
  const pid = serverPid(lockFile);
  if (pid === undefined) return;
  const deadline = Date.now() + TAKE_OVER_DEADLINE_MS;
  if (isServerOf(pid, dataDir)) process.kill(pid, 'SIGINT');
  else if (isAlive(pid)) rmSync(lockFile, { force: true });
  while (isServerOf(pid, dataDir)) {
    if (Date.now() > deadline) throw new OperationalError('POSTGRES_BUSY', `Expected the PostgreSQL of a killed start (process ${pid}, ${dataDir}) to end within ${TAKE_OVER_DEADLINE_MS} ms, it still runs: end it with kill -QUIT ${pid} and start again.`, false);
    await sleep(POLL_MS);
  }
};

/** The lock file's first line (pidfile.h). */
const serverPid = (lockFile: string): number | undefined => {
  if (!existsSync(lockFile)) return undefined;
  const pid = Number(readFileSync(lockFile, 'utf8').split('\n')[0]);
  return Number.isSafeInteger(pid) && pid > 1 ? pid : undefined;
};

const isServerOf = (pid: number, dataDir: string): boolean => isAlive(pid) && commandLine(pid).includes(dataDir);

const isAlive = (pid: number): boolean => {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
};

const commandLine = (pid: number): string => {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8');
  } catch {
    return spawnSync('ps', ['-p', String(pid), '-o', 'command='], { encoding: 'utf8' }).stdout ?? '';
  }
};
