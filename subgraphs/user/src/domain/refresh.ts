/** How long a refresh token is good for, in milliseconds: 30 days; each refresh begins anew. */
export const REFRESH_TOKEN_TTL_MS = 30 * 24 * 60 * 60_000;
/** Sessions that one account may have at a time; a new one ends the one that was not seen for longest. */
export const MAX_SESSIONS = 20;

export interface PresentedToken {
  readonly tokenExpiresAt: Date;
  readonly spentAt: Date | null;
  readonly sessionEndedAt: Date | null;
}

/**
 * What a refresh token that was found is worth. REUSED: it was spent, so two hold it and one of them stole it; the session must end
 * (OAuth 2.0 Security Best Current Practice, RFC 9700 §4.14.2).
 */
export const judgeRefresh = ({ tokenExpiresAt, spentAt, sessionEndedAt }: PresentedToken, now: Date): 'GOOD' | 'REUSED' | 'OVER' => {
  if (sessionEndedAt !== null) return 'OVER';
  if (spentAt !== null) return 'REUSED';
  return tokenExpiresAt > now ? 'GOOD' : 'OVER';
};
