import { type Cache } from '@souk/cache';
import { type EventLog } from '@souk/events';
import { type Clock } from '@souk/kernel';
import { type Database } from '@souk/persistence';

/** What commands work with. */
export interface CommandContext {
  readonly database: Database;
  readonly log: EventLog;
  readonly cache: Cache;
  readonly clock: Clock;
}
