import { DomainError } from '@souk/kernel';
import { type Database } from '@souk/persistence';
import { isPrepared, pastOf, readVote, savePreCommit, takeBackVote } from '../two-phase/branch-store.js';
import { Participant, type ParticipantOptions } from '../two-phase/participant.js';
import { type BranchWork } from '../two-phase/prepare-branch.js';
import { type BranchKey } from '../two-phase/prepared-name.js';
import { type Reached } from '../two-phase/reached.js';
import { TERMINATE_AFTER_MS } from './limits.js';
import { terminate, type BranchState, type Peer } from './terminate.js';

export interface ThreePhaseOptions extends Omit<ParticipantOptions, 'protocol' | 'resolve' | 'askAfterMs' | 'durableVotes'> {
  /** The participant of that name, this one included. */
  peerOf(name: string): Peer;
}

/** The branch has ended otherwise: it cannot be pre-committed. */
class NotPreparedError extends DomainError {
  constructor(key: BranchKey) {
    super('BRANCH_OVER', `Branch '${key.branch}' of ${key.gid} is not prepared any more.`);
  }
}

/** What a vote is kept with: who else takes part, so that they can end the transaction among themselves. */
interface Vote<Result> {
  readonly result: Result;
  readonly peers: readonly string[];
}

/**
 * One service's side of three-phase commit: its vote is durable and holds its locks, as in two-phase commit; that all have voted yes is
 * recorded, too; and a branch that hears nothing ends with those of its peers that it can reach, without the coordinator.
 */
export class ThreePhaseParticipant {
  readonly branches: Participant;
  readonly #database: Database;

  constructor({ peerOf, ...options }: ThreePhaseOptions, reached?: Reached) {
    this.#database = options.database;
    const resolve = async ({ gid, branch }: BranchKey): Promise<'commit' | 'abort' | 'undecided'> => {
      const vote = await readVote(options.database, gid, branch);
      // It never answered, so that nobody counts on it; whoever prepared it may still be about to.
      if (vote === undefined) return 'abort';
      const verdict = await terminate(gid, (vote.result as Vote<unknown>).peers.map(peerOf));
      // A coordinator that is slow, and not dead, may have told this branch meanwhile that all voted yes, and will commit: the answers are old then.
      // Taken back, the vote keeps a later pre-commit out, so that the coordinator hears of the end. One that was pre-committed before has asked whether another was aborted.
      if (verdict === 'abort' && !vote.isPreCommitted && !(await takeBackVote(options.database, gid, branch))) return 'undecided';
      return verdict;
    };
    this.branches = new Participant({ ...options, protocol: '3pc', resolve, askAfterMs: TERMINATE_AFTER_MS, durableVotes: true }, reached);
  }

  /** As `Participant.prepare`; `peers` names everybody who takes part. */
  async prepare<Result>(key: BranchKey, peers: readonly string[], work: BranchWork<Result>): Promise<Result> {
    const vote = await this.branches.prepare<Vote<Result>>(key, async (tx) => ({ result: await work(tx), peers }));
    return vote.result;
  }

  /** Records that everybody has voted yes. Idempotent. Throws DomainError BRANCH_OVER where the branch has been aborted. */
  async preCommit(key: BranchKey): Promise<void> {
    if ((await isPrepared(this.#database, this.branches.nameOf(key))) && (await savePreCommit(this.#database, key.gid, key.branch))) return;
    if ((await pastOf(this.#database, key.gid, key.branch)) !== 'committed') throw new NotPreparedError(key);
  }

  /** How far the branch has come. One that has not begun is aborted by the question. Throws BranchBusyError of one that is about to vote. */
  async stateOf(key: BranchKey): Promise<BranchState> {
    const vote = await readVote(this.#database, key.gid, key.branch);
    if (vote !== undefined && (await isPrepared(this.#database, this.branches.nameOf(key)))) return vote.isPreCommitted ? 'preCommitted' : 'prepared';
    const past = await pastOf(this.#database, key.gid, key.branch);
    if (past !== 'unknown') return past;
    // A branch that is at work is not rolled back: until that came about it could have voted, and been pre-committed.
    await this.branches.keepOut(key);
    return 'aborted';
  }
}
