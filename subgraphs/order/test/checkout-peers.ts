import { createClient, createRouterTransport, Code, ConnectError, type Client } from '@connectrpc/connect';
import { AtomicCommitService, NoReason, State } from '@souk/schema/rpc/atomic_commit';
import { CatalogService, type StockLine } from '@souk/schema/rpc/catalog';
import { LogisticsService } from '@souk/schema/rpc/logistics';
import { UserService } from '@souk/schema/rpc/user';

/** What a test does to a call: before it reaches the other service, or after it, when the answer may still be lost. */
export type Fault = (method: string, moment: 'before' | 'after') => Promise<void>;

export const lost = (): ConnectError => new ConnectError('the line is dead', Code.Unavailable);

type Allocated = { variantId: string; warehouseId: string; quantity: number };

interface Reservation {
  state: 'reserved' | 'released' | 'committed' | 'returned';
  readonly lines: readonly Pick<StockLine, 'variantId' | 'quantity'>[];
}

const WAREHOUSE = '01900000-0000-7000-8000-00000000a001';
const CARRIER = '01900000-0000-7000-8000-00000000c001';
const PRODUCT = '01900000-0000-7000-8000-00000000b001';

/**
 * The other services as their contracts promise them to us: each effect once per gid, undone if asked, kept out once undone.
 * Over the real RPC runtime, in memory. The services themselves take part in the whole system's tests.
 */
export class Peers {
  readonly prices = new Map<string, number>();
  readonly stock = new Map<string, number>();
  readonly wallets = new Map<string, number>();
  readonly reservations = new Map<string, Reservation>();
  readonly debits = new Map<string, { state: 'debited' | 'refunded'; readonly userId: string; readonly amountMinor: number }>();
  /** Branches of atomic commits by service and gid, with what undoes them. */
  readonly branches = new Map<string, { state: 'prepared' | 'preCommitted' | 'committed' | 'aborted'; readonly undo: () => void; readonly answer: object }>();
  /** Orders with a parcel that has left. */
  readonly shipped = new Set<string>();
  readonly parcels = new Map<string, readonly string[]>();
  readonly calls: string[] = [];
  fault: Fault = () => Promise.resolve();

  readonly catalog: Client<typeof CatalogService>;
  readonly user: Client<typeof UserService>;
  readonly logistics: Client<typeof LogisticsService>;
  readonly participants: Readonly<Record<'catalog' | 'user' | 'logistics', Client<typeof AtomicCommitService>>>;

  constructor() {
    const transport = createRouterTransport((router) => {
      router.service(CatalogService, {
        describeVariants: async ({ variantIds }) => (await this.fault('describeVariants', 'before'), {
          variants: variantIds.filter((id) => this.prices.has(id)).map((id) => ({
            id, sku: `SKU-${id.slice(-4)}`, name: 'One size', productId: PRODUCT, productName: 'Shirt', sellable: true,
            priceMinor: BigInt(this.prices.get(id) ?? 0), currency: 'EUR', weightGrams: 100, sellableQuantity: this.stock.get(id) ?? 0,
          })),
        }),
        reserveStock: ({ gid, lines }) => this.#disturbed('reserveStock', () => this.#reserve(gid, lines)),
        releaseStock: ({ gid }) => this.#disturbed('releaseStock', () => this.#giveBack(gid, 'reserved', 'released')),
        commitStock: ({ gid }) => this.#disturbed('commitStock', () => this.#commit(gid)),
        returnStock: ({ gid }) => this.#disturbed('returnStock', () => this.#giveBack(gid, 'committed', 'returned')),
      });
      router.service(UserService, {
        debitWallet: ({ gid, userId, amountMinor }) => this.#disturbed('debitWallet', () => ({ debited: this.#debit(gid, userId, Number(amountMinor)) })),
        refundWallet: ({ gid }) => this.#disturbed('refundWallet', () => this.#refund(gid)),
      });
      router.service(LogisticsService, {
        stopShipments: ({ orderId }) => this.#disturbed('stopShipments', () => ({ stopped: !this.shipped.has(orderId) })),
        readQuote: ({ quoteId }) => ({
          cartId: quoteId, carrierId: CARRIER, serviceCode: 'standard', priceMinor: 490n, currency: 'EUR', countryCode: 'DE', postalCode: '10115',
          deliverBy: '2099-01-10T00:00:00.000Z', validUntil: '2099-01-01T00:00:00.000Z', weightGrams: 10_000_000,
        }),
      });
    });
    this.catalog = createClient(CatalogService, transport);
    this.user = createClient(UserService, transport);
    this.logistics = createClient(LogisticsService, transport);
    this.participants = { catalog: this.#participant('catalog'), user: this.#participant('user'), logistics: this.#participant('logistics') };
  }

  /** Each branch prepares once, ends once, and a prepare after the abort is kept out. */
  #participant(service: 'catalog' | 'user' | 'logistics'): Client<typeof AtomicCommitService> {
    return createClient(AtomicCommitService, createRouterTransport((router) => {
      router.service(AtomicCommitService, {
        prepare: ({ gid, work }) => this.#disturbed(`prepare ${service}`, () => {
          const known = this.branches.get(`${service} ${gid}`);
          if (known?.state === 'aborted') return { vote: { case: 'no' as const, value: { reason: NoReason.OVER } } };
          if (known !== undefined) return { vote: { case: 'yes' as const, value: known.answer } };
          if (work.case === 'stock') {
            const { lines } = work.value;
            const answer = this.#reserve(gid, lines);
            if (answer.shortages !== undefined) return { vote: { case: 'no' as const, value: { reason: NoReason.SHORTAGE, shortages: answer.shortages } } };
            return this.#voteYes(service, gid, () => { this.#giveBack(gid, 'reserved', 'released'); }, answer);
          }
          if (work.case === 'wallet') {
            if (!this.#debit(gid, work.value.userId, Number(work.value.amountMinor))) return { vote: { case: 'no' as const, value: { reason: NoReason.INSUFFICIENT_FUNDS } } };
            return this.#voteYes(service, gid, () => { this.#refund(gid); }, {});
          }
          const lines = work.case === 'shipments' ? (work.value.order?.lines ?? []) : [];
          this.parcels.set(gid, [...new Set(lines.map(({ warehouseId }) => warehouseId))]);
          return this.#voteYes(service, gid, () => { this.parcels.delete(gid); }, {});
        }),
        preCommit: ({ gid }) => this.#disturbed(`preCommit ${service}`, () => {
          const branch = this.branches.get(`${service} ${gid}`);
          if (branch === undefined || branch.state === 'aborted') throw new ConnectError('over', Code.FailedPrecondition);
          if (branch.state === 'prepared') branch.state = 'preCommitted';
          return {};
        }),
        branchState: ({ gid }) => this.#disturbed(`state ${service}`, () => {
          const branch = this.branches.get(`${service} ${gid}`) ?? { state: 'aborted' as const, undo: () => undefined, answer: {} };
          this.branches.set(`${service} ${gid}`, branch);
          return { state: { prepared: State.PREPARED, preCommitted: State.PRE_COMMITTED, committed: State.COMMITTED, aborted: State.ABORTED }[branch.state] };
        }),
        commit: ({ gid }) => this.#disturbed(`commit ${service}`, () => {
          const branch = this.branches.get(`${service} ${gid}`);
          if (branch === undefined || branch.state === 'aborted') throw new ConnectError(`${gid} was not prepared`, Code.Internal);
          if (service === 'catalog') this.#commit(gid);
          branch.state = 'committed';
          return {};
        }),
        abort: ({ gid }) => this.#disturbed(`abort ${service}`, () => {
          const branch = this.branches.get(`${service} ${gid}`);
          if (branch?.state === 'committed') throw new ConnectError(`${gid} is committed`, Code.Internal);
          if (branch?.state === 'prepared' || branch?.state === 'preCommitted') branch.undo();
          this.branches.set(`${service} ${gid}`, { undo: () => undefined, answer: {}, ...branch, state: 'aborted' });
          return {};
        }),
      });
    }));
  }

  #voteYes(service: string, gid: string, undo: () => void, answer: object) {
    this.branches.set(`${service} ${gid}`, { state: 'prepared', undo, answer });
    return { vote: { case: 'yes' as const, value: answer } };
  }

  async #disturbed<T>(method: string, work: () => T): Promise<T> {
    await this.fault(method, 'before');
    this.calls.push(method);
    const answer = work();
    await this.fault(method, 'after');
    return answer;
  }

  #reserve(gid: string, lines: Reservation['lines']): { readonly allocations?: Allocated[]; readonly shortages?: { variantId: string; requested: number; available: number }[] } {
    const known = this.reservations.get(gid);
    if (known === undefined) {
      const shortages = lines.filter(({ variantId, quantity }) => (this.stock.get(variantId) ?? 0) < quantity).map(({ variantId, quantity }) => ({ variantId, requested: quantity, available: this.stock.get(variantId) ?? 0 }));
      if (shortages.length > 0) return { shortages };
      this.#move(lines, -1);
      this.reservations.set(gid, { state: 'reserved', lines });
    }
    return this.reservations.get(gid)?.state === 'released' ? {} : { allocations: lines.map(({ variantId, quantity }) => ({ variantId, warehouseId: WAREHOUSE, quantity })) };
  }

  #commit(gid: string): object {
    const known = this.reservations.get(gid);
    if (known === undefined || known.state === 'released') throw new ConnectError(`${gid} has no reservation`, Code.Internal);
    if (known.state === 'reserved') known.state = 'committed';
    return {};
  }

  #giveBack(gid: string, from: Reservation['state'], to: Reservation['state']): object {
    const known = this.reservations.get(gid);
    if (known?.state === from) this.#move(known.lines, 1);
    else if (known !== undefined && known.state !== to) throw new ConnectError(`${gid} is ${known.state}, not ${from}`, Code.Internal);
    this.reservations.set(gid, { state: to, lines: known?.lines ?? [] });
    return {};
  }

  #move(lines: Reservation['lines'], direction: 1 | -1): void {
    for (const { variantId, quantity } of lines) this.stock.set(variantId, (this.stock.get(variantId) ?? 0) + direction * quantity);
  }

  #debit(gid: string, userId: string, amountMinor: number): boolean {
    const known = this.debits.get(gid);
    if (known !== undefined) return known.state === 'debited';
    const balance = this.wallets.get(userId) ?? 0;
    if (balance < amountMinor) return false;
    this.wallets.set(userId, balance - amountMinor);
    this.debits.set(gid, { state: 'debited', userId, amountMinor });
    return true;
  }

  #refund(gid: string): object {
    const known = this.debits.get(gid);
    if (known?.state === 'debited') this.wallets.set(known.userId, (this.wallets.get(known.userId) ?? 0) + known.amountMinor);
    this.debits.set(gid, { userId: known?.userId ?? '', amountMinor: known?.amountMinor ?? 0, state: 'refunded' });
    return {};
  }
}
