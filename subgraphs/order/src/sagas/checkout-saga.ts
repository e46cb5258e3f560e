import { type EventLog, type NewEvent } from '@souk/events';
import { OperationalError, assertInvariant, type Clock } from '@souk/kernel';
import { type Transaction } from '@souk/persistence';
import { type Client } from '@souk/rpc';
import { newEvent, orderEvents } from '@souk/schema/events';
import { type Allocation, type CatalogService } from '@souk/schema/rpc/catalog';
import { defineSaga, type RemoteStep, type Saga, type SagaFailure } from '@souk/transactions';
import { InsufficientStockError } from '../domain/errors.js';
import { type PaymentState } from '../entities/payment.js';
import { type Charge, type PaymentProvider, type Taken } from '../payments/payment-provider.js';
import { applyOrderEvents } from '../projections/order-projection.js';
import { cartStream, lockCart, saveCart } from '../repositories/carts.js';
import { insertAllocations } from '../repositories/orders.js';
import { setProviderReference } from '../repositories/payments.js';
import { type CheckoutOrder } from './checkout-protocol.js';

/** The order, and what its steps have found out. */
export interface CheckoutState extends CheckoutOrder {
  readonly allocations?: readonly StockAllocation[];
  readonly taken?: Taken;
}

interface StockAllocation {
  readonly orderLineId: string;
  readonly warehouseId: string;
  readonly quantity: number;
}

export interface CheckoutSagaOptions {
  readonly log: EventLog;
  readonly catalog: Client<typeof CatalogService>;
  readonly providerOf: (name: string) => PaymentProvider;
  readonly clock: Clock;
}

/** PENDING → stock and payment at once → CONFIRMED (the pivot) → stock leaves, payment is captured. Before the pivot all of it can be undone. */
export const checkoutSaga = (options: CheckoutSagaOptions): Saga<CheckoutState> =>
  defineSaga<CheckoutState>({
    name: 'checkout',
    steps: [
      { name: 'secure', parallel: [reserveStock(options), takePayment(options)] },
      { name: 'confirm', commit: (tx, state) => confirm(options, tx, state) },
      { name: 'fulfil', parallel: [commitStock(options), capturePayment(options)] },
      { name: 'settle', commit: (tx, state) => settle(options, tx, state) },
    ],
    pivot: 'confirm',
    onAborted: (tx, state, failure) => cancel(options, tx, state, failure),
  });

const reserveStock = ({ catalog }: CheckoutSagaOptions): RemoteStep<CheckoutState> => ({
  name: 'reserve-stock',
  run: async ({ orderId, items }, { signal }) => {
    const lines = items.map(({ variantId, quantity }) => ({ variantId, quantity }));
    const { allocations, shortages } = await catalog.reserveStock({ gid: orderId, lines }, { signal });
    const lineOf = (variantId: string): CheckoutState['items'][number] => itemOf(items, variantId);
    if (shortages.length > 0) throw new InsufficientStockError(shortages.map(({ variantId, requested, available }) => ({ lineId: lineOf(variantId).cartLineId, variantId, requested, available })));
    assertReserved(items, allocations);
    return { allocations: allocations.map(({ variantId, warehouseId, quantity }) => ({ orderLineId: lineOf(variantId).orderLineId, warehouseId, quantity })) };
  },
  compensate: async ({ orderId }, { signal }) => {
    await catalog.releaseStock({ gid: orderId }, { signal });
    return {};
  },
});

const takePayment = ({ providerOf }: CheckoutSagaOptions): RemoteStep<CheckoutState> => ({
  name: 'take-payment',
  run: async (state, { signal }) => {
    const charge = chargeOf(state);
    // Taken already, where it is the stock that has to be asked again: the token is forgotten, and the provider would see another request.
    if (charge === null || state.taken !== undefined) return {};
    return { taken: await providerOf(charge.provider).take(charge, signal), ...withoutToken(state) };
  },
  compensate: async (state, { signal }) => {
    const charge = chargeOf(state);
    if (charge !== null) await providerOf(charge.provider).undo(charge, signal);
    return withoutToken(state);
  },
});

/** A card's token serves one charge; sagas are kept, and it is not theirs to keep. */
const withoutToken = ({ payment }: CheckoutState): Pick<CheckoutState, 'payment'> => ({ payment: payment && { ...payment, token: null } });

const commitStock = ({ catalog }: CheckoutSagaOptions): RemoteStep<CheckoutState> => ({
  name: 'commit-stock',
  run: async ({ orderId }, { signal }) => {
    await catalog.commitStock({ gid: orderId }, { signal });
    return {};
  },
});

const capturePayment = ({ providerOf }: CheckoutSagaOptions): RemoteStep<CheckoutState> => ({
  name: 'capture-payment',
  run: async (state, { signal }) => {
    const charge = chargeOf(state);
    if (charge !== null && state.taken !== undefined) await providerOf(charge.provider).capture(charge, state.taken, signal);
    return {};
  },
});

/**
 * The decision. The cart is locked first: whoever places another order of it locks it first, too, and two orders of locks would deadlock.
 * Throws ConflictError, which undoes the checkout, where the cart was changed since: its owner wants something else now.
 */
const confirm = async ({ log, clock }: CheckoutSagaOptions, tx: Transaction, state: CheckoutState): Promise<Partial<CheckoutState>> => {
  const { orderId, buyerId, cartId, cartVersion, payment, taken, allocations = [] } = state;
  const cart = await lockCart(tx, cartId);
  assertInvariant(cart !== undefined, `cart ${cartId} of a checkout is there`);
  await log.append(tx, cartStream(cartId), cartVersion, [newEvent(orderEvents.CartOrdered, { cartId, orderId })]);
  await saveCart(tx, { ...cart, state: 'ORDERED', version: cartVersion + 1 }, clock.now());
  await applyOrderEvents(tx, log, orderId, 'any', [
    ...(taken === undefined ? [] : paymentChanged(state, taken.state)),
    bySystem(newEvent(orderEvents.OrderConfirmed, { orderId, from: 'PENDING', buyerId })),
  ]);
  if (payment !== null && taken !== undefined) await setProviderReference(tx, payment.id, taken.reference);
  await insertAllocations(tx, allocations);
  return {};
};

const settle = async ({ log }: CheckoutSagaOptions, tx: Transaction, state: CheckoutState): Promise<Partial<CheckoutState>> => {
  if (state.taken?.state === 'AUTHORIZED') await applyOrderEvents(tx, log, state.orderId, 'any', paymentChanged(state, 'CAPTURED'));
  return {};
};

const cancel = async ({ log }: CheckoutSagaOptions, tx: Transaction, state: CheckoutState, { code, details }: SagaFailure): Promise<void> => {
  const { declineCode } = details;
  const money = typeof declineCode === 'string' ? paymentChanged(state, 'FAILED', declineCode) : paymentChanged(state, state.taken?.state === 'CAPTURED' ? 'REFUNDED' : 'VOIDED');
  await applyOrderEvents(tx, log, state.orderId, 'any', [...money, bySystem(newEvent(orderEvents.OrderCancelled, { orderId: state.orderId, from: 'PENDING', reason: code }))]);
};

const paymentChanged = ({ orderId, payment }: CheckoutState, to: PaymentState, declineCode: string | null = null): readonly NewEvent[] =>
  payment === null ? [] : [bySystem(newEvent(orderEvents.OrderPaymentChanged, { orderId, paymentId: payment.id, provider: payment.provider, to, amount: payment.amount, declineCode }))];

const bySystem = (event: NewEvent): NewEvent => ({ ...event, meta: { actor: 'system' } });

const chargeOf = ({ orderId, buyerId, payment }: CheckoutState): (Charge & { readonly provider: string }) | null =>
  payment === null ? null : { paymentId: payment.id, orderId, buyerId, token: payment.token, amount: payment.amount, provider: payment.provider };

const itemOf = (items: CheckoutState['items'], variantId: string): CheckoutState['items'][number] => {
  const item = items.find((candidate) => candidate.variantId === variantId);
  assertInvariant(item !== undefined, `the catalog answers for variants that were asked for, not for ${variantId}`);
  return item;
};

/** A reservation that comes after its release is answered empty: it was undone by another driver. */
const assertReserved = (items: CheckoutState['items'], allocations: readonly Allocation[]): void => {
  const wanted = items.reduce((units, { quantity }) => units + quantity, 0);
  const reserved = allocations.reduce((units, { quantity }) => units + quantity, 0);
  if (wanted !== reserved) throw new OperationalError('RESERVATION_LOST', `The catalog reserved ${reserved} of ${wanted} units.`, true);
};
