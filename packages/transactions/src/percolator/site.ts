/** Where and under which key a transaction's fate is recorded: committed, rolled back, or open while its lock is there. */
export interface Primary {
  readonly site: string;
  readonly key: string;
}

/** What a transaction writes under a key; the value is JSON. */
export interface Mutation {
  readonly key: string;
  readonly value: unknown;
}

/** A lock as somebody else meets it. */
export interface MetLock {
  readonly key: string;
  readonly startTs: number;
  readonly primary: Primary;
  /** Its TTL is over: its transaction may be rolled back. */
  readonly isExpired: boolean;
}

export interface PrewriteRequest {
  readonly startTs: number;
  readonly primary: Primary;
  readonly ttlMs: number;
  /** All that the transaction writes at this site, in one call; each key once. */
  readonly mutations: readonly Mutation[];
}

/**
 * `held`: the keys are locked, and these are the values as the site keeps them. `blocked`: others hold these locks. `conflict`: somebody
 * committed one of the keys after the start. `rolledBack`: this transaction was given up, here or by everybody.
 */
export type PrewriteAnswer =
  | { readonly status: 'held'; readonly mutations: readonly Mutation[] }
  | { readonly status: 'blocked'; readonly locks: readonly MetLock[] }
  | { readonly status: 'conflict' | 'rolledBack' };

/** What is recorded of a transaction at a site. `missing`: nothing, or no more. */
export type Fate = 'committed' | 'rolledBack' | 'missing';

/** `commitTs` of a transaction that committed; `open`: its primary's lock is there and its TTL is not over. */
export type PrimaryStatus = { readonly status: 'committed'; readonly commitTs: number } | { readonly status: 'rolledBack' | 'open' };

/** Values by key, without those that were never written; or the locks of older transactions, whose fate decides what is to be read. */
export type ReadAnswer = { readonly values: ReadonlyMap<string, unknown> } | { readonly locks: readonly MetLock[] };

/**
 * One database that takes part, as transactions reach it. Every method is one local transaction, idempotent, and may be called by anybody at any
 * time; where its outcome is lost it is called again. They throw DomainError where the site refuses for reasons of its own, and leave nothing behind then.
 */
export interface Site {
  /** The values as of that timestamp. Throws OperationalError SNAPSHOT_TOO_OLD once garbage collection has passed it. */
  read(request: { readonly startTs: number; readonly keys: readonly string[] }): Promise<ReadAnswer>;
  /** Locks all keys or none. */
  prewrite(request: PrewriteRequest): Promise<PrewriteAnswer>;
  /** Makes the transaction's writes at this site visible. At the primary's site this is the decision; elsewhere it follows one. */
  commit(request: { readonly startTs: number; readonly commitTs: number }): Promise<Fate>;
  /** Gives up the transaction's locks at this site, and keeps a late prewrite of these keys out. `committed`: too late. */
  rollback(request: { readonly startTs: number; readonly keys: readonly string[] }): Promise<'committed' | 'rolledBack'>;
  /** What became of the transaction that has its primary here; one whose TTL is over, or that never came, is rolled back by this call. */
  checkPrimary(request: { readonly startTs: number; readonly key: string }): Promise<PrimaryStatus>;
  /** Locks whose TTL is over, oldest first, at most 100. */
  expiredLocks(): Promise<readonly MetLock[]>;
  /** No transaction that began before `startTs` locks or reads here any more; gives the locks that are left of such, at most 100. */
  raiseHorizon(request: { readonly startTs: number }): Promise<readonly MetLock[]>;
  /** Forgets what nobody that began at `startTs` or later can see. Only when no site has a lock from before it. */
  collect(request: { readonly startTs: number }): Promise<void>;
}
