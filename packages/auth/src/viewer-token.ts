import { assertInvariant } from '@souk/kernel';
import { type KeySet, type SigningKey } from './keys.js';
import { isRole, isScope, type Role, type Scope } from './roles.js';
import { rememberVerified } from './remember-verified.js';
import { signToken, verifyToken } from './token.js';

/** Orders that one viewer may hold guest tokens for at a time: they travel in a header. */
export const MAX_GUEST_ORDERS = 20;
const AUDIENCE = 'souk:subgraphs';

/** On whose behalf a request runs. Without `userId` it is an anonymous one. Ids are raw UUIDs. */
export interface Viewer {
  readonly userId?: string;
  readonly sessionId?: string;
  readonly roles: readonly Role[];
  readonly scopes: readonly Scope[];
  /** Orders that a signed guest token opens. */
  readonly guestOrderIds: readonly string[];
}

/** Somebody whom nobody knows. */
export const ANONYMOUS_VIEWER: Viewer = { roles: [], scopes: [], guestOrderIds: [] };

/** What the gateway shows the subgraphs with each request; anonymous viewers get one too. */
export const mintViewerToken = (key: SigningKey, viewer: Viewer, { ttlSeconds, now = new Date() }: { readonly ttlSeconds: number; readonly now?: Date }): Promise<string> => {
  assertInvariant(viewer.guestOrderIds.length <= MAX_GUEST_ORDERS, `a viewer has at most ${MAX_GUEST_ORDERS} guest orders`);
  return signToken(key, {
    audience: AUDIENCE,
    expiresAt: new Date(now.getTime() + ttlSeconds * 1_000),
    ...(viewer.userId === undefined ? {} : { subject: viewer.userId }),
    claims: {
      ...(viewer.sessionId === undefined ? {} : { sid: viewer.sessionId }),
      ...(viewer.roles.length === 0 ? {} : { roles: [...viewer.roles] }),
      ...(viewer.scopes.length === 0 ? {} : { scope: viewer.scopes.join(' ') }),
      ...(viewer.guestOrderIds.length === 0 ? {} : { guest: [...viewer.guestOrderIds] }),
    },
  });
};

/**
 * The viewer of a token that the gateway signed. Remembers verified tokens until they expire, because the gateway sends one token many times.
 * Throws UnauthenticatedError on any other text; failures are not remembered.
 */
export const verifyViewerToken = (keys: KeySet, token: string, now: Date = new Date()): Promise<Viewer> =>
  remembered(keys, token, now, async () => {
    const { exp, sub, sid, roles, scope, guest } = await verifyToken(keys, token, { audience: AUDIENCE, issuers: ['gateway'], now });
    const value: Viewer = {
      ...(sub === undefined ? {} : { userId: sub }),
      ...(typeof sid === 'string' ? { sessionId: sid } : {}),
      roles: Array.isArray(roles) ? roles.filter(isRole) : [],
      scopes: typeof scope === 'string' ? scope.split(' ').filter(isScope) : [],
      guestOrderIds: Array.isArray(guest) ? guest.filter((id) => typeof id === 'string') : [],
    };
    return { value, expiresAtMs: exp * 1_000 };
  });

const remembered = rememberVerified<Viewer>();
