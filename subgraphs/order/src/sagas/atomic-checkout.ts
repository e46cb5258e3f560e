import { type Database } from '@souk/persistence';
import { type AtomicOutcome, type Coordinator } from '@souk/transactions';
import { type CheckoutOutcome, type CheckoutProtocol } from './checkout-protocol.js';
import { type CheckoutState } from './checkout-steps.js';

/** A checkout over a coordinator of atomic commits: the order is placed together with the promise that the transaction will have an end. */
export const atomicCheckout = (name: string, database: Database, coordinator: Coordinator<CheckoutState>): CheckoutProtocol => ({
  name,
  checkout: async ({ order, place, deadlineMs }) => {
    const endsAtMs = performance.now() + deadlineMs;
    await database.transaction(async (tx) => {
      await place(tx);
      await coordinator.begin(tx, order.orderId, order);
    });
    return toCheckout(await coordinator.run(order.orderId, order, Math.max(0, endsAtMs - performance.now())));
  },
  resume: async (orderId) => {
    const outcome = await coordinator.resume(orderId);
    return outcome && toCheckout(outcome);
  },
  isFinished: async (orderId) => {
    const outcome = await coordinator.outcomeOf(orderId);
    return outcome && outcome.status === 'committed' && outcome.finished;
  },
  recover: () => coordinator.recover(),
  inDoubt: () => coordinator.inDoubt(),
});

const toCheckout = (outcome: AtomicOutcome): CheckoutOutcome => {
  switch (outcome.status) {
    case 'committed':
      return { status: 'committed' };
    case 'aborted':
      return outcome.finished ? { status: 'aborted', reason: outcome.failure } : { status: 'accepted' };
    case 'undecided':
      return { status: 'accepted' };
    case 'unknown':
      return { status: 'unknown' };
  }
};
