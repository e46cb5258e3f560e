import { accessSync, closeSync, constants, existsSync, mkdirSync, openSync, readFileSync, rmSync, statfsSync, writeSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { StartError } from './start-error.js';

/** Four empty databases, their logs and room to work. */
const MIN_FREE_BYTES = 400 * 1024 * 1024;

/** A data folder that is ours alone until it is released. */
export interface DataDir {
  readonly path: string;
  release(): void;
}

/**
 * Makes the folder, sees that it can be written and has room, and takes its lock.
 * A lock whose holder is dead is taken over. Throws StartError with one line.
 */
export const openDataDir = (path: string): DataDir => {
  try {
    makeFolder(path);
    const { bavail, bsize } = statfsSync(path);
    if (bavail * bsize < MIN_FREE_BYTES) throw new StartError(`SOUK_DATA_DIR: expected ${megabytes(MIN_FREE_BYTES)} MB free in ${path}, found ${megabytes(bavail * bsize)} MB: make room, or set it to a folder on another disk.`);
    const lock = join(path, 'lock');
    takeLock(lock, path);
    return { path, release: () => rmSync(lock, { force: true }) };
  } catch (error) {
    throw explain(error, path);
  }
};

/** Folder by folder: a recursive mkdir never ends where a parent refuses with ENOENT, as /proc does. */
const makeFolder = (path: string): void => {
  if (existsSync(path)) return accessSync(path, constants.W_OK);
  makeFolder(dirname(path));
  mkdirSync(path, { mode: 0o755 });
};

const takeLock = (lock: string, path: string): void => {
  const holder = readHolder(lock);
  if (holder && isRunning(holder)) throw new StartError(`SOUK_DATA_DIR: expected ${path} to be free, found it in use by process ${holder.pid}: stop that one, or set another folder and another PORT.`);
  rmSync(lock, { force: true });
  const file = openSync(lock, 'wx');
  writeSync(file, JSON.stringify({ pid: process.pid, startedAt: startTime(process.pid) }));
  closeSync(file);
};

interface Holder {
  readonly pid: number;
  readonly startedAt: string | undefined;
}

const readHolder = (lock: string): Holder | undefined => {
  try {
    return JSON.parse(readFileSync(lock, 'utf8')) as Holder;
  } catch {
    return undefined; // absent, or cut short by a crash while it was written
  }
};

/** A process number alone may belong to somebody else by now; after a restart of a container it often does. */
const isRunning = ({ pid, startedAt }: Holder): boolean => {
  if (pid === process.pid) return false;
  try {
    process.kill(pid, 0);
  } catch (error) {
    if (codeOf(error) === 'ESRCH') return false;
  }
  return startTime(pid) === startedAt;
};

/** Ticks since the machine's start when the process began (proc_pid_stat(5), field 22); undefined where it has ended, or there is no /proc. */
const startTime = (pid: number): string | undefined => {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    // A killed process that nobody has reaped yet keeps its number, and holds nothing any more.
    return fields[0] === 'Z' || fields[0] === 'X' ? undefined : fields[19];
  } catch {
    return undefined;
  }
};

const WORDS: Readonly<Record<string, string>> = {
  EACCES: 'one that may not be written', EPERM: 'one that may not be written', EROFS: 'a read-only disk', ENOSPC: 'a full disk', EDQUOT: 'a used-up quota', ENOTDIR: 'a file in its way', ENOENT: 'one that cannot be made', EEXIST: 'a file in its way',
};

const explain = (error: unknown, path: string): unknown => {
  const found = WORDS[codeOf(error) ?? ''];
  return found ? new StartError(`SOUK_DATA_DIR: expected a folder that can be written at ${path}, found ${found}: make it writable, or set another folder.`) : error;
};

const codeOf = (error: unknown): string | undefined => (typeof error === 'object' && error !== null && 'code' in error && typeof error.code === 'string' ? error.code : undefined);

const megabytes = (bytes: number): number => Math.floor(bytes / 1024 / 1024);
