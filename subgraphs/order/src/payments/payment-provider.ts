import { type Money } from '@souk/kernel';

/** What is to be paid. `paymentId` is the key under which a provider takes it once. */
export interface Charge {
  readonly paymentId: string;
  readonly orderId: string;
  /** Null for guests. */
  readonly buyerId: string | null;
  /** What the provider's own form gave the browser; null where it needs none. */
  readonly token: string | null;
  readonly amount: Money;
}

/** Where the money is after `take`, and the provider's own id of the charge, if it has one. */
export interface Taken {
  readonly state: 'AUTHORIZED' | 'CAPTURED';
  readonly reference: string | null;
}

/**
 * One way to pay. Every method is idempotent by charge, and throws OperationalError or ConnectError where the outcome
 * is unknown: call it again.
 */
export interface PaymentProvider {
  /** As clients name it. */
  readonly name: string;
  /** As orders show it. */
  readonly method: string;
  /** Both are checked before anything is placed. */
  readonly needsToken: boolean;
  readonly needsAccount: boolean;
  /** Holds the money, or takes it. Throws PaymentDeclinedError. */
  take(charge: Charge, signal: AbortSignal): Promise<Taken>;
  /** Takes what was held; nothing to do where `take` took it. */
  capture(charge: Charge, taken: Taken, signal: AbortSignal): Promise<void>;
  /** Lets the money go, whatever became of `take`, and keeps a `take` that is still on its way from ever happening. */
  undo(charge: Charge, signal: AbortSignal): Promise<void>;
  /** Gives captured money back. */
  refund(charge: Charge, reference: string | null, signal: AbortSignal): Promise<void>;
}
