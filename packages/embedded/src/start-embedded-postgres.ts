import { createServer } from 'node:net';
import { resolve } from 'node:path';
import { OperationalError, sleep } from '@souk/kernel';
import { findBinaries } from './binaries.js';
import { programEnvironment } from './config.js';
import { ensureDataFolder } from './data-folder.js';
import { ensureDatabases } from './databases.js';
import { clearPreviousServer } from './previous-server.js';
import { commandAs, serverAccount, type Command } from './server-account.js';
import { startWatchedProcess, type WatchedProcess } from './watched-process.js';

export interface EmbeddedPostgresOptions {
  /** Made where it does not exist. One owner at a time: the caller sees to that. */
  readonly dataDir: string;
  /** On 127.0.0.1; 0 takes a free one. */
  readonly port: number;
  /** Made where they do not exist. */
  readonly databases: readonly string[];
  /** Of user postgres; written into the data folder when that is made, and asked for ever after. */
  readonly password: string;
  /** False trades safety from power cuts for speed, for data that is thrown away. */
  readonly durable?: boolean;
  readonly maxConnections?: number;
}

export interface EmbeddedPostgres {
  readonly port: number;
  urlOf(database: string): string;
  /** Resolves when the server has ended, wished or not, with its last words. */
  readonly ended: Promise<string>;
  /** Fast shutdown: ends sessions, keeps every commit. Idempotent. */
  stop(): Promise<void>;
}

const DEFAULT_MAX_CONNECTIONS = 150;
/** Enough for the prepared transactions of 64 checkouts in flight, up to four each. */
const MAX_PREPARED_TRANSACTIONS = 256;
/** Back ends of a killed server notice its death within this time. */
const ORPHANS_DEADLINE_MS = 10_000;
const ORPHANS_POLL_MS = 100;

/**
 * PostgreSQL 18 from npm, on 127.0.0.1, in a folder: made at the first start, recovered after a kill -9.
 * It ends with this process, however that ends. Throws OperationalError with one line that says what to do.
 */
export const startEmbeddedPostgres = async ({ dataDir: folder, port: wanted, databases, password, durable = true, maxConnections = DEFAULT_MAX_CONNECTIONS }: EmbeddedPostgresOptions): Promise<EmbeddedPostgres> => {
  const dataDir = resolve(folder);
  const { initdb, postgres } = findBinaries();
  const account = serverAccount(dataDir);
  await ensureDataFolder({ dataDir, initdb, account, password, durable });
  await clearPreviousServer(dataDir);
  const port = wanted === 0 ? await freePort() : wanted;
  const settings = {
    listen_addresses: '127.0.0.1', port, unix_socket_directories: '', max_connections: maxConnections, max_prepared_transactions: MAX_PREPARED_TRANSACTIONS,
    timezone: 'UTC', log_timezone: 'UTC', ...(durable ? {} : { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off' }),
  };
  const args = ['-D', dataDir, ...Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`])];
  const server = await startReady(commandAs(account, postgres, args, dataDir), dataDir, port);
  const urlOf = (database: string): string => `postgresql://postgres:${encodeURIComponent(password)}@127.0.0.1:${port}/${database}`;
  try {
    await ensureDatabases(urlOf('postgres'), databases, dataDir);
  } catch (error) {
    await server.stop();
    throw error;
  }
  return { port, urlOf, ended: server.ended, stop: server.stop };
};

const READY = 'database system is ready to accept connections';

const startReady = async (command: Command, dataDir: string, port: number): Promise<WatchedProcess> => {
  const orphansDeadline = Date.now() + ORPHANS_DEADLINE_MS;
  for (;;) {
    const { server, ready } = startServer(command);
    const lastWords = await Promise.race([ready, server.ended]);
    if (lastWords === undefined) return server;
    if (!lastWords.includes('pre-existing shared memory block') || Date.now() > orphansDeadline) throw startError(lastWords, dataDir, port);
    await sleep(ORPHANS_POLL_MS);
  }
};

const startServer = (command: Command): { readonly server: WatchedProcess; readonly ready: Promise<undefined> } => {
  let isReady: (value: undefined) => void;
  const ready = new Promise<undefined>((resolvePromise) => {
    isReady = resolvePromise;
  });
  const server = startWatchedProcess({
    ...command, env: { ...programEnvironment(), LC_ALL: 'C' }, stopSignal: 'INT', onLine: (line) => {
      if (line.includes(READY)) isReady(undefined);
    },
  });
  return { server, ready };
};

const startError = (words: string, dataDir: string, port: number): OperationalError => {
  if (words.includes('Address already in use')) return new OperationalError('PORT_TAKEN', `Expected port ${port} of 127.0.0.1 to be free for PostgreSQL, found it taken: end that program, or choose another PORT.`, false);
  const fatal = words.split('\n').filter((line) => /FATAL|PANIC|ERROR|error/.test(line)).join(' ') || words;
  return new OperationalError('POSTGRES_START', `Expected PostgreSQL to start in ${dataDir}, it ended with: ${fatal.trim()}`, false);
};

const freePort = (): Promise<number> =>
  new Promise((resolvePort, reject) => {
    const probe = createServer().once('error', reject).listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() => (typeof address === 'object' && address ? resolvePort(address.port) : reject(new Error('A listening socket has no port.'))));
    });
  });
