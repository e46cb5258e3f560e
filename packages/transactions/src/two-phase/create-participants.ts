import { assertInvariant } from '@souk/kernel';
import { type Peer } from '../three-phase/terminate.js';
import { ThreePhaseParticipant } from '../three-phase/three-phase-participant.js';
import { verdictOfCode, type Participants } from './branch-methods.js';
import { observeTransactions, participantReadings, siteReadings } from '../transaction-metrics.js';
import { Participant, type ParticipantOptions } from './participant.js';

interface ParticipantsOptions extends Pick<ParticipantOptions, 'database' | 'service' | 'clock' | 'logger' | 'onCommitted'> {
  /** Asks the coordinator of two-phase commit how a transaction ended. */
  readonly coordinator: { decision(request: { readonly gid: string }): Promise<{ readonly verdict: number }> };
  /** Everybody who may take part in three-phase commit, by name, this service included. */
  readonly peers: ReadonlyMap<string, Peer>;
}

/** A service's participants while it runs. */
export interface RunningParticipants extends Participants {
  /** Throws OperationalError PREPARED_TRANSACTIONS_OFF where that protocol needs prepared transactions and PostgreSQL takes none. */
  assertAble(protocol: string): Promise<void>;
  /** Looks every second for branches that nobody ended, and shows at /metrics what this service holds. */
  start(): void;
  stop(): Promise<void>;
}

/** One service's participants in two- and three-phase commit: both, since what one protocol left prepared has to end when the other is chosen. */
export const createParticipants = ({ coordinator, peers, ...options }: ParticipantsOptions): RunningParticipants => {
  const peerOf = (name: string): Peer => {
    const peer = peers.get(name);
    assertInvariant(peer !== undefined, `a transaction's peers are services that take part, not '${name}'`);
    return peer;
  };
  const twoPhase = new Participant({ ...options, protocol: '2pc', resolve: async ({ gid }) => verdictOfCode((await coordinator.decision({ gid })).verdict) });
  const threePhase = new ThreePhaseParticipant({ ...options, peerOf });
  const byName = new Map([['2pc', twoPhase], ['3pc', threePhase.branches]]);
  let shown: { stop(): Promise<void> } | undefined;
  const readings = async () => (await Promise.all([...[...byName].map(([name, participant]) => participantReadings(name, participant)), siteReadings(options.database)])).flat();
  return {
    twoPhase,
    threePhase,
    assertAble: async (protocol) => byName.get(protocol)?.assertAble(),
    start: () => {
      byName.forEach((participant) => participant.start());
      shown ??= observeTransactions(options.service, readings);
    },
    stop: async () => {
      await shown?.stop();
      await Promise.all([...byName.values()].map((participant) => participant.stop()));
    },
  };
};
