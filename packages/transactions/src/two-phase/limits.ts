/** Longest wait for a lock inside a branch: deadlocks across databases are invisible to PostgreSQL, so that somebody has to give up. */
export const BRANCH_LOCK_TIMEOUT_MS = 2_000;
/** Wait of one try to mark a branch as aborted while a late prepare still works on it. */
export const MARK_LOCK_TIMEOUT_MS = 250;
/** Tries to end a branch that somebody else is ending, or still preparing, at this moment; the next sweep goes on. */
export const END_ATTEMPTS = 20;
export const END_RETRY_MS = 50;
/** New tries of a branch's work after a serialization failure, a deadlock or RetryTransaction. */
export const WORK_ATTEMPTS = 5;
export const WORK_RETRY_BASE_MS = 10;
export const WORK_RETRY_MAX_MS = 250;
/** A branch that has been prepared for so long asks what became of its transaction. */
export const ASK_AFTER_MS = 3_000;
/** Between two looks for branches and transactions that nobody ends. */
export const SWEEP_EVERY_MS = 1_000;
/** Branches, or transactions, that one look takes up at most. */
export const SWEEP_BATCH = 32;
/** What is in doubt that one call lists at most. */
export const MAX_IN_DOUBT = 100;
/** Time that the branches of one stage get to prepare; then the transaction is aborted. */
export const PREPARE_DEADLINE_MS = 5_000;
/** Time that a participant gets to answer a decision, before it is told again. */
export const TELL_DEADLINE_MS = 5_000;
/** A transaction that is undecided for so long is aborted by whoever looks: longer than all stages together may take. */
export const GRACE_MS = 20_000;
/** A decision is told by whoever decided for so long, before others do; also the first wait before it is told again, which doubles. */
export const RETELL_BASE_MS = 3_000;
export const RETELL_MAX_MS = 60_000;
/** Between two looks of `resume` at a transaction that another process drives. */
export const POLL_MS = 50;
/** `resume` waits so long for an outcome unless told otherwise. */
export const RESUME_DEADLINE_MS = 8_000;
/** Rows of finished work that one statement deletes at most. */
export const DELETE_BATCH = 1_000;
