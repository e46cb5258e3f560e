import { assertInvariant } from '@souk/kernel';
import { type KeySet, type SigningKey } from './keys.js';
import { isRole, isScope, type Role, type Scope } from './roles.js';
import { signToken, verifyToken } from './token.js';

/** Orders that one viewer may hold guest tokens for at a time: they travel in a header. */
export const MAX_GUEST_ORDERS = 20;
/** Verified viewer tokens that a process remembers. */
const MAX_REMEMBERED_TOKENS = 10_000;
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
export const verifyViewerToken = async (keys: KeySet, token: string, now: Date = new Date()): Promise<Viewer> => {
  const remembered = rememberedBy(keys);
  const known = remembered.get(token);
  if (known !== undefined) {
    remembered.delete(token);
    if (known.expiresAtMs > now.getTime()) {
      remembered.set(token, known); // moves it to the end: the first one is the least recently used
      return known.viewer;
    }
  }
  const { exp, sub, sid, roles, scope, guest } = await verifyToken(keys, token, { audience: AUDIENCE, issuers: ['gateway'], now });
  const viewer: Viewer = {
    ...(sub === undefined ? {} : { userId: sub }),
    ...(typeof sid === 'string' ? { sessionId: sid } : {}),
    roles: Array.isArray(roles) ? roles.filter(isRole) : [],
    scopes: typeof scope === 'string' ? scope.split(' ').filter(isScope) : [],
    guestOrderIds: Array.isArray(guest) ? guest.filter((id) => typeof id === 'string') : [],
  };
  remembered.set(token, { viewer, expiresAtMs: exp * 1_000 });
  if (remembered.size > MAX_REMEMBERED_TOKENS) {
    const [oldest] = remembered.keys();
    if (oldest !== undefined) remembered.delete(oldest);
  }
  return viewer;
};

type Remembered = Map<string, { readonly viewer: Viewer; readonly expiresAtMs: number }>;
const rememberedPerKeySet = new WeakMap<KeySet, Remembered>();

const rememberedBy = (keys: KeySet): Remembered => {
  let remembered = rememberedPerKeySet.get(keys);
  if (remembered === undefined) rememberedPerKeySet.set(keys, (remembered = new Map()));
  return remembered;
};
