import { mintViewerToken, type SigningKey } from '@souk/auth';
import { newId } from '@souk/kernel';
import { queryIn } from '@souk/persistence';
import { newEvent, userEvents } from '@souk/schema/events';
import { CURRENCY } from './shop.js';
import { appendTo, type Stores } from './stores.js';

/** Of each buyer: more than the windows of a run together cost. */
const CREDIT_MINOR = 10_000_000;
const TOKEN_TTL_SECONDS = 3_600;
const PER_TRANSACTION = 2_000;

export interface Buyer {
  readonly id: string;
  /** As the gateway tells services whom a request comes from. */
  readonly token: string;
}

/** New customers with store credit, as registering and topping up would leave them, but without a password: rows, streams and events. */
export const addBuyers = async (stores: Stores, gatewayKey: SigningKey, count: number): Promise<readonly Buyer[]> => {
  const ids = Array.from({ length: count }, () => newId());
  for (let first = 0; first < count; first += PER_TRANSACTION) await addAccounts(stores, ids.slice(first, first + PER_TRANSACTION));
  return Promise.all(ids.map(async (id) => ({ id, token: await mintViewerToken(gatewayKey, { userId: id, roles: ['CUSTOMER'], scopes: [], guestOrderIds: [] }, { ttlSeconds: TOKEN_TTL_SECONDS }) })));
};

const addAccounts = (stores: Stores, ids: readonly string[]): Promise<void> =>
  stores.user.transaction(async (tx) => {
    await queryIn(tx, `INSERT INTO account (id, email, email_key, display_name, roles, created_at)
      SELECT id, id || '@bench.example', id || '@bench.example', 'Ada Lovelace', '{CUSTOMER}', now() FROM unnest($1::uuid[]) AS id`, [ids]);
    await queryIn(tx, 'INSERT INTO wallet_balance (account_id, currency, balance_minor) SELECT id, $2, $3 FROM unnest($1::uuid[]) AS id', [ids, CURRENCY, CREDIT_MINOR]);
    await appendTo(stores, 'user', tx, ids.map((userId) => ({ streamId: `user-${userId}`, expectedVersion: 0, events: [newEvent(userEvents.UserRegistered, { userId, roles: ['CUSTOMER'] })] })));
    const amount = { amountMinor: CREDIT_MINOR, currency: CURRENCY } as const;
    const toppedUp = await appendTo(stores, 'user', tx, ids.map((userId) => ({ streamId: `wallet-${userId}`, expectedVersion: 0, events: [newEvent(userEvents.WalletToppedUp, { userId, amount, balance: amount })] })));
    await queryIn(tx, `INSERT INTO wallet_entry (id, account_id, currency, kind, amount_minor, balance_minor, gid, actor, created_at)
      SELECT entry.id, account_id, $3, 'TOP_UP', $4, $4, NULL, 'operations', now() FROM unnest($1::uuid[], $2::uuid[]) AS entry (id, account_id)`,
    [toppedUp.map(({ id }) => id), ids, CURRENCY, CREDIT_MINOR]);
  });
