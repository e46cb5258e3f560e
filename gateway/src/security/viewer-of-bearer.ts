import { ANONYMOUS_VIEWER, UnauthenticatedError, scopesOf, verifyAccessToken, type KeySet, type Viewer } from '@souk/auth';

export interface BearerIdentity {
  readonly viewer: Viewer;
  /** When the access token is over; undefined for an anonymous viewer. */
  readonly expiresAt?: Date;
}

/**
 * Who an `Authorization` value speaks for; nobody where it is absent.
 * Throws UnauthenticatedError on anything but a valid bearer token: a bad token never makes its sender anonymous silently.
 */
export const viewerOfBearer = async (keys: KeySet, authorization: unknown): Promise<BearerIdentity> => {
  if (authorization === undefined || authorization === null) return { viewer: ANONYMOUS_VIEWER };
  const token = typeof authorization === 'string' ? /^Bearer +([^\s]+)$/i.exec(authorization.trim())?.[1] : undefined;
  if (token === undefined) throw new UnauthenticatedError("Expected 'Authorization: Bearer <access token>'.");
  const { userId, sessionId, roles, expiresAt } = await verifyAccessToken(keys, token);
  return { viewer: { userId, sessionId, roles, scopes: scopesOf(roles), guestOrderIds: [] }, expiresAt };
};
