import { KEY_OWNERS, type KeyOwner, type KeySet, type SigningKey } from './keys.js';
import { rememberVerified } from './remember-verified.js';
import { signToken, verifyToken } from './token.js';

/** How long a service token is good for, in seconds. */
export const SERVICE_TOKEN_TTL_SECONDS = 60;

const audienceOf = (service: string): string => `souk:service:${service}`;

/** What one service shows another: good for `audience` alone, so that it cannot be passed on. */
export const mintServiceToken = (key: SigningKey, { audience, now = new Date() }: { readonly audience: string; readonly now?: Date }): Promise<string> =>
  signToken(key, { audience: audienceOf(audience), expiresAt: new Date(now.getTime() + SERVICE_TOKEN_TTL_SECONDS * 1_000) });

/** Who calls. Throws UnauthenticatedError unless a service signed it for this audience and it is not over. Remembers what it has verified: a caller shows one token for half a minute. */
export const verifyServiceToken = (keys: KeySet, token: string, { audience, now = new Date() }: { readonly audience: string; readonly now?: Date }): Promise<{ readonly service: KeyOwner }> =>
  remembered(keys, `${audience} ${token}`, now, async () => {
    const { iss, exp } = await verifyToken(keys, token, { audience: audienceOf(audience), issuers: KEY_OWNERS, now });
    return { value: { service: iss as KeyOwner }, expiresAtMs: exp * 1_000 };
  });

const remembered = rememberVerified<{ readonly service: KeyOwner }>();
