import { DomainError } from '@souk/kernel';
import { Protocol } from '@souk/schema/rpc/atomic_commit';
import { Coordinator, threePhaseAgreement, type AtomicDefinition, type Peer, type ThreePhaseBranch, type ThreePhaseParticipant } from '@souk/transactions';
import { type Logger } from '@souk/telemetry';
import { cardHold, peersOf, shipmentBranch, stockBranch, walletBranch, withCredit } from './checkout-branches.js';
import { cancel, confirm, settle, type CheckoutState, type StepOptions } from './checkout-steps.js';
import { type TwoPhaseOptions } from './two-phase-checkout.js';

/** This service's own part in three-phase commit. */
export const ORDER_BRANCH = 'order';

export interface ThreePhaseOptions extends TwoPhaseOptions {
  readonly logger: Logger;
  /** This service's own, over its own database. */
  readonly participant: ThreePhaseParticipant;
  /** The service of that name that takes part, this one included. */
  peerOf(name: string): Peer;
}

/**
 * The order in three-phase commit: its part prepares with the others', since none may be able to refuse any more when the first one commits.
 * Where the coordinator dies the participants end the transaction among themselves; a partition can make them end it differently.
 */
export const threePhaseCoordinator = ({ participants: { catalog, user, logistics }, participant, peerOf, logger, ...options }: ThreePhaseOptions): Coordinator<CheckoutState> => {
  const { THREE_PHASE } = Protocol;
  const stages = [[stockBranch(catalog, THREE_PHASE), walletBranch(user, THREE_PHASE)], [shipmentBranch(logistics, THREE_PHASE, options.database), orderBranch(participant, options)]];
  const definition: AtomicDefinition<CheckoutState> = {
    name: 'checkout-3pc',
    holds: [cardHold(options.providerOf)],
    stages,
    confirm: () => Promise.resolve(),
    onCommitted: async (tx, state) => { await settle(options, tx, state); },
    onAborted: (tx, state, failure) => cancel(options, tx, state, failure),
  };
  const agreement = threePhaseAgreement({ branches: stages.flat(), peersOf: (state: CheckoutState) => peersOf(state).map(peerOf) });
  return new Coordinator({ database: options.database, definition, agreement, clock: options.clock, logger });
};

const orderBranch = (participant: ThreePhaseParticipant, options: StepOptions): ThreePhaseBranch<CheckoutState> => {
  const keyOf = ({ orderId: gid }: CheckoutState) => ({ gid, branch: ORDER_BRANCH });
  return {
    name: ORDER_BRANCH,
    prepare: (state) => participant.prepare(keyOf(state), peersOf(state), (tx) => confirm(options, tx, withCredit(state))),
    preCommit: async (state) => {
      try {
        await participant.preCommit(keyOf(state));
        return true;
      } catch (error) {
        if (error instanceof DomainError) return false;
        throw error;
      }
    },
    commit: (state) => participant.branches.commit(keyOf(state)),
    abort: async (state) => {
      await participant.branches.abort(keyOf(state));
      return {};
    },
  };
};
