import { z } from 'zod';
import { eventContract } from './contract.js';
import { money, uuid } from './fields.js';

const role = z.enum(['CUSTOMER', 'PRODUCT_MANAGER', 'OPERATIONS', 'ADMIN']);

// Stream `user-<id>`. References only: names, e-mails and addresses stay in tables that can be erased.
export const UserRegistered = eventContract('UserRegistered', 1, z.object({ userId: uuid, roles: z.array(role) }));
export const UserImported = eventContract('UserImported', 1, z.object({ userId: uuid, source: z.string() }));
export const UserRolesChanged = eventContract('UserRolesChanged', 1, z.object({ userId: uuid, was: z.array(role), now: z.array(role) }));
export const UserLoggedIn = eventContract('UserLoggedIn', 1, z.object({ userId: uuid, sessionId: uuid }));
export const UserLoggedOut = eventContract('UserLoggedOut', 1, z.object({ userId: uuid, sessionId: uuid, reason: z.enum(['LOGOUT', 'REFRESH_TOKEN_REUSED']) }));
export const AddressAdded = eventContract('AddressAdded', 1, z.object({ userId: uuid, addressId: uuid }));
export const AddressChanged = eventContract('AddressChanged', 1, z.object({ userId: uuid, addressId: uuid }));
export const AddressRemoved = eventContract('AddressRemoved', 1, z.object({ userId: uuid, addressId: uuid }));
// Stream `wallet-<user id>`
export const WalletToppedUp = eventContract('WalletToppedUp', 1, z.object({ userId: uuid, amount: money, balance: money }));
export const WalletDebited = eventContract('WalletDebited', 1, z.object({ userId: uuid, gid: uuid, amount: money, balance: money }));
export const WalletRefunded = eventContract('WalletRefunded', 1, z.object({ userId: uuid, gid: uuid, amount: money, balance: money }));
