import { UnauthenticatedError } from './errors.js';
import { type KeySet, type SigningKey } from './keys.js';
import { isRole, type Role } from './roles.js';
import { signToken, verifyToken } from './token.js';

/** How long an access token is good for, in seconds; a role that was taken away works at most that long. */
export const ACCESS_TOKEN_TTL_SECONDS = 900;
const AUDIENCE = 'souk:gateway';

export interface AccessClaims {
  readonly userId: string;
  readonly sessionId: string;
  readonly roles: readonly Role[];
  readonly expiresAt: Date;
}

/** What a client shows the gateway; signed by the user service. Ids are raw UUIDs. */
export const mintAccessToken = (key: SigningKey, { userId, sessionId, roles, expiresAt }: AccessClaims): Promise<string> =>
  signToken(key, { audience: AUDIENCE, subject: userId, expiresAt, claims: { sid: sessionId, roles: [...roles] } });

/** Throws UnauthenticatedError unless the user service signed it for the gateway and it is not over. Roles that this version does not know grant nothing. */
export const verifyAccessToken = async (keys: KeySet, token: string, now: Date = new Date()): Promise<AccessClaims> => {
  const { sub, sid, roles, exp } = await verifyToken(keys, token, { audience: AUDIENCE, issuers: ['user'], now });
  if (sub === undefined || typeof sid !== 'string') throw new UnauthenticatedError();
  return { userId: sub, sessionId: sid, roles: Array.isArray(roles) ? roles.filter(isRole) : [], expiresAt: new Date(exp * 1_000) };
};
