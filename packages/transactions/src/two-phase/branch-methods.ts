import { ValidationError, isUuid } from '@souk/kernel';
import { type ThreePhaseParticipant } from '../three-phase/three-phase-participant.js';
import { type BranchState } from '../three-phase/terminate.js';
import { type Participant, type Verdict } from './participant.js';
import { BranchBusyError, BranchOverError, type BranchWork } from './prepare-branch.js';
import { type BranchKey } from './prepared-name.js';

/** Numbers of schema/rpc/atomic_commit.proto. */
const TWO_PHASE = 1;
const THREE_PHASE = 2;
const BUSY = 3;
const OVER = 4;
const VERDICTS: readonly Verdict[] = ['undecided', 'commit', 'abort', 'undecided'];
const STATES: readonly (BranchState | undefined)[] = [undefined, 'prepared', 'preCommitted', 'committed', 'aborted'];
/** Participants of one transaction at most. */
const MAX_PEERS = 16;

/** One service's participants, one for each protocol. */
export interface Participants {
  /** The coordinator of two-phase commit needs none: its part commits with the decision. */
  readonly twoPhase?: Participant;
  readonly threePhase: ThreePhaseParticipant;
}

interface Request {
  readonly gid: string;
  readonly protocol: number;
}

interface No {
  readonly reason: number;
}
type VoteAnswer<Yes, Refusal extends No> = { readonly vote: { readonly case: 'yes'; readonly value: Yes } | { readonly case: 'no'; readonly value: Refusal | No } };

/** What a service's AtomicCommitService does alike for each of its branches. Every method throws ValidationError where the request is not well formed. */
interface BranchMethods {
  preCommit(request: Request): Promise<Record<string, never>>;
  commit(request: Request): Promise<Record<string, never>>;
  abort(request: Request): Promise<Record<string, never>>;
  branchState(request: Pick<Request, 'gid'>): Promise<{ readonly state: number }>;
}

/** The methods that bring a branch to its end, over its participants. */
export const branchMethods = (branch: string, participants: Participants): BranchMethods => ({
  preCommit: async ({ gid }) => {
    await participants.threePhase.preCommit(branchKeyOf(branch, gid));
    return {};
  },
  commit: async ({ gid, protocol }) => {
    await byProtocol(participants, protocol).commit(branchKeyOf(branch, gid));
    return {};
  },
  abort: async ({ gid, protocol }) => {
    await byProtocol(participants, protocol).abort(branchKeyOf(branch, gid));
    return {};
  },
  branchState: async ({ gid }) => ({ state: STATES.indexOf(await participants.threePhase.stateOf(branchKeyOf(branch, gid))) }),
});

/** The branch that a request is about. Throws ValidationError. */
export const branchKeyOf = (branch: string, gid: string): BranchKey => {
  if (!isUuid(gid)) throw invalid('gid', 'expected a UUID');
  return { gid, branch };
};

/** Prepares the branch in the protocol that the request names. Throws ValidationError, and what `Participant.prepare` throws. */
export const prepareBy = <Result>(participants: Participants, key: BranchKey, { protocol, peers }: { readonly protocol: number; readonly peers: readonly string[] }, work: BranchWork<Result>): Promise<Result> => {
  if (peers.length > MAX_PEERS) throw invalid('peers', `expected at most ${MAX_PEERS}`);
  return protocol === THREE_PHASE ? participants.threePhase.prepare(key, peers, work) : byProtocol(participants, protocol).prepare(key, work);
};

const byProtocol = ({ twoPhase, threePhase }: Participants, protocol: number): Participant => {
  if (protocol === TWO_PHASE && twoPhase !== undefined) return twoPhase;
  if (protocol === THREE_PHASE) return threePhase.branches;
  throw invalid('protocol', 'expected one that this service knows');
};

const invalid = (field: string, message: string): ValidationError => new ValidationError([{ path: [field], rule: 'invalid', message }]);

/** The vote as it is sent: a branch that is busy, or over, votes no as one does whose work refuses; what is no refusal is thrown. */
export const votedBy = async <Yes, Refusal extends No>(prepare: () => Promise<Yes>, refusalOf: (error: unknown) => Refusal | undefined): Promise<VoteAnswer<Yes, Refusal>> => {
  try {
    return { vote: { case: 'yes', value: await prepare() } };
  } catch (error) {
    const refusal = error instanceof BranchBusyError ? { reason: BUSY } : error instanceof BranchOverError ? { reason: OVER } : refusalOf(error);
    if (refusal === undefined) throw error;
    return { vote: { case: 'no', value: refusal } };
  }
};

/** What the coordinator's answer means; one that is not understood is asked for again. */
export const verdictOfCode = (code: number): Verdict => VERDICTS[code] ?? 'undecided';

export const codeOfVerdict = (verdict: Verdict): number => VERDICTS.lastIndexOf(verdict);

/** How far a peer says that it has come. Throws where the answer is not understood: such a peer counts as dead. */
export const stateOfCode = (code: number): BranchState => {
  const state = STATES[code];
  if (state === undefined) throw new Error(`Invariant broken: a peer answers with a state, got ${code}`);
  return state;
};
