import { mintGuestToken } from '@souk/auth';
import { encodeCursor, globalId, money } from '@souk/kernel';
import { connectionArguments, readCursor, toConnection } from '@souk/subgraph';
import { allowedTransitions } from '../domain/order-state.js';
import { mayHandOnOrder } from '../domain/visibility.js';
import { type OrderResolvers } from '../generated/graphql.js';
import { paymentsOf } from './order-as-of.js';
import { userStub } from './stubs.js';
import { visibleOrder, visibleOrderByNumber } from './visible.js';

/** How long a tracking link works, in milliseconds. */
const GUEST_TOKEN_TTL_MS = 90 * 24 * 60 * 60 * 1_000;

export const Order: OrderResolvers = {
  __resolveReference: (reference, context) => ('number' in reference ? visibleOrderByNumber(String(reference.number), context) : visibleOrder(String(reference.id), context)),
  id: ({ id }) => globalId('ord', id),
  allowedTransitions: ({ state }) => [...allowedTransitions(state)],
  buyer: ({ buyerId }) => (buyerId === null ? null : userStub(buyerId)),
  lines: ({ id }, _args, { loaders }) => loaders.linesOf.load(id),
  subtotal: ({ subtotalMinor, currency }) => money(subtotalMinor, currency),
  shipping: ({ shippingMinor, currency }) => money(shippingMinor, currency),
  total: ({ totalMinor, currency }) => money(totalMinor, currency),
  payments: ({ id, asOf }, _args, { loaders }) => paymentsOf(id, asOf, loaders),
  events: async ({ id, asOf }, { first, after }, { loaders }) => {
    const page = connectionArguments({ first, after });
    const rows = await loaders.historyOf.load({ id, args: { afterVersion: page.cursor === undefined ? 0 : versionOf(page.cursor), limit: page.limit + 1, asOf } });
    return toConnection(asOf === undefined ? rows : rows.map((event) => ({ ...event, asOf })), page, ({ version }) => encodeCursor([version]));
  },
  shippingAddress: async ({ id }, _args, { loaders }) => (await loaders.addressOf.load(id)) ?? null,
  guestToken: (order, _args, { viewer, dependencies: { signingKey, clock } }) => {
    // A guest's own checkout answers with the first token; a bearer could otherwise renew it for ever.
    const isBearer = viewer.guestOrderIds.includes(order.id) && !mayHandOnOrder(viewer, order);
    return isBearer ? null : mintGuestToken(signingKey, { orderId: order.id, expiresAt: new Date(clock.now().getTime() + GUEST_TOKEN_TTL_MS) });
  },
};

const versionOf = (cursor: string): number => {
  const [version] = readCursor(cursor, ['number'], ([part]) => Number.isInteger(part) && Number(part) >= 0 && Number(part) <= MAX_VERSION);
  return Number(version);
};

/** Largest version that PostgreSQL's integer holds. */
const MAX_VERSION = 2 ** 31 - 1;
