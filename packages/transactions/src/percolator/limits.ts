/** A lock whose transaction says nothing for so long may be rolled back by whoever meets it. One attempt of a transaction fits in. */
export const LOCK_TTL_MS = 5_000;
/** A transaction that has not ended by then no longer holds garbage collection up; it will find its locks rolled back. */
export const ACTIVE_LEASE_MS = 60_000;
/** Attempts of one transaction, each with a new start timestamp. */
export const MAX_ATTEMPTS = 12;
/** Wait after the first attempt that met another transaction; doubles from there, times a random factor of 0.5 to 1. */
export const CONFLICT_BASE_MS = 10;
export const CONFLICT_MAX_MS = 400;
/** Looks of one read at a key that a live transaction holds; such a lock ends with its TTL at the latest. */
export const READ_ATTEMPTS = 24;
/** Waits of one prewrite for a key that a live transaction holds, about 0.2 s in all; then it starts over. */
export const PREWRITE_LOOKS = 5;
/** Keys that one transaction writes at one site at most, or reads in one call. */
export const MAX_KEYS = 200;
export const MAX_KEY_LENGTH = 200;
/** Locks that one look for expired or old ones lists at most. */
export const MAX_LISTED_LOCKS = 100;
/** Timestamps that one statement of the oracle hands out at most. */
export const MAX_TICKS = 1_000;
/** Records that one statement of garbage collection deletes at most: it commits within a second. */
export const COLLECT_BATCH = 5_000;
