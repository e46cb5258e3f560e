import { type Viewer } from '@souk/auth';
import { ConflictError, IdempotencyMismatchError, NotFoundError, OperationalError, newId } from '@souk/kernel';
import { type Transaction } from '@souk/persistence';
import { clientId, expectedVersion, idempotencyKey, parseInput, type ClientId } from '@souk/subgraph';
import { z } from 'zod';
import { type OrderDependencies } from '../dependencies.js';
import { OrderTransitionError } from '../domain/checkout-errors.js';
import { canMove } from '../domain/order-state.js';
import { type Order } from '../entities/order.js';
import { claimKey, saveAnswer } from '../repositories/idempotency.js';
import { readOrder } from '../repositories/orders.js';
import { readPaymentsOf } from '../repositories/payments.js';
import { type OrderCancelState } from '../sagas/order-cancel-saga.js';
import { bodyHash } from './body-hash.js';

const OPERATION = 'orderCancel';
/** Longest that a client waits for the decision, in milliseconds: the gateway waits 10 s for an answer. */
const DEADLINE_MS = 8_000;
const UNDECIDED = 'Whether a parcel has left is not known yet, so the order is neither cancelled nor refused. It goes on; ask again with the same idempotencyKey.';

/** What a key stands for. */
interface Answer {
  /** Of the cancellation. */
  readonly gid: string;
}

const inputSchema = z.object({
  orderId: clientId('ord'),
  expectedVersion,
  reason: z.enum(['CUSTOMER_REQUEST', 'FRAUD', 'OUT_OF_STOCK', 'OTHER']),
  idempotencyKey,
});

/**
 * Cancels an order none of whose parcels has left, for its buyer or for OPERATIONS; its stock and money go back afterwards. A saga, that begins by asking logistics.
 * Idempotent by key for 24 hours. Throws NotFoundError, ConflictError, OrderTransitionError, ValidationError, IdempotencyMismatchError;
 * OperationalError while its checkout is still undecided, or where logistics does not answer: the cancellation goes on then. Gives the order's uuid.
 */
export const orderCancel = async (dependencies: OrderDependencies, viewer: Viewer, input: unknown): Promise<string> => {
  const endsAtMs = performance.now() + DEADLINE_MS;
  const wanted = parseInput(inputSchema, input);
  const { database, clock, sagas } = dependencies;
  await settleCheckout(dependencies, viewer, wanted.orderId);
  const claim = { scope: `user:${viewer.userId ?? ''}`, key: wanted.idempotencyKey, operation: OPERATION, bodyHash: bodyHash(wanted), now: clock.now() };
  const { orderId, gid, promised } = await database.transaction(async (tx) => {
    const order = assertCancellable(await findOrder(tx, wanted.orderId), viewer, wanted.orderId);
    const known = await claimKey(tx, claim, order.id);
    if (known !== 'claimed') {
      if (known.operation !== OPERATION || known.bodyHash !== claim.bodyHash) throw new IdempotencyMismatchError();
      return { orderId: order.id, gid: (known.answer as Answer).gid };
    }
    if (order.version !== wanted.expectedVersion) throw new ConflictError(wanted.expectedVersion, order.version);
    if (!canMove(order.state, 'CANCELLED')) throw new OrderTransitionError(order.state, 'CANCELLED');
    const gid = newId();
    const promised = await sagas.promiseCancellation(tx, gid, await cancellationOf(tx, order, wanted.reason, viewer));
    const answer: Answer = { gid };
    await saveAnswer(tx, { ...claim, orderId: order.id, answer });
    return { orderId: order.id, gid, promised };
  });
  if (promised !== undefined) sagas.beginCancellation(promised);
  const refusedIn = await sagas.cancellationOf(gid, Math.max(0, endsAtMs - performance.now()));
  if (refusedIn === undefined) throw new OperationalError('CANCELLATION_UNDECIDED', `The cancellation of order ${orderId} is not decided yet.`, true, { clientMessage: UNDECIDED });
  if (refusedIn !== null) throw new OrderTransitionError(refusedIn, 'CANCELLED');
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

const cancellationOf = async (tx: Transaction, order: Order, reason: OrderCancelState['reason'], viewer: Viewer): Promise<OrderCancelState> => {
  const [payment] = await readPaymentsOf(tx, order.id);
  return {
    orderId: order.id, buyerId: order.buyerId, reason, actor: order.buyerId === viewer.userId ? 'customer' : 'operations', isOurs: order.source === null,
    payment: payment === undefined ? null : { id: payment.id, provider: payment.provider, reference: payment.providerReference, amount: { amountMinor: payment.amountMinor, currency: payment.currency } },
  };
};
