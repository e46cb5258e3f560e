import { type ServiceProjections } from '@souk/events';
import { rolesProjection } from './roles-projection.js';
import { walletProjection } from './wallet-projection.js';

/** What the user service's log can be replayed into, and what not. */
export const userProjections: ServiceProjections = {
  service: 'user',
  projections: [rolesProjection, walletProjection],
  notDerivable: [
    { what: 'account but for its roles, address', why: 'names, e-mails and addresses are personal data, which can be erased' },
    { what: 'credential, session, refresh_token, login_attempt', why: 'secrets never enter the log' },
  ],
};
