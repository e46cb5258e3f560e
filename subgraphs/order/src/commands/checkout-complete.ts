import { type Viewer } from '@souk/auth';
import { DomainError, IdempotencyMismatchError, NotFoundError, OperationalError, ValidationError, newId } from '@souk/kernel';
import { type Database, type Transaction } from '@souk/persistence';
import { newEvent, orderEvents } from '@souk/schema/events';
import { parseInput } from '@souk/subgraph';
import { type SagaFailure } from '@souk/transactions';
import { type OrderDependencies } from '../dependencies.js';
import { type CartState } from '../domain/cart.js';
import { planCheckout } from '../domain/checkout.js';
import { describeVariants } from '../peers/describe-variants.js';
import { placeOrder } from '../projections/order-projection.js';
import { lockCartHead, readCarts } from '../repositories/carts.js';
import { claimKey, findKey, type ClaimedKey, type KeyClaim } from '../repositories/idempotency.js';
import { hasLiveOrder } from '../repositories/live-orders.js';
import { insertAddress } from '../repositories/orders.js';
import { type CheckoutOutcome } from '../sagas/checkout-protocol.js';
import { bodyHash } from './body-hash.js';
import { assertUsable, assertVersion } from './cart-access.js';
import { checkoutInput, type CheckoutInput } from './checkout-input.js';
import { newCheckout } from './checkout-order.js';

const OPERATION = 'checkoutComplete';
/** Longest that a client waits for its order, in milliseconds, asking the catalog included: the gateway waits 10 s for an answer. */
const DEADLINE_MS = 8_000;
/** When a client whose checkout is still running should ask again. */
const RETRY_AFTER_MS = 1_000;
/** What clients are told of a checkout that failed too often. */
const UNDONE = 'The checkout could not be completed and was undone: nothing was taken, and the cart is as it was. To try again, send it with a new idempotencyKey; this one keeps this answer.';

/** What a checkout came to; `inProgress`: not certain yet, it goes on by itself. */
export type CheckoutAnswer =
  | { readonly kind: 'order'; readonly orderId: string }
  | { readonly kind: 'inProgress'; readonly idempotencyKey: string; readonly retryAfterMs: number };

/**
 * Turns a cart into an order: stock, money and order, all or nothing. Idempotent by key for 24 hours from the moment the order is
 * placed: the same key and input give the first answer again; refusals before that leave the key free, since nothing happened.
 * Throws NotFoundError, ValidationError, ConflictError, PriceChangedError, IdempotencyMismatchError, InsufficientStockError,
 * PaymentDeclinedError; ConnectError or OperationalError where it could not be tried, and OperationalError CHECKOUT_FAILED, for as long as
 * the key is kept, where it was undone: nothing was taken then.
 */
export const checkoutComplete = async (dependencies: OrderDependencies, viewer: Viewer, input: unknown): Promise<CheckoutAnswer> => {
  const startedMs = performance.now();
  const wanted = parseInput(checkoutInput, input);
  const { database, clock, sagas } = dependencies;
  const claim: KeyClaim = { scope: scopeOf(viewer, wanted), key: wanted.idempotencyKey, operation: OPERATION, bodyHash: bodyHash(wanted), now: clock.now() };
  const known = await findKey(database, claim);
  if (known !== undefined) return firstAnswer(dependencies, claim, known);

  const cart = await readUsableCart(database, viewer, wanted);
  assertPayable(dependencies, viewer, wanted);
  const offers = await describeVariants(dependencies.catalog, cart.lines.map(({ variantId }) => variantId));
  const plan = planCheckout({ cart, offers, address: wanted.shippingAddress, expectedTotal: wanted.expectedTotal, now: claim.now });
  const { order, address, placed } = newCheckout({ orderId: newId(), cart, plan, buyerId: viewer.userId ?? null, input: wanted, method: sagas.provider(wanted.payment.provider)?.method ?? null });
  const place = async (tx: Transaction): Promise<void> => {
    const first = await claimKey(tx, claim, order.orderId);
    if (first !== 'claimed') throw new KeyTaken(first);
    assertVersion(assertUsable(await lockCartHead(tx, cart.id), viewer, wanted.cartId.id), cart.version);
    if (await hasLiveOrder(tx, cart.id)) throw new CartBeingOrdered();
    await placeOrder(tx, dependencies.log, order.orderId, { ...newEvent(orderEvents.OrderPlaced, placed), occurredAt: claim.now, meta: { actor: 'customer' } });
    await insertAddress(tx, address);
  };
  try {
    return answerOf(claim, order.orderId, await sagas.checkout.checkout({ order, place, deadlineMs: Math.max(0, DEADLINE_MS - (performance.now() - startedMs)) }));
  } catch (error) {
    // Two requests at once: the other one placed the order while this one made its plan.
    if (error instanceof KeyTaken) return firstAnswer(dependencies, claim, error.known);
    if (error instanceof CartBeingOrdered) return inProgress(claim);
    throw error;
  }
};

/** The key was taken between the first look and the transaction. */
class KeyTaken extends Error {
  constructor(readonly known: ClaimedKey) {
    super('The key was taken meanwhile.');
  }
}

/** Another key's checkout of the same cart is running: it will close the cart, or leave it to be tried again. */
class CartBeingOrdered extends Error {}

/** Keys are a client's own: another's key must neither collide with them nor show what they did. */
const scopeOf = ({ userId }: Viewer, { cartId }: CheckoutInput): string => (userId === undefined ? `cart:${cartId.uuid ?? ''}` : `user:${userId}`);

const firstAnswer = async ({ sagas }: OrderDependencies, claim: KeyClaim, { operation, bodyHash: hash, orderId }: ClaimedKey): Promise<CheckoutAnswer> => {
  if (operation !== OPERATION || hash !== claim.bodyHash || orderId === null) throw new IdempotencyMismatchError();
  return answerOf(claim, orderId, await sagas.checkout.resume(orderId));
};

const answerOf = (claim: KeyClaim, orderId: string, outcome: CheckoutOutcome): CheckoutAnswer => {
  switch (outcome.status) {
    case 'committed':
      return { kind: 'order', orderId };
    case 'aborted':
      throw refusalOf(outcome.reason);
    case 'accepted':
    case 'unknown':
      return inProgress(claim);
  }
};

const inProgress = ({ key }: KeyClaim): CheckoutAnswer => ({ kind: 'inProgress', idempotencyKey: key, retryAfterMs: RETRY_AFTER_MS });

/** The refusal as its step threw it; what failed too often is a failure here, too. The key stands for this end as it does for any other. */
const refusalOf = ({ refused, code, message, details, path }: SagaFailure): Error =>
  refused ? new DomainError(code, message, details, path) : new OperationalError('CHECKOUT_FAILED', `The checkout was undone: ${message}`, true, { clientMessage: UNDONE });

const readUsableCart = async (database: Database, viewer: Viewer, { cartId, expectedVersion }: CheckoutInput): Promise<CartState> => {
  if (cartId.uuid === undefined) throw new NotFoundError(cartId.id, 'There is no such cart.');
  const [found] = await readCarts(database.source.manager, [cartId.uuid]);
  const cart = assertUsable(found, viewer, cartId.id);
  assertVersion(cart, expectedVersion);
  return cart;
};

/** Throws ValidationError where the payment cannot even be tried. */
const assertPayable = ({ sagas }: OrderDependencies, { userId }: Viewer, { payment }: CheckoutInput): void => {
  const provider = sagas.provider(payment.provider);
  const refuse = (field: string, rule: string, message: string): never => {
    throw new ValidationError([{ path: ['payment', field], rule, message }]);
  };
  if (provider === undefined) return refuse('provider', 'unknown_provider', 'there is no such way to pay');
  if (provider.needsToken && payment.token == null) return refuse('token', 'required', `${provider.name} needs a token`);
  if (provider.needsAccount && userId === undefined) return refuse('provider', 'account_required', `${provider.name} needs an account: log in first`);
};
