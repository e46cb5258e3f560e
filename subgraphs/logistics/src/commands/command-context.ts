import { type EventLog } from '@souk/events';
import { type Clock } from '@souk/kernel';
import { type Database } from '@souk/persistence';
import { type Directory } from '../repositories/directory.js';

/** What commands work with. */
export interface CommandContext {
  readonly database: Database;
  readonly log: EventLog;
  readonly clock: Clock;
  readonly directory: Directory;
}
