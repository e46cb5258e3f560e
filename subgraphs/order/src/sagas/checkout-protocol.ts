import { type CurrencyCode, type Money } from '@souk/kernel';
import { type Transaction } from '@souk/persistence';
import { type ProtocolName } from '@souk/service';
import { type SagaFailure } from '@souk/transactions';

/** One line to buy. Each variant stands in one line. */
export interface CheckoutItem {
  readonly orderLineId: string;
  readonly cartLineId: string;
  readonly variantId: string;
  readonly quantity: number;
}

/** What a checkout is about, whatever protocol carries it out. JSON-safe: it outlives the process. */
export interface CheckoutOrder {
  /** Also the global transaction's id. */
  readonly orderId: string;
  readonly buyerId: string | null;
  readonly cartId: string;
  /** The cart's version that the order was made of. */
  readonly cartVersion: number;
  readonly items: readonly CheckoutItem[];
  readonly currency: CurrencyCode;
  /** Null where there is nothing to pay. */
  readonly payment: { readonly id: string; readonly provider: string; readonly token: string | null; readonly amount: Money } | null;
}

interface CheckoutCommand {
  readonly order: CheckoutOrder;
  /** Writes the PENDING order, in the protocol's own transaction, together with its promise to finish it. What it throws ends the checkout before it began. */
  place(tx: Transaction): Promise<void>;
  /** How long the caller waits for an outcome, in milliseconds; then it is `accepted`. */
  readonly deadlineMs: number;
}

/**
 * `committed`: stock and payment are ours, the order is CONFIRMED. `aborted`: nothing was taken, it is CANCELLED, for that reason.
 * `accepted`: promised durably, not certain yet; it goes on by itself. `unknown`: the answer to a decision was lost; `resume` tells.
 */
export type CheckoutOutcome =
  | { readonly status: 'committed' }
  | { readonly status: 'aborted'; readonly reason: SagaFailure }
  | { readonly status: 'accepted' | 'unknown' };

/** All-or-nothing over the catalog's stock, the buyer's money and our order. */
export interface CheckoutProtocol {
  readonly name: string;
  /** Places the order and brings it to an outcome, or answers `accepted` in time. */
  checkout(command: CheckoutCommand): Promise<CheckoutOutcome>;
  /** The outcome of a checkout that was begun before; waits for it as `checkout` does. Idempotent. Undefined where another protocol began it. */
  resume(orderId: string): Promise<CheckoutOutcome | undefined>;
  /** Whether everything is done that follows from the order's confirmation. Undefined where another protocol began it, or where it is forgotten: days after its end. */
  isFinished(orderId: string): Promise<boolean | undefined>;
  /** Goes on with what nobody works on; resolves to how many it took up. Idempotent, and anyone may call it, at the same time as others. */
  recover(): Promise<number>;
  /** What has no end yet, and what it waits for. */
  inDoubt(): Promise<readonly InDoubtWork[]>;
}

/** The checkout of this service: the protocol that is chosen, and those that an order may have been begun by. */
export interface Checkout extends Omit<CheckoutProtocol, 'resume' | 'isFinished'> {
  resume(orderId: string): Promise<CheckoutOutcome>;
  isFinished(orderId: string): Promise<boolean>;
}

/** Work without an end yet; `gid` is the order's id where it is a checkout. */
export interface InDoubtWork {
  readonly gid: string;
  /** Of the saga, or of the protocol's transaction. */
  readonly name: string;
  readonly status: string;
  /** What it is at, or waits for. */
  readonly step: string;
  readonly attempts: number;
  readonly createdAt: Date;
}

const BY_NAME: Readonly<Record<string, ProtocolName>> = { 'checkout-2pc': '2pc', 'checkout-3pc': '3pc', 'checkout-percolator': 'percolator' };

/** The protocol that carries out work of that name; all others are sagas. */
export const protocolOf = (name: string): ProtocolName => BY_NAME[name] ?? 'saga';
