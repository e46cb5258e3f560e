import { existsSync, readFileSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { startEmbeddedPostgres } from '@souk/embedded';
import { SUBGRAPHS, type PlatformConfig, type SubgraphName } from '../config.js';
import { openDataDir } from '../data-dir.js';
import { keepSecrets } from '../secrets.js';
import { StartError } from '../start-error.js';

/** Longest wait for the embedded server to take a connection, in milliseconds. */
const PROBE_TIMEOUT_MS = 2_000;

export interface FoundDatabase {
  readonly url: string;
  /** Stops what had to be started for it. */
  close(): Promise<void>;
}

/** The subgraph's database: its own by its URL, else the embedded one, which is started where the platform is not running. Throws StartError where there is none. */
export const findDatabase = async ({ databaseUrls, dataDir }: Pick<PlatformConfig, 'databaseUrls' | 'dataDir'>, subgraph: SubgraphName): Promise<FoundDatabase> => {
  const url = databaseUrls[subgraph];
  if (url !== undefined) return { url, close: () => Promise.resolve() };
  const folder = join(dataDir, 'postgres');
  if (!existsSync(join(folder, 'PG_VERSION')) || !existsSync(join(dataDir, 'secrets.json'))) {
    throw new StartError(`Expected the databases of npm start in ${dataDir}, found none: start it once, or set SOUK_DATA_DIR or DATABASE_URL_${subgraph.toUpperCase()}.`);
  }
  const { postgresPassword: password } = await keepSecrets(dataDir);
  const port = portOf(folder);
  if (port !== undefined && (await answers(port))) {
    return { url: `postgresql://postgres:${encodeURIComponent(password)}@127.0.0.1:${port}/${subgraph}`, close: () => Promise.resolve() };
  }
  const lock = openDataDir(dataDir);
  try {
    const server = await startEmbeddedPostgres({ dataDir: folder, port: 0, databases: SUBGRAPHS, password });
    return { url: server.urlOf(subgraph), close: () => server.stop().finally(() => lock.release()) };
  } catch (error) {
    lock.release();
    throw error;
  }
};

/** The port of a server that runs on that folder: its lock file's fourth line (pidfile.h). */
const portOf = (folder: string): number | undefined => {
  const file = join(folder, 'postmaster.pid');
  if (!existsSync(file)) return undefined;
  const port = Number(readFileSync(file, 'utf8').split('\n')[3]);
  return Number.isSafeInteger(port) && port > 0 ? port : undefined;
};

const answers = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = connect({ port, host: '127.0.0.1', timeout: PROBE_TIMEOUT_MS });
    const end = (isThere: boolean) => () => {
      socket.destroy();
      resolve(isThere);
    };
    socket.once('connect', end(true)).once('error', end(false)).once('timeout', end(false));
  });
