import { sleep } from '@souk/kernel';
import { type Logger } from '@souk/telemetry';
import pg from 'pg';

/** Wait before the lock is tried again, in milliseconds: how long nobody holds it after its holder died. */
const RETRY_MS = 500;

/**
 * Session-level advisory locks of one process in one database, all on one connection beside the pool, so that holding a
 * lock for ever costs the pool nothing. When that connection breaks, PostgreSQL frees the locks and every holder is told.
 */
export class ExclusiveSession {
  private readonly taken = new Set<string>();
  private session: Promise<Session> | undefined;

  constructor(private readonly clientOptions: pg.ClientConfig, private readonly logger: Logger) {}

  /** See `Database.runExclusively`. */
  async run(name: string, signal: AbortSignal, work: (signal: AbortSignal) => Promise<void>): Promise<void> {
    while (!signal.aborted) {
      const session = await this.tryLock(name);
      if (session === undefined) {
        await sleep(RETRY_MS, signal);
        continue;
      }
      const held = AbortSignal.any([signal, session.lost]);
      try {
        await work(held);
        if (!session.lost.aborted) return;
      } catch (error) {
        this.logger.error({ err: error, lock: name }, 'Work under a lock failed; it starts again.');
        await sleep(RETRY_MS, signal);
      } finally {
        await this.unlock(name, session);
      }
    }
  }

  async close(): Promise<void> {
    const session = await this.session?.catch(() => undefined);
    this.session = undefined;
    await session?.client.end();
  }

  private async tryLock(name: string): Promise<Session | undefined> {
    // PostgreSQL grants a session the same lock twice, so two callers in this process are told apart here.
    if (this.taken.has(name)) return undefined;
    this.taken.add(name);
    try {
      this.session ??= this.open();
      const session = await this.session;
      const { rows } = await session.query<{ locked: boolean }>('SELECT pg_try_advisory_lock(hashtextextended($1, 0)) AS locked', [name]);
      if (rows[0]?.locked) return session;
    } catch (error) {
      this.logger.warn({ err: error, lock: name }, 'A lock could not be tried; it will be tried again.');
    }
    this.taken.delete(name);
    return undefined;
  }

  private async unlock(name: string, session: Session): Promise<void> {
    // A broken connection has freed the lock already.
    if (!session.lost.aborted) await session.query('SELECT pg_advisory_unlock(hashtextextended($1, 0))', [name]).catch(() => undefined);
    this.taken.delete(name);
  }

  private open(): Promise<Session> {
    const lost = new AbortController();
    const client = new pg.Client({ ...this.clientOptions, keepAlive: true });
    const session = client.connect().then(() => ({ client, query: oneByOne(client), lost: lost.signal }));
    const forget = (): void => {
      lost.abort();
      // A broken connection says so twice; by the second time another may have taken its place.
      if (this.session === session) this.session = undefined;
    };
    client.on('error', (error) => {
      this.logger.warn({ err: error }, 'The connection that holds locks broke.');
      forget();
    });
    client.on('end', forget);
    session.catch(forget);
    return session;
  }
}

/** pg warns of a query that is sent while another is under way on its client. */
const oneByOne = (client: pg.Client): Session['query'] => {
  let last: Promise<unknown> = Promise.resolve();
  return <Row extends pg.QueryResultRow>(sql: string, parameters: readonly unknown[]) => {
    const result = last.then(() => client.query<Row>(sql, [...parameters]));
    last = result.catch(() => undefined);
    return result;
  };
};

interface Session {
  readonly client: pg.Client;
  query<Row extends pg.QueryResultRow>(sql: string, parameters: readonly unknown[]): Promise<pg.QueryResult<Row>>;
  /** Aborts when the connection, and with it every lock, is gone. */
  readonly lost: AbortSignal;
}
