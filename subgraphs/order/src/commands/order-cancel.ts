import { type Viewer } from '@souk/auth';
import { ConflictError, IdempotencyMismatchError, NotFoundError, OperationalError, newId } from '@souk/kernel';
import { type Transaction } from '@souk/persistence';
import { newEvent, orderEvents } from '@souk/schema/events';
import { clientId, expectedVersion, idempotencyKey, parseInput, type ClientId } from '@souk/subgraph';
import { z } from 'zod';
import { type OrderDependencies } from '../dependencies.js';
import { OrderTransitionError } from '../domain/checkout-errors.js';
import { canMove } from '../domain/order-state.js';
import { type Order } from '../entities/order.js';
import { applyOrderEvents } from '../projections/order-projection.js';
import { claimKey, saveAnswer } from '../repositories/idempotency.js';
import { readOrder } from '../repositories/orders.js';
import { readPaymentsOf } from '../repositories/payments.js';
import { bodyHash } from './body-hash.js';

const OPERATION = 'orderCancel';

const inputSchema = z.object({
  orderId: clientId('ord'),
  expectedVersion,
  reason: z.enum(['CUSTOMER_REQUEST', 'FRAUD', 'OUT_OF_STOCK', 'OTHER']),
  idempotencyKey,
});

/**
 * Cancels an order that has not begun to ship, for its buyer or for OPERATIONS; its stock and money go back afterwards, by a saga.
 * Idempotent by key for 24 hours. Throws NotFoundError, ConflictError, OrderTransitionError, ValidationError, IdempotencyMismatchError;
 * OperationalError while its checkout is still undecided. Gives the order's uuid.
 */
export const orderCancel = async (dependencies: OrderDependencies, viewer: Viewer, input: unknown): Promise<string> => {
  const wanted = parseInput(inputSchema, input);
  const { database, log, clock, sagas } = dependencies;
  await settleCheckout(dependencies, viewer, wanted.orderId);
  const gid = newId();
  const claim = { scope: `user:${viewer.userId ?? ''}`, key: wanted.idempotencyKey, operation: OPERATION, bodyHash: bodyHash(wanted), now: clock.now() };
  const { orderId, promised } = await database.transaction(async (tx) => {
    const order = assertCancellable(await findOrder(tx, wanted.orderId), viewer, wanted.orderId);
    const known = await claimKey(tx, claim);
    if (known !== 'claimed') {
      if (known.operation !== OPERATION || known.bodyHash !== claim.bodyHash) throw new IdempotencyMismatchError();
      return { orderId: order.id };
    }
    if (order.version !== wanted.expectedVersion) throw new ConflictError(wanted.expectedVersion, order.version);
    if (!canMove(order.state, 'CANCELLED')) throw new OrderTransitionError(order.state, 'CANCELLED');
    const cancelled = newEvent(orderEvents.OrderCancelled, { orderId: order.id, from: order.state, reason: wanted.reason });
    // The expected version decides between this and a parcel that is handed over at the same moment.
    await applyOrderEvents(tx, log, order.id, order.version, [{ ...cancelled, meta: { actor: order.buyerId === viewer.userId ? 'customer' : 'operations' } }]);
    // An imported order's stock and money were never ours.
    const promised = order.source === null ? await sagas.promiseGiveBack(tx, gid, await giveBackOf(tx, order)) : undefined;
    await saveAnswer(tx, { ...claim, orderId: order.id });
    return { orderId: order.id, promised };
  });
  if (promised !== undefined) sagas.giveBack(promised);
  return orderId;
};

/** A PENDING order is between two states: it is waited for, so that the client decides on what it became. */
const settleCheckout = async ({ database, sagas }: OrderDependencies, viewer: Viewer, orderId: ClientId): Promise<void> => {
  const order = orderId.uuid === undefined ? undefined : await readOrder(database.source.manager, orderId.uuid);
  if (order?.state !== 'PENDING' || order.source !== null || !mayCancel(viewer, order)) return;
  const { status } = await sagas.checkout.resume(order.id);
  if (status === 'accepted' || status === 'unknown') throw new OperationalError('CHECKOUT_UNDECIDED', `The checkout of order ${order.number} is not decided yet.`, true);
};

const findOrder = async (tx: Transaction, { uuid }: ClientId): Promise<Order | undefined> => (uuid === undefined ? undefined : readOrder(tx, uuid));

/** Throws NotFoundError alike for an order that is not there and for one that is not the viewer's to cancel. */
const assertCancellable = (order: Order | undefined, viewer: Viewer, { id }: ClientId): Order => {
  if (order === undefined || !mayCancel(viewer, order)) throw new NotFoundError(id, 'There is no such order.');
  return order;
};

const mayCancel = ({ userId, scopes }: Viewer, { buyerId }: Order): boolean => userId !== undefined && (buyerId === userId || scopes.includes('order:write:any'));

const giveBackOf = async (tx: Transaction, order: Order) => {
  const [payment] = await readPaymentsOf(tx, order.id);
  return {
    orderId: order.id,
    buyerId: order.buyerId,
    payment: payment === undefined ? null : { id: payment.id, provider: payment.provider, reference: payment.providerReference, amount: { amountMinor: payment.amountMinor, currency: payment.currency } },
  };
};
