import { randomUUID } from 'node:crypto';
import { parseGlobalId, sleep } from '@souk/kernel';
import { checkout, checkoutInput, fillCart, mutate } from '../../support/shop.js';
import { type Dice } from '../dice.js';
import { type History } from '../history.js';
import { type Buyer, type Shop } from './shop.js';

const THINK_MS = [5, 60] as const;
/** A cart is changed so long after its checkout was sent. */
const MEDDLE_MS = [0, 120] as const;
/** Wait after a cart that could not even be filled. */
const SULK_MS = 200;
const CARD_TOKENS = ['tok_approve', 'tok_approve', 'tok_approve', 'tok_decline'];

type Payment = NonNullable<Parameters<typeof checkoutInput>[1]>;
type Answer = Awaited<ReturnType<typeof checkout>>;

/** What a client was told in the end. */
interface Told {
  readonly outcome: 'ok' | 'fail' | 'unknown';
  /** UUID. */
  readonly orderId?: string;
  readonly details: Readonly<Record<string, unknown>>;
}

/** One checkout, by the idempotency key that it was sent with. */
interface Attempt {
  readonly key: string;
  readonly buyer: Buyer;
  readonly variantId: string;
  /** All that the buyer was told of it so far; the last one counts. */
  readonly told: Told[];
  ask(): Promise<Told>;
}

/** An order that its buyer wants to be rid of. */
interface Cancellation {
  readonly orderId: string;
  outcome: Told['outcome'];
}

/** What all buyers have tried. */
export interface Ledger {
  readonly attempts: Attempt[];
  readonly cancellations: Cancellation[];
}

export interface Shopping {
  readonly shop: Shop;
  readonly dice: Dice;
  readonly history: History;
  readonly ledger: Ledger;
  readonly signal: AbortSignal;
}

/** Buys, sends things twice, meddles with carts that are being ordered and cancels, until the signal aborts. */
export const goShopping = async (buyer: Buyer, shopping: Shopping): Promise<void> => {
  const { dice, signal } = shopping;
  const mine: string[] = [];
  while (!signal.aborted) {
    const order = dice.chance(0.12) ? mine.shift() : undefined;
    if (order !== undefined) await cancelOrder(buyer, shopping, order);
    else await buy(buyer, shopping, mine);
    await sleep(dice.between(...THINK_MS), signal);
  }
};

const buy = async (buyer: Buyer, { shop, dice, history, ledger, signal }: Shopping, mine: string[]): Promise<void> => {
  const variant = dice.pick(shop.variants);
  const [quantity, isTwice, isMeddled, isHasty, other, afterMs] = [dice.between(1, 2), dice.chance(0.2), dice.chance(0.15), dice.chance(0.2), dice.pick(shop.variants), dice.between(...MEDDLE_MS)];
  const payment: Payment = dice.chance(0.5) ? { provider: 'wallet' } : { provider: 'sandbox', token: dice.pick(CARD_TOKENS) };
  if (isHasty) await addAtOnce(buyer, [variant.id, other.id]);
  const cart = await fillCart(buyer.client, variant.id, quantity).catch(() => undefined);
  // Without a total its shipping has just been chosen for other lines.
  if (cart === undefined || (cart.total as typeof cart.total | null) === null) return sleep(SULK_MS, signal);
  const key = randomUUID();
  const input = checkoutInput(cart, payment, key);
  const ask = (): Promise<Told> => checkout(buyer.client, input).then((answer: Answer) => {
    if (answer.order) mine.push(answer.order.id);
    return toldBy(answer);
  }, toldByError);
  const attempt: Attempt = { key, buyer, variantId: variant.uuid, told: [], ask };
  ledger.attempts.push(attempt);
  const invocation = history.begin(buyer.name, 'checkout', [key, variant.uuid], { quantity, provider: payment.provider, total: cart.total.amountMinor });
  const meddling = isMeddled ? sleep(afterMs).then(() => mutate(buyer.client, 'cartLinesAdd', { lines: [{ variantId: other.id, quantity: 1 }], cartId: cart.cartId, idempotencyKey: randomUUID() }, 'cart { id }')).catch(() => undefined) : undefined;
  const answers = await Promise.all(Array.from({ length: isTwice ? 2 : 1 }, ask));
  await meddling;
  const told = answers.find(({ outcome }) => outcome === 'ok') ?? answers.find(({ outcome }) => outcome === 'unknown') ?? answers[0] ?? toldByError('nothing was asked');
  attempt.told.push(told);
  invocation.end(told.outcome, told.details, told.orderId === undefined ? [] : [told.orderId]);
};

/** A button pressed for one thing while another is still on its way: transactions of one cart that do not append in the order in which they began. */
const addAtOnce = async ({ client }: Buyer, variantIds: readonly string[]): Promise<void> => {
  await Promise.allSettled(variantIds.map((variantId) => mutate(client, 'cartLinesAdd', { lines: [{ variantId, quantity: 1 }], idempotencyKey: randomUUID() }, 'cart { id }')));
};

const cancelOrder = async ({ name, client }: Buyer, { history, ledger }: Shopping, id: string): Promise<void> => {
  const orderId = parseGlobalId('ord', id) ?? '';
  const cancellation: Cancellation = { orderId, outcome: 'unknown' };
  ledger.cancellations.push(cancellation);
  const invocation = history.begin(name, 'cancel', [orderId]);
  const answer = await client.read('query Version($id: ID!) { order(by: { id: $id }) { version } }', { id })
    .then(({ order }) => mutate(client, 'orderCancel', { orderId: id, expectedVersion: order.version, reason: 'CUSTOMER_REQUEST', idempotencyKey: randomUUID() }, 'order { state }')).catch(toldByError);
  const outcome = answer.outcome ?? (answer.__typename === 'OrderCancelSuccess' ? 'ok' : 'fail');
  cancellation.outcome = outcome;
  invocation.end(outcome, { answer: answer.__typename ?? answer.details });
};

/** In progress is no answer yet. */
const toldBy = ({ __typename: name, order, message }: Answer): Told => {
  if (name === 'CheckoutCompleteSuccess') return { outcome: 'ok', orderId: parseGlobalId('ord', order.id) ?? '', details: { state: order.state } };
  return name === 'CheckoutInProgress' ? { outcome: 'unknown', details: { answer: name } } : { outcome: 'fail', details: { answer: name, message } };
};

/** What failed too often was undone, and will stay so; of any other error nobody knows what it came to. */
const toldByError = (error: unknown): Told => {
  const message = error instanceof Error ? error.message : String(error);
  return { outcome: message.includes('CHECKOUT_FAILED') ? 'fail' : 'unknown', details: { error: message.slice(0, 300) } };
};
