import { SignJWT, decodeProtectedHeader, errors, jwtVerify, type JWTPayload } from 'jose';
import { assertInvariant } from '@souk/kernel';
import { UnauthenticatedError } from './errors.js';
import { type KeyOwner, type KeySet, type SigningKey } from './keys.js';

/** Longest token that is looked at, in characters: node reads 16 KB of headers in all. */
const MAX_TOKEN_LENGTH = 8_192;
/** How far two machines' clocks may differ, in seconds. */
const CLOCK_TOLERANCE_SECONDS = 2;

export interface TokenClaims {
  readonly audience: string;
  readonly subject?: string;
  readonly expiresAt: Date;
  readonly claims?: JWTPayload;
}

/** A compact JWS (RFC 7515) signed with EdDSA; its issuer is the key's owner. */
export const signToken = (key: SigningKey, { audience, subject, expiresAt, claims = {} }: TokenClaims): Promise<string> => {
  const token = new SignJWT(claims)
    .setProtectedHeader({ alg: 'EdDSA', kid: key.kid, typ: 'JWT' })
    .setIssuer(key.owner)
    .setAudience(audience)
    .setExpirationTime(Math.floor(expiresAt.getTime() / 1_000));
  if (subject !== undefined) token.setSubject(subject);
  return token.sign(key.privateKey);
};

/**
 * The claims of a token that one of the allowed issuers signed with a key of its own, for this audience, and that is not over.
 * Throws UnauthenticatedError on every other text.
 */
export const verifyToken = async (keys: KeySet, token: string, { audience, issuers, now }: { readonly audience: string; readonly issuers: readonly KeyOwner[]; readonly now: Date }): Promise<JWTPayload & { readonly exp: number }> => {
  if (token.length > MAX_TOKEN_LENGTH) throw new UnauthenticatedError('The token is too long.');
  const key = keys.find(keyIdOf(token));
  // The issuer must own the key: else any service could sign in the gateway's name.
  if (key === undefined || !issuers.includes(key.owner)) throw new UnauthenticatedError('The token is signed by nobody who may.');
  try {
    const { payload } = await jwtVerify(token, await key.publicKey, {
      algorithms: ['EdDSA'], typ: 'JWT', audience, issuer: key.owner, requiredClaims: ['exp'], clockTolerance: CLOCK_TOLERANCE_SECONDS, currentDate: now,
    });
    assertInvariant(payload.exp !== undefined, 'a verified token has an expiry');
    return { ...payload, exp: payload.exp };
  } catch (error) {
    if (!(error instanceof errors.JOSEError)) throw error;
    throw new UnauthenticatedError(error instanceof errors.JWTExpired ? 'The token has expired.' : 'The token is not valid.', { cause: error });
  }
};

const keyIdOf = (token: string): string => {
  try {
    return decodeProtectedHeader(token).kid ?? '';
  } catch {
    return '';
  }
};
