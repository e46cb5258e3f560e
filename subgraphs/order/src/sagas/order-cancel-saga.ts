import { type EventLog } from '@souk/events';
import { OperationalError, type Money } from '@souk/kernel';
import { type Client } from '@souk/rpc';
import { newEvent, orderEvents } from '@souk/schema/events';
import { type CatalogService } from '@souk/schema/rpc/catalog';
import { defineSaga, type RemoteStep, type Saga } from '@souk/transactions';
import { type PaymentProvider } from '../payments/payment-provider.js';
import { applyOrderEvents } from '../projections/order-projection.js';

/** A cancelled order, and what it was paid with; null where there was nothing to pay. */
export interface OrderCancelState {
  readonly orderId: string;
  readonly buyerId: string | null;
  readonly payment: { readonly id: string; readonly provider: string; readonly reference: string | null; readonly amount: Money } | null;
}

export interface OrderCancelSagaOptions {
  readonly log: EventLog;
  readonly catalog: Client<typeof CatalogService>;
  readonly providerOf: (name: string) => PaymentProvider;
  /** Whether all steps of the order's checkout are done. */
  readonly isCheckoutFinished: (orderId: string) => Promise<boolean>;
}

/** Gives stock and money of a cancelled order back. Decided when it starts: it only goes forward. */
export const orderCancelSaga = (options: OrderCancelSagaOptions): Saga<OrderCancelState> =>
  defineSaga<OrderCancelState>({
    name: 'order-cancel',
    steps: [
      awaitCheckout(options),
      { name: 'give-back', parallel: [returnStock(options), refundPayment(options)] },
      {
        name: 'settle',
        commit: async (tx, { orderId, payment }) => {
          if (payment === null) return {};
          const refunded = newEvent(orderEvents.OrderPaymentChanged, { orderId, paymentId: payment.id, provider: payment.provider, to: 'REFUNDED', amount: payment.amount, declineCode: null });
          await applyOrderEvents(tx, options.log, orderId, 'any', [{ ...refunded, meta: { actor: 'system' } }]);
          return {};
        },
      },
    ],
    pivot: null,
  });

/** An order can be cancelled while its payment is still being captured; a refund that overtook the capture would be refused. */
const awaitCheckout = ({ isCheckoutFinished }: OrderCancelSagaOptions): RemoteStep<OrderCancelState> => ({
  name: 'await-checkout',
  run: async ({ orderId }) => {
    if (!(await isCheckoutFinished(orderId))) throw new OperationalError('CHECKOUT_UNFINISHED', `The checkout of order ${orderId} is still being finished.`, true);
    return {};
  },
});

const returnStock = ({ catalog }: OrderCancelSagaOptions): RemoteStep<OrderCancelState> => ({
  name: 'return-stock',
  run: async ({ orderId }, { signal }) => {
    await catalog.returnStock({ gid: orderId }, { signal });
    return {};
  },
});

const refundPayment = ({ providerOf }: OrderCancelSagaOptions): RemoteStep<OrderCancelState> => ({
  name: 'refund-payment',
  run: async ({ orderId, buyerId, payment }, { signal }) => {
    if (payment === null) return {};
    const { id: paymentId, provider, reference, amount } = payment;
    await providerOf(provider).refund({ paymentId, orderId, buyerId, token: null, amount }, reference, signal);
    return {};
  },
});
