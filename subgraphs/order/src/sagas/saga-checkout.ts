import { type Clock } from '@souk/kernel';
import { type Database } from '@souk/persistence';
import { startSaga, type Saga, type SagaOutcome, type SagaRunner } from '@souk/transactions';
import { type CheckoutOutcome, type CheckoutProtocol } from './checkout-protocol.js';
import { type CheckoutState } from './checkout-steps.js';

export interface SagaCheckoutOptions {
  readonly database: Database;
  readonly saga: Saga<CheckoutState>;
  readonly runner: SagaRunner;
  readonly clock: Clock;
}

/** Checkout as a saga: available across its steps, consistent in each; a PENDING order is an answer, and it never blocks others' rows. */
export const sagaCheckout = ({ database, saga, runner, clock }: SagaCheckoutOptions): CheckoutProtocol => ({
  name: 'saga',
  checkout: async ({ order, place, deadlineMs }) => {
    const started = await database.transaction(async (tx) => {
      await place(tx);
      return startSaga(tx, saga, order.orderId, order, clock);
    });
    return toCheckout(await runner.begin(started, deadlineMs));
  },
  resume: async (orderId) => {
    const known = await runner.outcomeOf(orderId);
    return toCheckout(known.status === 'undecided' ? await runner.run(orderId) : known);
  },
  isFinished: (orderId) => runner.isCompleted(orderId),
  recover: () => runner.recover(),
  inDoubt: () => runner.inDoubt(),
});

const toCheckout = (outcome: SagaOutcome): CheckoutOutcome => {
  switch (outcome.status) {
    case 'committed':
      return { status: 'committed' };
    case 'aborted':
      return { status: 'aborted', reason: outcome.failure };
    case 'undecided':
      return { status: 'accepted' };
  }
};
