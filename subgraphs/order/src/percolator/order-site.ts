import { DomainError } from '@souk/kernel';
import { type Database, type Transaction } from '@souk/persistence';
import { PercolatorParticipant, type Holdings, type Part } from '@souk/transactions';
import { lockPercolatorCheckout, savePercolatorCheckout, type PercolatorCheckoutRow } from '../repositories/percolator-checkouts.js';
import { confirm, type CheckoutState, type StepOptions } from '../sagas/checkout-steps.js';

interface Unit {
  readonly tx: Transaction;
}

/** Orders in Percolator transactions: a key `order/<order id>` with what the checkout has found out. The primary: its commit confirms the order. */
export const orderSite = (database: Database, options: StepOptions): PercolatorParticipant<Unit> =>
  new PercolatorParticipant({ database, transact: (work) => database.transaction((tx) => work({ tx })), holdings: orderHoldings(options) });

export const orderKey = (orderId: string): string => `order/${orderId}`;

const orderHoldings = (options: StepOptions): Holdings<Unit> => ({
  hold: async ({ tx }, part) => {
    await lockRunning(tx, part);
    return part.mutations;
  },
  // Whoever has given the checkout up holds this row: of a confirmation and a cancellation there is one.
  apply: async ({ tx }, part) => {
    const { orderId, state } = await lockRunning(tx, part);
    const known = { ...state, ...(part.mutations[0]?.value as Partial<CheckoutState>) } as CheckoutState;
    await confirm(options, tx, known);
    await savePercolatorCheckout(tx, { orderId, state: known, status: 'COMMITTED', failure: null });
  },
  /** The order stays PENDING: another attempt may follow, and who gives the checkout up cancels it. */
  giveBack: () => Promise.resolve(),
});

const lockRunning = async (tx: Transaction, { mutations }: Part): Promise<PercolatorCheckoutRow> => {
  const row = await lockPercolatorCheckout(tx, mutations[0]?.key.slice(orderKey('').length) ?? '');
  if (row?.status !== 'RUNNING') throw new DomainError('CHECKOUT_OVER', 'The checkout was given up.');
  return row;
};
