import { type SigningKey } from '@souk/auth';
import { type EventLog } from '@souk/events';
import { type Clock } from '@souk/kernel';
import { type Database } from '@souk/persistence';
import { type Passwords } from '../credentials/passwords.js';
import { type Profiles } from '../repositories/profiles.js';

/** What commands work with. */
export interface CommandContext {
  readonly database: Database;
  readonly log: EventLog;
  readonly clock: Clock;
  readonly profiles: Profiles;
  readonly passwords: Passwords;
  /** Signs access tokens. */
  readonly signingKey: SigningKey;
}

/** Streams of this service's log. */
export const userStream = (userId: string): string => `user-${userId}`;
export const walletStream = (userId: string): string => `wallet-${userId}`;
