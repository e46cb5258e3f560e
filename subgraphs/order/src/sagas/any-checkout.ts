import { assertInvariant } from '@souk/kernel';
import { type Checkout, type CheckoutProtocol } from './checkout-protocol.js';

/** New orders are checked out by the chosen protocol; each that was begun before goes on by its own, whichever is chosen now. */
export const anyCheckout = (chosen: CheckoutProtocol, all: readonly CheckoutProtocol[]): Checkout => {
  /** The answer of the protocol that began the order. The saga knows no other's orders, and is asked last. */
  const firstOf = async <Answer>(ask: (protocol: CheckoutProtocol) => Promise<Answer | undefined>): Promise<Answer | undefined> => {
    for (const protocol of all) {
      const answer = await ask(protocol);
      if (answer !== undefined) return answer;
    }
    return undefined;
  };
  return {
    name: chosen.name,
    checkout: (command) => chosen.checkout(command),
    resume: async (orderId) => {
      const outcome = await firstOf((protocol) => protocol.resume(orderId));
      assertInvariant(outcome !== undefined, `a protocol began the checkout of order ${orderId}, and keeps it for longer than its key`);
      return outcome;
    },
    // An order is written together with its checkout: one that is not there any more has been finished for long, and forgotten.
    isFinished: async (orderId) => (await firstOf((protocol) => protocol.isFinished(orderId))) ?? true,
    recover: async () => (await Promise.all(all.map((protocol) => protocol.recover()))).reduce((sum, taken) => sum + taken, 0),
    inDoubt: async () => (await Promise.all(all.map((protocol) => protocol.inDoubt()))).flat().sort((left, right) => left.createdAt.getTime() - right.createdAt.getTime()),
  };
};
