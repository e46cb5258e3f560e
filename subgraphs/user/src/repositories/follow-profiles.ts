import { type EventLog, type Running } from '@souk/events';
import { readEvent, userEvents } from '@souk/schema/events';
import { type Profiles } from './profiles.js';

const { UserImported, UserRegistered } = userEvents;

/** Follows this service's own log from now on, so that accounts which another process made are not missing here. */
export const followProfiles = (log: EventLog, profiles: Profiles): Promise<Running> =>
  log.tailFromNow({
    types: [UserImported.type, UserRegistered.type],
    onEvents: (events) => profiles.appeared(events.map((event) => (event.type === UserImported.type ? readEvent(UserImported, event) : readEvent(UserRegistered, event)).userId)),
  });
