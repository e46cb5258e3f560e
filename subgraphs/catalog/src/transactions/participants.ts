import { type Client } from '@souk/rpc';
import { type DecisionService } from '@souk/schema/rpc/atomic_commit';
import { type Logger } from '@souk/telemetry';
import { createParticipants, type Peer, type RunningParticipants } from '@souk/transactions';
import { changesOf } from '../caching/changes-of.js';
import { type CommandContext } from '../commands/command-context.js';

/** A reservation has a handful of events. */
const MAX_EVENTS = 10;

/** The catalog's side of atomic commits. What a branch has changed is forgotten by the caches before its commit is acknowledged. */
export const catalogParticipants = ({ database, log, cache, clock }: CommandContext, coordinator: Client<typeof DecisionService>, peers: ReadonlyMap<string, Peer>, logger: Logger): RunningParticipants =>
  createParticipants({
    database, clock, logger, coordinator, peers, service: 'catalog',
    onCommitted: async ({ gid }) => cache.invalidate(changesOf(await log.readStream(`reservation-${gid}`, { afterVersion: 0, limit: MAX_EVENTS }))),
  });
