import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Viewer } from '@souk/auth';
import { EventLog, Snapshots } from '@souk/events';
import { DomainError, globalId, newId, systemClock, type Clock } from '@souk/kernel';
import { createPaymentSandbox, readLedger, type LedgerEntry, type PaymentSandbox } from '@souk/payment-sandbox';
import { createDatabase, type Database } from '@souk/persistence';
import { type ProtocolName } from '@souk/service';
import { silentLogger as logger } from '@souk/telemetry';
import { peerOver, type Peer } from '@souk/transactions';
import { createTestDatabase, testKeys } from '@souk/testing';
import { cartLinesAdd } from '../src/commands/cart-lines-add.js';
import { cartShippingSelect } from '../src/commands/cart-shipping-select.js';
import { type CheckoutAnswer } from '../src/commands/checkout-complete.js';
import { type OrderDependencies } from '../src/dependencies.js';
import { sandboxProvider } from '../src/payments/sandbox-provider.js';
import { walletProvider } from '../src/payments/wallet-provider.js';
import { readCarts } from '../src/repositories/carts.js';
import { readOrders, readPayments } from '../src/repositories/order-reads.js';
import { createOrderSagas, type OrderSagas } from '../src/sagas/order-sagas.js';
import { ORDER_BRANCH } from '../src/sagas/three-phase-checkout.js';
import { orderDatabase } from '../src/service.js';
import { OrderWatch } from '../src/subscriptions/order-watch.js';
import { Peers } from './checkout-peers.js';
import { PercolatorPeers } from './percolator-peers.js';

export const SANDBOX_KEY = 'sandbox-key-of-the-tests';
const open = (url: string): Promise<Database> => createDatabase({ url, name: 'order-test', ...orderDatabase, logger });

export const customer = (userId: string = newId()): Viewer & { readonly userId: string } => ({ userId, roles: ['CUSTOMER'], scopes: [], guestOrderIds: [] });

export const operations: Viewer & { readonly userId: string } = { userId: newId(), roles: ['OPERATIONS'], scopes: ['order:read:any', 'order:write:any'], guestOrderIds: [] };

export const guest: Viewer = { roles: [], scopes: [], guestOrderIds: [] };

export const orderIdOf = (answer: CheckoutAnswer): string => {
  if (answer.kind !== 'order') throw new Error(`expected an order, got ${JSON.stringify(answer)}`);
  return answer.orderId;
};

/** How a promise ended: its value, or its refusal as data. */
export const settled = async <T>(work: Promise<T>): Promise<T | { readonly code: string; readonly details: Readonly<Record<string, unknown>> }> =>
  work.catch((error: unknown) => {
    if (error instanceof DomainError) return { code: error.code, details: error.details };
    throw error;
  });

/** An order service without its network, over a real database and a real payment sandbox; and what a test needs to see of it. */
export class CheckoutWorld {
  readonly peers = new Peers();
  private constructor(readonly percolator: PercolatorPeers, readonly database: Database, readonly sandbox: PaymentSandbox, private readonly folder: string, private readonly shared: Pick<OrderDependencies, 'signingKey'>) {}

  static async create(): Promise<CheckoutWorld> {
    const database = await open(await createTestDatabase({ template: 'order_checkout', migrate: async (url) => (await open(url)).close() }));
    const folder = await mkdtemp(join(tmpdir(), 'checkout-'));
    const sandbox = await createPaymentSandbox({ host: '127.0.0.1', port: 0, apiKey: SANDBOX_KEY, ledgerFile: join(folder, 'ledger.jsonl'), logger });
    const { signing } = await testKeys();
    return new CheckoutWorld(await PercolatorPeers.create(), database, sandbox, folder, { signingKey: signing.order });
  }

  async close(): Promise<void> {
    await this.sandbox.stop();
    await Promise.all([this.database.close(), this.percolator.close()]);
    await rm(this.folder, { recursive: true });
  }

  /** One process of the service; several may share this world. Stop its sagas at the end. */
  process({ database = this.database, clock = systemClock, protocol = 'saga' }: { readonly database?: Database; readonly clock?: Clock; readonly protocol?: ProtocolName } = {}): OrderDependencies {
    const log = new EventLog({ database, service: 'order', clock, logger });
    const { catalog, user, logistics } = this.peers;
    const providers = [walletProvider(user), sandboxProvider({ url: this.sandbox.url, apiKey: SANDBOX_KEY })];
    const sagas: OrderSagas = createOrderSagas({ database, log, catalog, logistics, participants: this.peers.participants, peers: this.#peers(() => sagas), sites: this.percolator.sitesOf(this.peers), protocol, providers, clock, logger });
    return { database, log, snapshots: new Snapshots(database, logger), catalog, logistics, clock, logger, ...this.shared, watch: new OrderWatch(log, logger), sagas };
  }

  #peers(sagasOf: () => OrderSagas): ReadonlyMap<string, Peer> {
    const others = Object.entries(this.peers.participants).map(([name, service]) => peerOver(name, service));
    const own = (gid: string) => ({ gid, branch: ORDER_BRANCH });
    const order: Peer = { name: 'order', stateOf: (gid) => sagasOf().threePhase.stateOf(own(gid)), preCommit: (gid) => sagasOf().threePhase.preCommit(own(gid)) };
    return new Map([...others, order].map((peer) => [peer.name, peer]));
  }

  /** A variant that is sold at that price. */
  sell(units: number, priceMinor = 1_000): string {
    const variantId = newId();
    this.peers.prices.set(variantId, priceMinor);
    this.peers.stock.set(variantId, units);
    return variantId;
  }

  /** A cart of these units of one variant, with shipping of 4.90; and the input that checks it out. */
  async fillCart(dependencies: OrderDependencies, viewer: Viewer, variantId: string, quantity = 1) {
    const cartId = await cartLinesAdd(dependencies, viewer, { lines: [{ variantId: globalId('var', variantId), quantity }], idempotencyKey: newId() });
    await cartShippingSelect(dependencies, viewer, { cartId: globalId('crt', cartId), shippingQuoteId: cartId, expectedVersion: 1 });
    const input = {
      cartId: globalId('crt', cartId), expectedVersion: 2, idempotencyKey: newId(),
      expectedTotal: { amountMinor: (this.peers.prices.get(variantId) ?? 0) * quantity + 490, currency: 'EUR' },
      payment: { provider: 'sandbox', token: 'tok_approve' } as { provider: string; token?: string },
      shippingAddress: { recipient: 'A. Buyer', lines: ['Street 1'], city: 'Berlin', region: null, postalCode: '10115', countryCode: 'DE' },
    };
    return { cartId, input };
  }

  async order(orderId: string) {
    const [[order], payments] = await Promise.all([readOrders(this.database, [orderId]), readPayments(this.database, [orderId])]);
    if (order === undefined) throw new Error(`order ${orderId} is not there`);
    return { ...order, payments };
  }

  async cart(cartId: string) {
    const [cart] = await readCarts(this.database.source.manager, [cartId]);
    if (cart === undefined) throw new Error(`cart ${cartId} is not there`);
    return cart;
  }

  ordersOf(cartId: string): Promise<readonly { readonly id: string; readonly state: string }[]> {
    return this.database.query('SELECT id, state FROM orders WHERE cart_id = $1 ORDER BY id', [cartId]);
  }

  async eventTypes(streamId: string): Promise<readonly string[]> {
    const rows = await this.database.query<{ type: string; to: string | null }>("SELECT type, data->>'to' AS to FROM event WHERE stream_id = $1 ORDER BY version", [streamId]);
    return rows.map(({ type, to }) => (to === null ? type : `${type} ${to}`));
  }

  /** What the provider did for an order, in its own books. */
  async ledger(orderId: string): Promise<readonly LedgerEntry['type'][]> {
    const entries = await readLedger(join(this.folder, 'ledger.jsonl'));
    const ids = entries.flatMap((entry) => ('reference' in entry && entry.reference === orderId ? [entry.id] : []));
    return entries.filter((entry) => 'id' in entry && ids.includes(entry.id)).map(({ type }) => type);
  }

  async sagaStatus(gid: string): Promise<string | undefined> {
    return (await this.database.query<{ status: string }>('SELECT status FROM saga WHERE gid = $1', [gid]))[0]?.status;
  }
}
