import { type Projection, type StoredEvent } from '@souk/events';
import { readEvent, userEvents } from '@souk/schema/events';
import { setRoles } from '../repositories/accounts.js';

const { UserRegistered, UserImported, UserRolesChanged } = userEvents;

/** Which accounts there are, and what each may do. */
export const rolesProjection: Projection = {
  name: 'roles',
  tables: [{ name: 'account', kept: ['email', 'email_key', 'display_name', 'source', 'source_id', 'created_at'] }],
  handles: { [UserRegistered.type]: 1, [UserImported.type]: 1, [UserRolesChanged.type]: 1 },
  apply: (tx, events) => setRoles(tx, new Map(events.map(rolesOf))),
};

const rolesOf = (event: StoredEvent): readonly [string, readonly string[]] => {
  switch (event.type) {
    case UserRegistered.type: {
      const { userId, roles } = readEvent(UserRegistered, event);
      return [userId, roles];
    }
    case UserRolesChanged.type: {
      const { userId, now } = readEvent(UserRolesChanged, event);
      return [userId, now];
    }
    default:
      return [readEvent(UserImported, event).userId, ['CUSTOMER']];
  }
};
