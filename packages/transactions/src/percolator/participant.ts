import { OperationalError, assertInvariant } from '@souk/kernel';
import { type Database, type Transaction } from '@souk/persistence';
import { MAX_KEYS, MAX_KEY_LENGTH } from './limits.js';
import {
  deleteLocks, deleteOldRecords, deleteValues, hasNewerWrite, insertFates, insertLocks, keysHeldBy, liftHorizon, listExpiredLocks, listLocksBefore, lockKeys, locksOn, readVersions, recordedFate,
  shareHorizon, toMet, valuesWrittenBy,
} from './lock-store.js';
import { invalid } from './messages.js';
import { type Fate, type MetLock, type Mutation, type PrewriteAnswer, type PrewriteRequest, type PrimaryStatus, type ReadAnswer, type Site } from './site.js';

/** All that one transaction does at one site. */
export interface Part {
  readonly startTs: number;
  /** With their values as they are held, by key. */
  readonly mutations: readonly Mutation[];
}

/**
 * What a site's writes are, besides their records: each runs in the local transaction that writes the record, so that both happen or neither,
 * and runs once. `hold` takes what `apply` will need from wherever others could take it, too; so `apply` cannot run short.
 */
export interface Holdings<Unit> {
  /** Gives the values as they are held: what `apply` and `giveBack` will get. Throws DomainError to refuse. */
  hold(unit: Unit, part: Part): Promise<readonly Mutation[]>;
  /** The transaction is committed. At the primary's site a DomainError still refuses, since this is the decision itself. */
  apply(unit: Unit, part: Part): Promise<void>;
  /** The transaction is rolled back. */
  giveBack(unit: Unit, part: Part): Promise<void>;
}

interface UnitOfWork {
  readonly tx: Transaction;
}

export interface ParticipantOptions<Unit extends UnitOfWork> {
  /** With `percolatorMigration`. */
  readonly database: Database;
  /** Runs the work in one READ COMMITTED transaction of that database. */
  transact<T>(work: (unit: Unit) => Promise<T>): Promise<T>;
  /** Where writes become something else than values under keys; the values are forgotten at the commit then. Without, they stay and are read here. */
  readonly holdings?: Holdings<Unit>;
}

/** One database's part in Percolator transactions: its locks, fates and values. */
export class PercolatorParticipant<Unit extends UnitOfWork = UnitOfWork> implements Site {
  readonly #options: ParticipantOptions<Unit>;

  constructor(options: ParticipantOptions<Unit>) {
    this.#options = options;
  }

  async read({ startTs, keys }: { readonly startTs: number; readonly keys: readonly string[] }): Promise<ReadAnswer> {
    assertKeys(keys);
    const rows = await readVersions(this.#options.database, startTs, keys);
    if (rows.some(({ horizon }) => startTs < horizon)) throw new OperationalError('SNAPSHOT_TOO_OLD', `What was there at ${startTs} is no longer kept: begin anew.`, false);
    const locks = rows.flatMap(({ lock }) => (lock === null ? [] : [toMet(lock)]));
    return locks.length > 0 ? { locks } : { values: new Map(rows.flatMap(({ key, isWritten, value }) => (isWritten ? [[key, value]] : []))) };
  }

  prewrite(request: PrewriteRequest): Promise<PrewriteAnswer> {
    const { startTs, mutations } = request;
    const keys = mutations.map(({ key }) => key);
    assertKeys(keys);
    return this.#options.transact<PrewriteAnswer>(async (unit) => {
      const { tx } = unit;
      const horizon = await shareHorizon(tx);
      await lockKeys(tx, keys);
      const fate = await recordedFate(tx, startTs);
      if (fate === null || startTs < horizon) return { status: 'rolledBack' };
      const locks = await locksOn(tx, keys);
      // Asked again: the answer was lost, and its effect was not.
      if (fate !== undefined || locks.some((lock) => lock.startTs === startTs)) return { status: 'held', mutations: await valuesWrittenBy(tx, startTs) };
      if (locks.length > 0) return { status: 'blocked', locks };
      const { holdings } = this.#options;
      // What is held is decided on the row as it is now, never on what was read at the start: there a newer write takes nothing away.
      if (holdings === undefined && (await hasNewerWrite(tx, keys, startTs))) return { status: 'conflict' };
      const held = (await holdings?.hold(unit, { startTs, mutations })) ?? mutations;
      assertInvariant(held.length === keys.length && held.every(({ key }) => keys.includes(key)), 'what is held are the keys that were asked for');
      await insertLocks(tx, request, held);
      return { status: 'held', mutations: held };
    });
  }

  commit({ startTs, commitTs }: { readonly startTs: number; readonly commitTs: number }): Promise<Fate> {
    return this.#options.transact<Fate>(async (unit) => {
      const keys = await this.#lockPart(unit.tx, startTs, []);
      const fate = await recordedFate(unit.tx, startTs);
      if (fate !== undefined) return fate === null ? 'rolledBack' : 'committed';
      if (keys.length === 0) return 'missing';
      await insertFates(unit.tx, keys, startTs, commitTs);
      await deleteLocks(unit.tx, startTs);
      if (this.#options.holdings === undefined) return 'committed';
      await this.#options.holdings.apply(unit, { startTs, mutations: await valuesWrittenBy(unit.tx, startTs) });
      await deleteValues(unit.tx, startTs);
      return 'committed';
    });
  }

  rollback({ startTs, keys }: { readonly startTs: number; readonly keys: readonly string[] }): Promise<'committed' | 'rolledBack'> {
    assertKeys(keys);
    return this.#options.transact<'committed' | 'rolledBack'>(async (unit) => {
      const held = await this.#lockPart(unit.tx, startTs, keys);
      if (typeof (await recordedFate(unit.tx, startTs)) === 'number') return 'committed';
      await this.#giveUp(unit, startTs, held, keys);
      return 'rolledBack';
    });
  }

  checkPrimary({ startTs, key }: { readonly startTs: number; readonly key: string }): Promise<PrimaryStatus> {
    assertKeys([key]);
    return this.#options.transact<PrimaryStatus>(async (unit) => {
      const held = await this.#lockPart(unit.tx, startTs, [key]);
      const fate = await recordedFate(unit.tx, startTs);
      if (typeof fate === 'number') return { status: 'committed', commitTs: fate };
      const lock = (await locksOn(unit.tx, [key])).find((found) => found.startTs === startTs);
      if (lock !== undefined && !lock.isExpired) return { status: 'open' };
      await this.#giveUp(unit, startTs, held, [key]);
      return { status: 'rolledBack' };
    });
  }

  expiredLocks(): Promise<readonly MetLock[]> {
    return listExpiredLocks(this.#options.database);
  }

  raiseHorizon({ startTs }: { readonly startTs: number }): Promise<readonly MetLock[]> {
    return this.#options.transact(async ({ tx }) => {
      await liftHorizon(tx, startTs);
      return listLocksBefore(tx, startTs);
    });
  }

  async collect({ startTs }: { readonly startTs: number }): Promise<void> {
    while ((await deleteOldRecords(this.#options.database, startTs)) > 0);
  }

  /** Makes everybody else wait who writes about these keys or this transaction's; gives the keys that it holds. */
  async #lockPart(tx: Transaction, startTs: number, keys: readonly string[]): Promise<readonly string[]> {
    const known = new Set([...keys, ...(await keysHeldBy(tx, startTs))]);
    await lockKeys(tx, [...known]);
    // Again: while this waited for its turn, another may have ended the transaction here, or a prewrite that was in flight have locked more.
    const held = await keysHeldBy(tx, startTs);
    if (held.some((key) => !known.has(key))) await lockKeys(tx, held);
    return held;
  }

  /** The keys are recorded, held or not: a prewrite that is still on its way finds that it is over. */
  async #giveUp(unit: Unit, startTs: number, held: readonly string[], keys: readonly string[]): Promise<void> {
    await insertFates(unit.tx, [...new Set([...held, ...keys])], startTs, null);
    if (held.length === 0) return;
    await deleteLocks(unit.tx, startTs);
    await this.#options.holdings?.giveBack(unit, { startTs, mutations: await valuesWrittenBy(unit.tx, startTs) });
    await deleteValues(unit.tx, startTs);
  }
}

/** Throws ValidationError: keys come from other services. */
const assertKeys = (keys: readonly string[]): void => {
  if (keys.length === 0 || keys.length > MAX_KEYS || new Set(keys).size < keys.length) throw invalid('keys', `expected 1 to ${MAX_KEYS} different keys, got ${keys.length}`);
  if (keys.some((key) => key.length === 0 || key.length > MAX_KEY_LENGTH)) throw invalid('keys', `expected keys of 1 to ${MAX_KEY_LENGTH} characters`);
};
