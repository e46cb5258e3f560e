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
// Stream `wallet-<user id>`. Since version 2 an event's id is the id of its entry in the wallet's book.
const sameShape = (data: Readonly<Record<string, unknown>>) => data;
export const WalletToppedUp = eventContract('WalletToppedUp', 2, z.object({ userId: uuid, amount: money, balance: money }), [sameShape]);
export const WalletDebited = eventContract('WalletDebited', 2, z.object({ userId: uuid, gid: uuid, amount: money, balance: money }), [sameShape]);
export const WalletRefunded = eventContract('WalletRefunded', 2, z.object({ userId: uuid, gid: uuid, amount: money, balance: money }), [sameShape]);
