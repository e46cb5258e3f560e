import { type EventLog, type NewEvent } from '@souk/events';
import { assertInvariant, type Clock } from '@souk/kernel';
import { type Transaction } from '@souk/persistence';
import { newEvent, orderEvents } from '@souk/schema/events';
import { type SagaFailure } from '@souk/transactions';
import { type PaymentState } from '../entities/payment.js';
import { type Charge, type Taken } from '../payments/payment-provider.js';
import { applyOrderEvents } from '../projections/order-projection.js';
import { cartStream, closeCart } from '../repositories/carts.js';
import { setProviderReference } from '../repositories/payments.js';
import { type CheckoutOrder } from './checkout-protocol.js';

/** What every protocol's steps work with. */
export interface StepOptions {
  readonly log: EventLog;
  readonly clock: Clock;
}

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

/**
 * The decision. The cart is locked first: whoever places another order of it locks it first, too, and two orders of locks would deadlock.
 * Throws ConflictError, which undoes the checkout, where the cart was changed since: its owner wants something else now.
 */
export const confirm = async ({ log, clock }: StepOptions, tx: Transaction, state: CheckoutState): Promise<Partial<CheckoutState>> => {
  const { orderId, buyerId, cartId, cartVersion, payment, taken, allocations = [] } = state;
  const isThere = await closeCart(tx, cartId, cartVersion + 1, clock.now());
  assertInvariant(isThere, `cart ${cartId} of a checkout is there`);
  await log.append(tx, cartStream(cartId), cartVersion, [newEvent(orderEvents.CartOrdered, { cartId, orderId })]);
  await applyOrderEvents(tx, log, orderId, 'any', [
    ...(taken === undefined ? [] : paymentChanged(state, taken.state)),
    bySystem(newEvent(orderEvents.OrderConfirmed, { orderId, from: 'PENDING', buyerId, allocations: allocations.map(({ orderLineId: lineId, ...units }) => ({ lineId, ...units })) })),
  ]);
  if (payment !== null && taken !== undefined && taken.reference !== null) await setProviderReference(tx, payment.id, taken.reference);
  return {};
};

/** The payment is captured; nothing to tell where it was taken at once. */
export const settle = async ({ log }: StepOptions, tx: Transaction, state: CheckoutState): Promise<Partial<CheckoutState>> => {
  if (state.taken?.state === 'AUTHORIZED') await applyOrderEvents(tx, log, state.orderId, 'any', paymentChanged(state, 'CAPTURED'));
  return {};
};

/** The order that came to nothing, its money let go. */
export const cancel = async ({ log }: StepOptions, tx: Transaction, state: CheckoutState, { code, details }: SagaFailure): Promise<void> => {
  const { declineCode } = details;
  const money = typeof declineCode === 'string' ? paymentChanged(state, 'FAILED', declineCode) : paymentChanged(state, state.taken?.state === 'CAPTURED' ? 'REFUNDED' : 'VOIDED');
  await applyOrderEvents(tx, log, state.orderId, 'any', [...money, bySystem(newEvent(orderEvents.OrderCancelled, { orderId: state.orderId, from: 'PENDING', reason: code }))]);
};

const paymentChanged = ({ orderId, payment }: CheckoutState, to: PaymentState, declineCode: string | null = null): readonly NewEvent[] =>
  payment === null ? [] : [bySystem(newEvent(orderEvents.OrderPaymentChanged, { orderId, paymentId: payment.id, provider: payment.provider, to, amount: payment.amount, declineCode }))];

const bySystem = (event: NewEvent): NewEvent => ({ ...event, meta: { actor: 'system' } });

/** What there is to pay, and who is asked for it; null where there is nothing. */
export const chargeOf = ({ orderId, buyerId, payment }: CheckoutState): (Charge & { readonly provider: string }) | null =>
  payment === null ? null : { paymentId: payment.id, orderId, buyerId, token: payment.token, amount: payment.amount, provider: payment.provider };

export const itemOf = (items: CheckoutState['items'], variantId: string): CheckoutState['items'][number] => {
  const item = items.find((candidate) => candidate.variantId === variantId);
  assertInvariant(item !== undefined, `the catalog answers for variants that were asked for, not for ${variantId}`);
  return item;
};

/** A card's token serves one charge; sagas are kept, and it is not theirs to keep. */
export const withoutToken = ({ payment }: CheckoutState): Pick<CheckoutState, 'payment'> => ({ payment: payment && { ...payment, token: null } });
