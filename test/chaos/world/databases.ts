import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { startEmbeddedPostgres, type EmbeddedPostgres } from '@souk/embedded';
import { createDatabase, type Database } from '@souk/persistence';
import { silentLogger } from '@souk/telemetry';

export const SUBGRAPHS = ['catalog', 'user', 'order', 'logistics'] as const;
export type SubgraphName = (typeof SUBGRAPHS)[number];

const PASSWORD = 'chaos';

/** One service's PostgreSQL: it keeps what it acknowledged, whatever is done to it. */
export interface OwnPostgres {
  readonly port: number;
  /** Of its postmaster. */
  readonly pid: number;
  /** Of the service's database, on that port: the server's, or a link's to it. */
  urlAt(port: number): string;
  /** Ends it without a checkpoint, as a crash of all of its back ends would; it is back, recovered, when this resolves. */
  crash(): Promise<void>;
  /** The harness's own way in, past all links. It is open until `stop`. */
  open(): Promise<Database>;
  stop(): Promise<void>;
}

/** An instance for each service, as in production: a transaction left over in one must not hold up another's feed. */
export const startPostgres = async (name: string, folder: string): Promise<OwnPostgres> => {
  const dataDir = join(folder, `postgres-${name}`);
  let server: EmbeddedPostgres = await startEmbeddedPostgres({ dataDir, port: 0, databases: [name], password: PASSWORD });
  const { port } = server;
  const urlAt = (at: number): string => {
    const url = new URL(server.urlOf(name));
    url.port = String(at);
    return url.toString();
  };
  const pid = (): number => Number(readFileSync(join(dataDir, 'postmaster.pid'), 'utf8').split('\n')[0]);
  let opened: Promise<Database> | undefined;
  return {
    port,
    get pid() {
      return pid();
    },
    urlAt,
    crash: async () => {
      // An immediate shutdown: the postmaster quits its back ends at once (pg_ctl -m immediate).
      process.kill(pid(), 'SIGQUIT');
      await server.ended;
      server = await startEmbeddedPostgres({ dataDir, port, databases: [name], password: PASSWORD });
    },
    open: () => {
      opened ??= createDatabase({ url: urlAt(port), name: 'chaos', entities: [], migrations: [], logger: silentLogger, poolSize: 2 });
      return opened;
    },
    stop: async () => {
      await (await opened)?.close();
      await server.stop();
    },
  };
};
