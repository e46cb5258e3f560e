import { DomainError } from '@souk/kernel';
import { createDatabase, queryIn, type Database, type Transaction } from '@souk/persistence';
import { silentLogger } from '@souk/telemetry';
import { createTestDatabase } from '@souk/testing';
import { Percolator, PercolatorParticipant, TimestampOracle, percolatorMigration, percolatorOracleMigration, type Holdings, type Site } from '../src/index.js';

const open = (url: string): Promise<Database> =>
  createDatabase({ url, name: 'percolator-test', entities: [], migrations: [percolatorMigration, percolatorOracleMigration], logger: silentLogger });

/** A database of the test's own that can be a site and the oracle's home, with rooms whose beds an ordinary table counts. */
const openSite = async (): Promise<Database> => {
  const url = await createTestDatabase({
    template: 'percolator',
    migrate: async (template) => {
      const database = await open(template);
      await database.query('CREATE TABLE room (key text PRIMARY KEY, beds int NOT NULL, held int NOT NULL DEFAULT 0, CHECK (held BETWEEN 0 AND beds))');
      await database.close();
    },
  });
  return open(url);
};

type Unit = { readonly tx: Transaction };

/** Writes of `beds` as beds that are taken: held in the room's own row, which others change without any protocol. */
const rooms: Holdings<Unit> = {
  hold: async ({ tx }, { mutations }) => {
    const { key, value } = mutations[0] as { key: string; value: number };
    const rows = await queryIn(tx, 'UPDATE room SET held = held + $2 WHERE key = $1 AND beds - held >= $2 RETURNING key', [key, value]);
    if (rows.length === 0) throw new DomainError('FULL', `${key} is full.`);
    return mutations;
  },
  apply: async ({ tx }, { mutations }) => {
    await queryIn(tx, 'UPDATE room SET held = held - $2, beds = beds - $2 WHERE key = $1', [mutations[0]?.key, mutations[0]?.value]);
  },
  giveBack: async ({ tx }, { mutations }) => {
    await queryIn(tx, 'UPDATE room SET held = held - $2 WHERE key = $1', [mutations[0]?.key, mutations[0]?.value]);
  },
};

export const participantOf = (database: Database, holdings?: Holdings<Unit>): PercolatorParticipant<Unit> =>
  new PercolatorParticipant<Unit>({ database, transact: (work) => database.transaction((tx) => work({ tx })), ...(holdings !== undefined && { holdings }) });

/** Thrown where a process is said to have died. */
class Crash extends Error {}

/** Counts the messages of one process, which dies at its n-th: before it is sent, or before its answer comes. From then on it says nothing. */
export class Mortal {
  #sent = 0;
  hasCrashed = false;
  constructor(private readonly atMessage: number, private readonly moment: 'before' | 'after') {}

  guard<T extends object>(target: T): T {
    return new Proxy(target, {
      get: (object, name) => {
        const member = Reflect.get(object, name) as unknown;
        return typeof member === 'function' ? (...values: unknown[]) => this.#send(() => (member as (...values: unknown[]) => Promise<unknown>).apply(object, values)) : member;
      },
    });
  }

  async #send(work: () => Promise<unknown>): Promise<unknown> {
    if (this.hasCrashed) throw new Crash('the process is gone');
    this.#sent += 1;
    if (this.#sent < this.atMessage) return work();
    this.hasCrashed = true;
    if (this.moment === 'after') await work();
    throw new Crash(`the process died ${this.moment} message ${this.atMessage}`);
  }
}

/** Three databases: `a` and `b` keep values, `hotel` has rooms; the oracle lives with `a`. */
export class PercolatorWorld {
  readonly oracle: TimestampOracle;
  readonly sites: ReadonlyMap<string, Site>;
  private constructor(readonly a: Database, readonly b: Database, readonly hotel: Database) {
    this.oracle = new TimestampOracle(a);
    this.sites = new Map<string, Site>([['a', participantOf(a)], ['b', participantOf(b)], ['hotel', participantOf(hotel, rooms)]]);
  }

  static async create(): Promise<PercolatorWorld> {
    return new PercolatorWorld(await openSite(), await openSite(), await openSite());
  }

  async close(): Promise<void> {
    await Promise.all([this.a.close(), this.b.close(), this.hotel.close()]);
  }

  /** One process; a mortal one dies as it is told. */
  process({ mortal, ttlMs }: { readonly mortal?: Mortal; readonly ttlMs?: number } = {}): Percolator {
    const sites = mortal === undefined ? this.sites : new Map([...this.sites].map(([name, site]) => [name, mortal.guard(site)]));
    return new Percolator({ sites, oracle: mortal === undefined ? this.oracle : mortal.guard(new TimestampOracle(this.a)), logger: silentLogger, ...(ttlMs !== undefined && { ttlMs }) });
  }

  site(name: string): Site {
    const site = this.sites.get(name);
    if (site === undefined) throw new Error(`no site ${name}`);
    return site;
  }

  /** Locks of all sites. */
  async locks(): Promise<number> {
    const counts = await Promise.all([this.a, this.b, this.hotel].map((database) => database.query<{ n: number }>('SELECT count(*)::int AS n FROM percolator_lock')));
    return counts.reduce((sum, [row]) => sum + (row?.n ?? 0), 0);
  }

  async room(key: string): Promise<{ readonly beds: number; readonly held: number } | undefined> {
    return (await this.hotel.query<{ beds: number; held: number }>('SELECT beds, held FROM room WHERE key = $1', [key]))[0];
  }
}
