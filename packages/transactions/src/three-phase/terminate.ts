import { withDeadline } from '@souk/kernel';
import { PEER_DEADLINE_MS } from './limits.js';

/** How far a participant has come. */
export type BranchState = 'prepared' | 'preCommitted' | 'committed' | 'aborted';

/** A participant, as those who end a transaction without its coordinator reach it. */
export interface Peer {
  readonly name: string;
  /** A branch that has not begun is aborted by the question, so that it cannot vote later; one that is about to vote does not answer. */
  stateOf(gid: string): Promise<BranchState>;
  preCommit(gid: string): Promise<void>;
}

/**
 * Ends a transaction whose coordinator is silent, by what the participants that answer have reached: if any has committed, or has been told that
 * all voted yes, commit, and bring the others there first; else abort. Whoever runs it comes to the same end, as long as those that do not
 * answer are dead. Where they are alive on the other side of a partition, they may come to the other end: that is a property of the protocol.
 * Source: the termination protocol of Skeen, Nonblocking commit protocols (SIGMOD 1981), in its centralised form.
 */
export const terminate = async (gid: string, peers: readonly Peer[]): Promise<'commit' | 'abort'> => {
  const states = await askAll(peers, (peer) => peer.stateOf(gid));
  const reached = new Set(states.map(({ answer }) => answer));
  if (reached.has('committed')) return 'commit';
  if (reached.has('aborted') || !reached.has('preCommitted')) return 'abort';
  await askAll(states.filter(({ answer }) => answer === 'prepared').map(({ peer }) => peer), (peer) => peer.preCommit(gid));
  return 'commit';
};

/** The answers of those that answer in time. */
const askAll = async <Answer>(peers: readonly Peer[], ask: (peer: Peer) => Promise<Answer>): Promise<readonly { readonly peer: Peer; readonly answer: Answer }[]> => {
  const outcomes = await Promise.allSettled(peers.map(async (peer) => ({ peer, answer: await withDeadline(ask(peer), PEER_DEADLINE_MS, `peer '${peer.name}'`) })));
  return outcomes.flatMap((outcome) => (outcome.status === 'fulfilled' ? [outcome.value] : []));
};
