import { type Cache } from '@souk/cache';
import { type EventLog, type Running } from '@souk/events';
import { changesOf, OUTDATING_TYPES } from './changes-of.js';

/** Follows this service's own log from now on, so that what another process writes leaves this one's cache: woken by own commits, else every 250 ms. */
export const followLog = ({ log, cache }: { readonly log: EventLog; readonly cache: Cache }): Promise<Running> =>
  log.tailFromNow({ types: OUTDATING_TYPES, onEvents: (events) => cache.invalidate(changesOf(events)) });
