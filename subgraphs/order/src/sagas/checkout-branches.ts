import { type MessageInitShape } from '@bufbuild/protobuf';
import { OperationalError, assertInvariant } from '@souk/kernel';
import { type Database } from '@souk/persistence';
import { Code, ConnectError, type Client } from '@souk/rpc';
import { NoReason, type AtomicCommitService, type No, type PrepareRequestSchema, type Protocol, type Yes } from '@souk/schema/rpc/atomic_commit';
import { type AtomicBranch, type ThreePhaseBranch } from '@souk/transactions';
import { INSUFFICIENT_FUNDS, PaymentDeclinedError } from '../domain/checkout-errors.js';
import { InsufficientStockError } from '../domain/errors.js';
import { type PaymentProvider } from '../payments/payment-provider.js';
import { STORE_CREDIT } from '../payments/wallet-provider.js';
import { readAddresses, readOrders } from '../repositories/order-reads.js';
import { chargeOf, itemOf, withoutToken, type CheckoutState } from './checkout-steps.js';

type Service = Client<typeof AtomicCommitService>;
type Branch = ThreePhaseBranch<CheckoutState>;

/** The services that take part in an atomic commit, by their RPC. */
export interface CheckoutParticipants {
  readonly catalog: Service;
  readonly user: Service;
  readonly logistics: Service;
}

const UNTOUCHED = {};

/** Takes the units out of stock, and tells where they lay. */
export const stockBranch = (catalog: Service, protocol: Protocol): Branch => ({
  name: 'stock',
  ...endedBy(catalog, protocol),
  prepare: async (state, { signal }) => {
    const { orderId, items } = state;
    const lines = items.map(({ variantId, quantity }) => ({ variantId, quantity }));
    const { allocations } = await voteOf(catalog, { gid: orderId, protocol, peers: peersOf(state), work: { case: 'stock', value: { lines } } }, signal, ({ shortages }) =>
      new InsufficientStockError(shortages.map(({ variantId, requested, available }) => ({ lineId: itemOf(items, variantId).cartLineId, variantId, requested, available }))));
    return { allocations: allocations.map(({ variantId, warehouseId, quantity }) => ({ orderLineId: itemOf(items, variantId).orderLineId, warehouseId, quantity })) };
  },
});

/** Takes the store credit that an order is paid with. */
export const walletBranch = (user: Service, protocol: Protocol): Branch => {
  const ends = endedBy(user, protocol);
  return {
    name: 'wallet',
    prepare: async (state, { signal }) => {
      const charge = chargeOf(state);
      if (charge === null || !isStoreCredit(state)) return UNTOUCHED;
      assertInvariant(charge.buyerId !== null, 'a wallet payment has a buyer');
      const value = { userId: charge.buyerId, amountMinor: BigInt(charge.amount.amountMinor), currency: charge.amount.currency };
      await voteOf(user, { gid: charge.orderId, protocol, peers: peersOf(state), work: { case: 'wallet', value } }, signal, () => new PaymentDeclinedError(INSUFFICIENT_FUNDS));
      return UNTOUCHED;
    },
    preCommit: async (state, context) => !isStoreCredit(state) || ends.preCommit(state, context),
    commit: async (state, context) => (isStoreCredit(state) ? ends.commit(state, context) : undefined),
    abort: async (state, context) => (isStoreCredit(state) ? ends.abort(state, context) : UNTOUCHED),
  };
};

/** Plans the parcels of the units that were found. */
export const shipmentBranch = (logistics: Service, protocol: Protocol, database: Database): Branch => ({
  name: 'shipment',
  ...endedBy(logistics, protocol),
  prepare: async (state, { signal }) => {
    const { orderId, items, allocations = [] } = state;
    const [[order], [address]] = await Promise.all([readOrders(database, [orderId]), readAddresses(database, [orderId])]);
    assertInvariant(order !== undefined, `order ${orderId} was placed`);
    const value = {
      order: {
        ...(order.buyerId === null ? {} : { buyerId: order.buyerId }),
        countryCode: address?.countryCode ?? '', postalCode: address?.postalCode ?? '',
        lines: allocations.map((allocation) => ({ ...allocation, variantId: items.find(({ orderLineId }) => orderLineId === allocation.orderLineId)?.variantId ?? '' })),
        carrierId: order.carrierId ?? '', serviceCode: order.serviceCode ?? '', promisedBy: order.promisedBy?.toISOString() ?? '',
      },
    };
    await voteOf(logistics, { gid: orderId, protocol, peers: peersOf(state), work: { case: 'shipments', value } }, signal, ({ reason }) => new OperationalError('SHIPMENT_REFUSED', `Logistics refused to plan the parcels (${NoReason[reason]}).`, true));
    return UNTOUCHED;
  },
});

/** A card cannot prepare: it is authorised before the databases take locks, and captured, or let go, after the decision. */
export const cardHold = (providerOf: (name: string) => PaymentProvider): AtomicBranch<CheckoutState> => {
  const cardOf = (state: CheckoutState): { readonly charge: NonNullable<ReturnType<typeof chargeOf>>; readonly provider: PaymentProvider } | undefined => {
    const charge = chargeOf(state);
    return charge === null || isStoreCredit(state) ? undefined : { charge, provider: providerOf(charge.provider) };
  };
  return {
    name: 'card',
    prepare: async (state, { signal }) => {
      const card = cardOf(state);
      return card === undefined ? UNTOUCHED : { taken: await card.provider.take(card.charge, signal), ...withoutToken(state) };
    },
    commit: async (state, { signal }) => {
      const card = cardOf(state);
      if (card !== undefined && state.taken !== undefined) await card.provider.capture(card.charge, state.taken, signal);
    },
    abort: async (state, { signal }) => {
      const card = cardOf(state);
      if (card !== undefined) await card.provider.undo(card.charge, signal);
      return withoutToken(state);
    },
  };
};

/** Store credit is a database's; every other way to pay is a provider's. */
export const isStoreCredit = ({ payment }: CheckoutState): boolean => payment?.provider === STORE_CREDIT;

/** Services with a branch in the checkout of that order. */
export const peersOf = (state: CheckoutState): string[] => ['catalog', 'logistics', 'order', ...(isStoreCredit(state) ? ['user'] : [])];

/** Store credit is taken by the commit itself. */
export const withCredit = (state: CheckoutState): CheckoutState => (isStoreCredit(state) ? { ...state, taken: { state: 'CAPTURED', reference: null } } : state);

const endedBy = (service: Service, protocol: Protocol): Pick<Branch, 'preCommit' | 'commit' | 'abort'> => ({
  preCommit: async ({ orderId }, { signal }) => {
    try {
      await service.preCommit({ gid: orderId, protocol }, { signal });
      return true;
    } catch (error) {
      if (ConnectError.from(error).code === Code.FailedPrecondition) return false;
      throw error;
    }
  },
  commit: async ({ orderId }, { signal }) => {
    await service.commit({ gid: orderId, protocol }, { signal });
  },
  abort: async ({ orderId }, { signal }) => {
    await service.abort({ gid: orderId, protocol }, { signal });
    return UNTOUCHED;
  },
});

/** A yes, or what a no means: what the work refuses is the branch's own to say, the rest is alike. */
const voteOf = async (service: Service, request: MessageInitShape<typeof PrepareRequestSchema>, signal: AbortSignal, refused: (no: No) => Error): Promise<Yes> => {
  const { vote } = await service.prepare(request, { signal });
  if (vote.case === 'yes') return vote.value;
  assertInvariant(vote.case === 'no', 'a participant votes');
  if (vote.value.reason === NoReason.BUSY) throw new OperationalError('BRANCH_BUSY', 'Others hold what the order wants to take; it may be tried again.', true);
  if (vote.value.reason === NoReason.OVER) throw new OperationalError('BRANCH_OVER', 'The participant has heard that the checkout is over.', true);
  throw refused(vote.value);
};
