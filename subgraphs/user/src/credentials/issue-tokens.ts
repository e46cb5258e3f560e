import { ACCESS_TOKEN_TTL_SECONDS, mintAccessToken, type Role, type SigningKey } from '@souk/auth';
import { type Clock } from '@souk/kernel';

/** What a client keeps to stay logged in. */
export interface Tokens {
  readonly accessToken: string;
  readonly accessTokenExpiresAt: Date;
  readonly refreshToken: string;
}

/** An access token for the session beside its refresh token. */
export const issueTokens = async (
  { signingKey, clock }: { readonly signingKey: SigningKey; readonly clock: Clock },
  { userId, sessionId, roles, refreshToken }: { readonly userId: string; readonly sessionId: string; readonly roles: readonly Role[]; readonly refreshToken: string },
): Promise<Tokens> => {
  // Tokens carry whole seconds: what clients are told is what is checked.
  const expiresAt = new Date((Math.floor(clock.now().getTime() / 1_000) + ACCESS_TOKEN_TTL_SECONDS) * 1_000);
  return { accessToken: await mintAccessToken(signingKey, { userId, sessionId, roles, expiresAt }), accessTokenExpiresAt: expiresAt, refreshToken };
};
