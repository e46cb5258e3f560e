import { OperationalError } from '@souk/kernel';
import { callAll } from '../two-phase/call-branches.js';
import { type Agreement } from '../two-phase/decide-transaction.js';
import { type AtomicBranch, type BranchContext } from '../two-phase/definition.js';
import { PEER_DEADLINE_MS } from './limits.js';
import { terminate, type Peer } from './terminate.js';

/** A participant in three-phase commit, as its coordinator reaches it. */
export interface ThreePhaseBranch<State extends object> extends AtomicBranch<State> {
  /** Tells that everybody has voted yes; false where the branch has been aborted meanwhile. */
  preCommit(state: Readonly<State>, context: BranchContext): Promise<boolean>;
}

export interface ThreePhaseAgreementOptions<State extends object> {
  readonly branches: readonly ThreePhaseBranch<State>[];
  /** Those who take part in a transaction of that state. */
  peersOf(state: Readonly<State>): readonly Peer[];
}

/**
 * What three-phase commit (Skeen 1981) adds to the coordinator: all learn that all have voted yes before anyone commits, so that the living can end
 * what the dead began. A participant that does not answer the pre-commit counts as dead and is told later: this is where a partition splits
 * the outcome.
 */
export const threePhaseAgreement = <State extends object>({ branches, peersOf }: ThreePhaseAgreementOptions<State>): Agreement<State> => ({
  beforeCommit: async (gid, state) => {
    const refused: string[] = [];
    await callAll(branches, state, gid, PEER_DEADLINE_MS, async (branch, context) => {
      if (!(await branch.preCommit(state, context))) refused.push(branch.name);
      return {};
    });
    if (refused.length > 0) throw new OperationalError('TERMINATED', `${refused.join(', ')} ended the transaction without its coordinator.`, true);
  },
  verdictOnLost: (gid, state) => terminate(gid, peersOf(state)),
});
