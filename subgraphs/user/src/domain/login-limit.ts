/** Failed log-ins for one e-mail that are allowed in one window. */
const MAX_LOGIN_FAILURES = 10;
export const LOGIN_WINDOW_MS = 15 * 60_000;

/** Failures so far, the try in hand included: it counts as one until it has succeeded, so that tries side by side cannot slip through together. */
export interface LoginAttempts {
  readonly failures: number;
  readonly windowStartedAt: Date;
}

/** Seconds until a try counts again, or undefined where this one may go on. */
export const retryAfterSecondsOf = ({ failures, windowStartedAt }: LoginAttempts, now: Date): number | undefined =>
  failures <= MAX_LOGIN_FAILURES ? undefined : Math.max(1, Math.ceil((windowStartedAt.getTime() + LOGIN_WINDOW_MS - now.getTime()) / 1_000));
