import { createClient, createRouterTransport } from '@connectrpc/connect';
import { DomainError } from '@souk/kernel';
import { createDatabase, type Database } from '@souk/persistence';
import { PercolatorService } from '@souk/schema/rpc/percolator';
import { silentLogger } from '@souk/telemetry';
import { createTestDatabase } from '@souk/testing';
import { PercolatorParticipant, percolatorMigration, remoteSite, siteMethods, type Holdings, type Site } from '@souk/transactions';
import { type Peers } from './checkout-peers.js';

const WAREHOUSE = '01900000-0000-7000-8000-00000000a001';
const NAMES = ['catalog', 'user', 'logistics'] as const;
type Name = (typeof NAMES)[number];
interface Shipment {
  readonly lines: readonly { readonly warehouseId: string }[];
}

const open = (url: string): Promise<Database> => createDatabase({ url, name: 'percolator-peer', entities: [], migrations: [percolatorMigration], logger: silentLogger });

/** The other services in Percolator transactions: their locks and fates in real databases, what they hold in the books of `Peers`. */
export class PercolatorPeers {
  private constructor(private readonly databases: Readonly<Record<Name, Database>>) {}

  static async create(): Promise<PercolatorPeers> {
    const next = async (): Promise<Database> => open(await createTestDatabase({ template: 'percolator_peer', migrate: async (url) => (await open(url)).close() }));
    return new PercolatorPeers({ catalog: await next(), user: await next(), logistics: await next() });
  }

  async close(): Promise<void> {
    await Promise.all(NAMES.map((name) => this.databases[name].close()));
  }

  async locks(): Promise<number> {
    const rows = await Promise.all(NAMES.map((name) => this.databases[name].query('SELECT key FROM percolator_lock')));
    return rows.flat().length;
  }

  /** Ends the TTL of all locks. */
  async expire(): Promise<void> {
    await Promise.all(NAMES.map((name) => this.databases[name].query("UPDATE percolator_lock SET expires_at = '2000-01-01' RETURNING key")));
  }

  sitesOf(peers: Peers): Readonly<Record<Name, Site>> {
    const site = (name: Name, holdings: Holdings<object>): Site => {
      const database = this.databases[name];
      const methods = siteMethods(new PercolatorParticipant({ database, transact: (work) => database.transaction((tx) => work({ tx })), holdings }));
      const disturbed = <Request, Answer>(method: string, call: (request: Request) => Promise<Answer>) => async (request: Request): Promise<Answer> => {
        await peers.fault(`${method} ${name}`, 'before');
        const answer = await call(request);
        await peers.fault(`${method} ${name}`, 'after');
        return answer;
      };
      const service = { ...methods, prewrite: disturbed('prewrite', methods.prewrite), commit: disturbed('commit', methods.commit), rollback: disturbed('rollback', methods.rollback) };
      return remoteSite(createClient(PercolatorService, createRouterTransport((router) => void router.service(PercolatorService, service))));
    };
    return { catalog: site('catalog', stockOf(peers)), user: site('user', creditOf(peers)), logistics: site('logistics', parcelsOf(peers)) };
  }
}

const stockOf = ({ stock, reservations }: Peers): Holdings<object> => {
  const linesOf = (mutations: readonly { readonly key: string; readonly value: unknown }[]) =>
    mutations.map(({ key, value }) => ({ variantId: key.slice('stock/'.length), ...(value as { readonly gid: string; readonly quantity: number }) }));
  return {
    hold: (_unit, { mutations }) => {
      const lines = linesOf(mutations);
      const shortages = lines.map(({ variantId, quantity }) => ({ variantId, requested: quantity, available: stock.get(variantId) ?? 0 })).filter(({ requested, available }) => available < requested);
      if (shortages.length > 0) throw new DomainError('STOCK_SHORTAGE', 'short', { shortages });
      for (const { variantId, quantity } of lines) stock.set(variantId, (stock.get(variantId) ?? 0) - quantity);
      for (const { gid } of lines) reservations.set(gid, { state: 'reserved', lines });
      return Promise.resolve(lines.map(({ variantId, gid, quantity }) => ({ key: `stock/${variantId}`, value: { gid, quantity, allocations: [{ warehouseId: WAREHOUSE, quantity }] } })));
    },
    apply: (_unit, { mutations }) => {
      const lines = linesOf(mutations);
      for (const { gid } of lines) reservations.set(gid, { state: 'committed', lines });
      return Promise.resolve();
    },
    giveBack: (_unit, { mutations }) => {
      for (const { variantId, gid, quantity } of linesOf(mutations)) {
        stock.set(variantId, (stock.get(variantId) ?? 0) + quantity);
        reservations.delete(gid);
      }
      return Promise.resolve();
    },
  };
};

const creditOf = ({ wallets, debits }: Peers): Holdings<object> => {
  const add = (value: unknown, sign: 1 | -1): Promise<void> => {
    const { userId, amountMinor } = value as { readonly userId: string; readonly amountMinor: number };
    wallets.set(userId, (wallets.get(userId) ?? 0) + sign * amountMinor);
    return Promise.resolve();
  };
  return {
    hold: async (_unit, { mutations }) => {
      const { userId, amountMinor } = mutations[0]?.value as { readonly userId: string; readonly amountMinor: number };
      if ((wallets.get(userId) ?? 0) < amountMinor) throw new DomainError('INSUFFICIENT_FUNDS', 'too small');
      await add(mutations[0]?.value, -1);
      return mutations;
    },
    apply: (_unit, { mutations }) => {
      const { gid, userId, amountMinor } = mutations[0]?.value as { readonly gid: string; readonly userId: string; readonly amountMinor: number };
      debits.set(gid, { state: 'debited', userId, amountMinor });
      return Promise.resolve();
    },
    giveBack: (_unit, { mutations }) => add(mutations[0]?.value, 1),
  };
};

const parcelsOf = ({ parcels }: Peers): Holdings<object> => ({
  hold: (_unit, { mutations }) => Promise.resolve(mutations),
  apply: (_unit, { mutations }) => {
    for (const { key, value } of mutations) parcels.set(key.slice('shipment/'.length), [...new Set((value as Shipment).lines.map(({ warehouseId }) => warehouseId))]);
    return Promise.resolve();
  },
  giveBack: () => Promise.resolve(),
});
