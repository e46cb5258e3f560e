import { type EventLog } from '@souk/events';
import { OperationalError, assertInvariant, type Money } from '@souk/kernel';
import { type Client } from '@souk/rpc';
import { newEvent, orderEvents, type EventData } from '@souk/schema/events';
import { type CatalogService } from '@souk/schema/rpc/catalog';
import { type LogisticsService } from '@souk/schema/rpc/logistics';
import { defineSaga, type LocalStep, type RemoteStep, type Saga } from '@souk/transactions';
import { canMove, type OrderState } from '../domain/order-state.js';
import { type PaymentProvider } from '../payments/payment-provider.js';
import { applyOrderEvents, applyToLockedOrder } from '../projections/order-projection.js';
import { lockOrder } from '../repositories/orders.js';

/** An order that somebody wants to cancel, and what it was paid with; null where there was nothing to pay. */
export interface OrderCancelState {
  readonly orderId: string;
  readonly buyerId: string | null;
  readonly reason: EventData<typeof orderEvents.OrderCancelled>['reason'];
  readonly actor: 'customer' | 'operations';
  /** False for an imported order, whose stock and money were never ours. */
  readonly isOurs: boolean;
  readonly payment: { readonly id: string; readonly provider: string; readonly reference: string | null; readonly amount: Money } | null;
  /** Whether its parcels have been stopped; false where one had left. */
  readonly areParcelsStopped?: boolean;
  /** The state that it could not be cancelled in; null where it was cancelled. */
  readonly refusedIn?: OrderState | null;
}

export interface OrderCancelSagaOptions {
  readonly log: EventLog;
  readonly catalog: Client<typeof CatalogService>;
  readonly logistics: Client<typeof LogisticsService>;
  readonly providerOf: (name: string) => PaymentProvider;
  /** Whether all steps of the order's checkout are done. */
  readonly isCheckoutFinished: (orderId: string) => Promise<boolean>;
}

/**
 * Logistics decides, since it alone knows what has left: its parcels are stopped first, then the order is cancelled, then stock and money go back.
 * It only goes forward: whether parcels were stopped is unknown until logistics has answered. Where one had left, nothing follows.
 */
export const orderCancelSaga = (options: OrderCancelSagaOptions): Saga<OrderCancelState> =>
  defineSaga<OrderCancelState>({
    name: 'order-cancellation',
    steps: [stopParcels(options), cancelOrder(options), awaitCheckout(options), { name: 'give-back', parallel: [returnStock(options), refundPayment(options)] }, settle(options)],
    pivot: null,
  });

const stopParcels = ({ logistics }: OrderCancelSagaOptions): RemoteStep<OrderCancelState> => ({
  name: 'stop-parcels',
  run: async ({ orderId }, { signal }) => ({ areParcelsStopped: (await logistics.stopShipments({ orderId }, { signal })).stopped }),
});

const cancelOrder = ({ log }: OrderCancelSagaOptions): LocalStep<OrderCancelState> => ({
  name: 'cancel',
  commit: async (tx, { orderId, reason, actor, areParcelsStopped = false }) => {
    const order = await lockOrder(tx, orderId);
    assertInvariant(order !== undefined, `order ${orderId} was placed`);
    if (!canMove(order.state, 'CANCELLED')) return { refusedIn: order.state };
    // The news of the parcel that has left is still on its way to the order.
    if (!areParcelsStopped) return { refusedIn: 'SHIPPED' };
    await applyToLockedOrder(tx, log, order, 'any', [{ ...newEvent(orderEvents.OrderCancelled, { orderId, from: order.state, reason }), meta: { actor } }]);
    return { refusedIn: null };
  },
});

/** Whether there is something to give back. */
const isOwed = ({ refusedIn, isOurs }: OrderCancelState): boolean => refusedIn === null && isOurs;

/** An order can be cancelled while its payment is still being captured; a refund that overtook the capture would be refused. */
const awaitCheckout = ({ isCheckoutFinished }: OrderCancelSagaOptions): RemoteStep<OrderCancelState> => ({
  name: 'await-checkout',
  run: async (state) => {
    if (isOwed(state) && !(await isCheckoutFinished(state.orderId))) throw new OperationalError('CHECKOUT_UNFINISHED', `The checkout of order ${state.orderId} is still being finished.`, true);
    return {};
  },
});

const returnStock = ({ catalog }: OrderCancelSagaOptions): RemoteStep<OrderCancelState> => ({
  name: 'return-stock',
  run: async (state, { signal }) => {
    if (isOwed(state)) await catalog.returnStock({ gid: state.orderId }, { signal });
    return {};
  },
});

const refundPayment = ({ providerOf }: OrderCancelSagaOptions): RemoteStep<OrderCancelState> => ({
  name: 'refund-payment',
  run: async (state, { signal }) => {
    const { orderId, buyerId, payment } = state;
    if (payment === null || !isOwed(state)) return {};
    const { id: paymentId, provider, reference, amount } = payment;
    await providerOf(provider).refund({ paymentId, orderId, buyerId, token: null, amount }, reference, signal);
    return {};
  },
});

const settle = ({ log }: OrderCancelSagaOptions): LocalStep<OrderCancelState> => ({
  name: 'settle',
  commit: async (tx, state) => {
    const { orderId, payment } = state;
    if (payment === null || !isOwed(state)) return {};
    const refunded = newEvent(orderEvents.OrderPaymentChanged, { orderId, paymentId: payment.id, provider: payment.provider, to: 'REFUNDED', amount: payment.amount, declineCode: null });
    await applyOrderEvents(tx, log, orderId, 'any', [{ ...refunded, meta: { actor: 'system' } }]);
    return {};
  },
});
