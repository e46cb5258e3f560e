import { type Database } from '@souk/persistence';
import { Protocol } from '@souk/schema/rpc/atomic_commit';
import { type AtomicDefinition } from '@souk/transactions';
import { cardHold, shipmentBranch, stockBranch, walletBranch, withCredit, type CheckoutParticipants } from './checkout-branches.js';
import { type CheckoutSagaOptions } from './checkout-saga.js';
import { cancel, confirm, settle, type CheckoutState } from './checkout-steps.js';

export interface TwoPhaseOptions extends Omit<CheckoutSagaOptions, 'catalog'> {
  readonly database: Database;
  readonly participants: CheckoutParticipants;
}

/** The order in two-phase commit: its own part, CONFIRMED, commits with the decision; the catalog, the wallet and logistics prepare theirs. */
export const twoPhaseDefinition = ({ database, participants: { catalog, user, logistics }, ...options }: TwoPhaseOptions): AtomicDefinition<CheckoutState> => ({
  name: 'checkout-2pc',
  holds: [cardHold(options.providerOf)],
  stages: [[stockBranch(catalog, Protocol.TWO_PHASE), walletBranch(user, Protocol.TWO_PHASE)], [shipmentBranch(logistics, Protocol.TWO_PHASE, database)]],
  confirm: async (tx, state) => { await confirm(options, tx, withCredit(state)); },
  onCommitted: async (tx, state) => { await settle(options, tx, state); },
  onAborted: (tx, state, failure) => cancel(options, tx, state, failure),
});
