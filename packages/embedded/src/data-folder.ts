import { execFile } from 'node:child_process';
import { chownSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { OperationalError } from '@souk/kernel';
import { programEnvironment } from './config.js';
import { commandAs, type ServerAccount } from './server-account.js';

/** Major version of the data format that the installed programs read. */
const POSTGRES_MAJOR = '18';

export interface NewDataFolder {
  readonly dataDir: string;
  readonly initdb: string;
  readonly account: ServerAccount | undefined;
  readonly password: string;
  readonly durable: boolean;
}

/**
 * Makes the data folder where there is none; idempotent.
 * It is built beside its place and renamed, so that an interrupted start never leaves half a folder.
 * Collation is PostgreSQL's own C.UTF-8: the same order on every machine, whatever its locales.
 */
export const ensureDataFolder = async ({ dataDir, initdb, account, password, durable }: NewDataFolder): Promise<void> => {
  const versionFile = join(dataDir, 'PG_VERSION');
  if (existsSync(versionFile)) return assertVersion(versionFile, dataDir);
  const building = `${dataDir}.new`;
  const passwordFile = `${dataDir}.password`;
  mkdirSync(dirname(dataDir), { recursive: true });
  rmSync(building, { recursive: true, force: true });
  try {
    mkdirSync(building, { mode: 0o700 });
    writeFileSync(passwordFile, `${password}\n`, { mode: 0o600 });
    if (account) for (const path of [building, passwordFile]) chownSync(path, account.uid, account.gid);
    const args = ['--pgdata', building, '--username', 'postgres', '--pwfile', passwordFile, '--auth', 'scram-sha-256', '--encoding', 'UTF8',
      '--locale', 'C', '--locale-provider', 'builtin', '--builtin-locale', 'C.UTF-8', '--no-instructions', ...(durable ? [] : ['--no-sync'])];
    const command = commandAs(account, initdb, args, dataDir);
    await promisify(execFile)(command.file, [...command.args], { ...command.account, cwd: '/', env: { ...programEnvironment(), LC_ALL: 'C' } }).catch((error: Error & { readonly stderr?: string }) => {
      throw new OperationalError('POSTGRES_INITDB', `Expected to make a PostgreSQL data folder in ${dataDir}, initdb said: ${reason(error.stderr ?? error.message)}`, false, { cause: error });
    });
    rmSync(dataDir, { recursive: true, force: true });
    renameSync(building, dataDir);
  } finally {
    rmSync(passwordFile, { force: true });
    rmSync(building, { recursive: true, force: true });
  }
};

const assertVersion = (versionFile: string, dataDir: string): void => {
  const found = readFileSync(versionFile, 'utf8').trim();
  if (found === POSTGRES_MAJOR) return;
  throw new OperationalError('POSTGRES_VERSION', `Expected data of PostgreSQL ${POSTGRES_MAJOR} in ${dataDir}, found version ${found}: dump it with that version, or point SOUK_DATA_DIR at another folder.`, false);
};

const reason = (stderr: string): string => {
  const lines = stderr.split('\n').filter((line) => line.includes('error') || line.includes('FATAL'));
  return (lines.length > 0 ? lines : stderr.split('\n')).join(' ').trim();
};
