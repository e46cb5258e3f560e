/** A driver that says nothing for so long has died: another one takes over. Longer than one step may take. */
export const LEASE_MS = 20_000;
/** Time one attempt of a remote step gets before its outcome counts as unknown. */
export const STEP_DEADLINE_MS = 10_000;
/** Attempts of one step before the pivot, then the saga turns back; after the pivot there is no limit. */
export const MAX_ATTEMPTS_BEFORE_PIVOT = 8;
/** Wait after a first failed attempt; doubles from there, times a random factor of 0.5 to 1. */
export const BACKOFF_BASE_MS = 100;
export const BACKOFF_MAX_MS = 30_000;
/** Between two looks for sagas that nobody drives. */
export const RECOVER_EVERY_MS = 1_000;
/** Sagas that one look takes over at most. */
export const RECOVER_BATCH = 16;
/** Between two looks of `run` at a saga that this process drives: it is woken, and looks in case it was not. */
export const DRIVEN_POLL_MS = 1_000;
/** Between two looks of `run` at a saga that another process drives, or that waits for its next attempt. */
export const POLL_MS = 100;
/** Sagas in doubt that one call of `inDoubt` lists at most. */
export const MAX_IN_DOUBT = 100;
/** `run` waits so long for an outcome unless told otherwise. */
export const RUN_DEADLINE_MS = 8_000;
/** Rows of finished work that one statement deletes at most. */
export const DELETE_BATCH = 1_000;
