import { stateOfCode } from '../two-phase/branch-methods.js';
import { type Peer } from './terminate.js';

/** Of schema/rpc/atomic_commit.proto. */
const THREE_PHASE = 2;

/** What is needed of a service's AtomicCommitService. */
interface PeerService {
  branchState(request: { readonly gid: string }): Promise<{ readonly state: number }>;
  preCommit(request: { readonly gid: string; readonly protocol: number }): Promise<unknown>;
}

/** A peer behind its RPC. */
export const peerOver = (name: string, service: PeerService): Peer => ({
  name,
  stateOf: async (gid) => stateOfCode((await service.branchState({ gid })).state),
  preCommit: async (gid) => {
    await service.preCommit({ gid, protocol: THREE_PHASE });
  },
});
