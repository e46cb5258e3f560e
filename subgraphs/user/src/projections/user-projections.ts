import { type ServiceProjections } from '@souk/events';
import { rolesProjection } from './roles-projection.js';
import { walletProjection } from './wallet-projection.js';

/** What the user service's log can be replayed into, and what not. */
export const userProjections: ServiceProjections = {
  service: 'user',
  projections: [rolesProjection, walletProjection],
  notDerivable: [
    { what: 'account but for its roles, address', why: 'names, e-mails and addresses are personal data, which can be erased' },
    { what: 'wallet_balance.held_minor', why: 'what is held for a checkout under way follows from its transaction, not from an event' },
    { what: 'idempotency_key', why: 'clients’ keys are working state that ends after a day' },
    { what: 'credential, session, refresh_token, login_attempt', why: 'secrets never enter the log' },
  ],
};
