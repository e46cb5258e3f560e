import { assertInvariant } from '@souk/kernel';
import { type Checkout, type CheckoutProtocol } from './checkout-protocol.js';

/** New orders are checked out by the chosen protocol; each that was begun before goes on by its own, whichever is chosen now. */
export const anyCheckout = (chosen: CheckoutProtocol, all: readonly CheckoutProtocol[]): Checkout => {
  /** The answer of the protocol that began the order. The saga knows no other's orders, and is asked last. */
  const firstOf = async <Answer>(orderId: string, ask: (protocol: CheckoutProtocol) => Promise<Answer | undefined>): Promise<Answer> => {
    for (const protocol of all) {
      const answer = await ask(protocol);
      if (answer !== undefined) return answer;
    }
    assertInvariant(false, `a protocol began the checkout of order ${orderId}`);
  };
  return {
    name: chosen.name,
    checkout: (command) => chosen.checkout(command),
    resume: (orderId) => firstOf(orderId, (protocol) => protocol.resume(orderId)),
    isFinished: (orderId) => firstOf(orderId, (protocol) => protocol.isFinished(orderId)),
    recover: async () => (await Promise.all(all.map((protocol) => protocol.recover()))).reduce((sum, taken) => sum + taken, 0),
    inDoubt: async () => (await Promise.all(all.map((protocol) => protocol.inDoubt()))).flat().sort((left, right) => left.createdAt.getTime() - right.createdAt.getTime()),
  };
};
