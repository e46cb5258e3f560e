import { DomainError, decimalOf, type Money } from '@souk/kernel';
import { allowedTransitions, type OrderState } from './order-state.js';

/** The total moved since the shopper saw it. */
export class PriceChangedError extends DomainError {
  override readonly name = 'PriceChangedError';
  constructor(readonly currentTotal: Money) {
    super('PRICE_CHANGED', `The total is ${decimalOf(currentTotal)} ${currentTotal.currency} now: show it and ask again.`, { currentTotal }, ['expectedTotal']);
  }
}

/** The provider or the wallet said no: nothing was taken. */
export class PaymentDeclinedError extends DomainError {
  override readonly name = 'PaymentDeclinedError';
  constructor(readonly declineCode: string) {
    super('PAYMENT_DECLINED', `The payment was declined (${declineCode}): try again with other means.`, { declineCode, retryable: declineCode === INSUFFICIENT_FUNDS }, ['payment']);
  }
}

/** The one decline that the same means may get over. */
export const INSUFFICIENT_FUNDS = 'insufficient_funds';

/** The order cannot go there from where it is. */
export class OrderTransitionError extends DomainError {
  override readonly name = 'OrderTransitionError';
  constructor(readonly from: OrderState, readonly to: OrderState) {
    const allowed = allowedTransitions(from);
    super('ORDER_TRANSITION', `An order that is ${from} cannot become ${to}; it can become ${allowed.join(' or ') || 'nothing else'}.`, { from, to, allowed });
  }
}
