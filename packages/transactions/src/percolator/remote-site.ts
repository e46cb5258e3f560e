import { DomainError } from '@souk/kernel';
import { CONFLICT, fateOf, locksOf, mutationMessages, mutationsOf, parsed, timestampOf, type LockMessage, type MutationMessage } from './messages.js';
import { type PrewriteAnswer, type Site } from './site.js';

interface Locks {
  readonly locks: readonly LockMessage[];
}
interface Fate {
  readonly fate: number;
}
type PrewriteMessage =
  | { readonly case: 'held'; readonly value: { readonly mutations: readonly MutationMessage[] } }
  | { readonly case: 'blocked'; readonly value: Locks }
  | { readonly case: 'lost'; readonly value: { readonly reason: number } }
  | { readonly case: 'refused'; readonly value: { readonly code: string; readonly message: string; readonly details: string } }
  | { readonly case: undefined };

/** A client of PercolatorService. */
interface SiteClient {
  read(request: { startTs: bigint; keys: string[] }): Promise<Locks & { readonly values: readonly MutationMessage[] }>;
  prewrite(request: { startTs: bigint; primary: { site: string; key: string }; ttlMs: number; mutations: MutationMessage[] }): Promise<{ readonly answer: PrewriteMessage }>;
  commit(request: { startTs: bigint; commitTs: bigint }): Promise<Fate>;
  rollback(request: { startTs: bigint; keys: string[] }): Promise<Fate>;
  checkPrimary(request: { startTs: bigint; key: string }): Promise<Fate & { readonly commitTs?: bigint | undefined }>;
  expiredLocks(request: object): Promise<Locks>;
  raiseHorizon(request: { startTs: bigint }): Promise<Locks>;
  collect(request: { startTs: bigint }): Promise<object>;
}

/** Another service's site by its PercolatorService. Throws what the client throws, and DomainError with the code of what the site refuses with. */
export const remoteSite = (client: SiteClient): Site => ({
  read: async ({ startTs, keys }) => {
    const { locks, values } = await client.read({ startTs: BigInt(startTs), keys: [...keys] });
    return locks.length > 0 ? { locks: locksOf(locks) } : { values: new Map(mutationsOf(values).map(({ key, value }) => [key, value])) };
  },
  prewrite: async ({ startTs, primary, ttlMs, mutations }) => answerOf((await client.prewrite({ startTs: BigInt(startTs), primary: { ...primary }, ttlMs, mutations: mutationMessages(mutations) })).answer),
  commit: async ({ startTs, commitTs }) => fateOf((await client.commit({ startTs: BigInt(startTs), commitTs: BigInt(commitTs) })).fate, ['committed', 'rolledBack', 'missing']),
  rollback: async ({ startTs, keys }) => fateOf((await client.rollback({ startTs: BigInt(startTs), keys: [...keys] })).fate, ['committed', 'rolledBack']),
  checkPrimary: async ({ startTs, key }) => {
    const { fate, commitTs = 0n } = await client.checkPrimary({ startTs: BigInt(startTs), key });
    const status = fateOf(fate, ['committed', 'rolledBack', 'open']);
    return status === 'committed' ? { status, commitTs: timestampOf(commitTs) } : { status };
  },
  expiredLocks: async () => locksOf((await client.expiredLocks({})).locks),
  raiseHorizon: async ({ startTs }) => locksOf((await client.raiseHorizon({ startTs: BigInt(startTs) })).locks),
  collect: async ({ startTs }) => {
    await client.collect({ startTs: BigInt(startTs) });
  },
});

const answerOf = (answer: PrewriteMessage): PrewriteAnswer => {
  switch (answer.case) {
    case 'held':
      return { status: 'held', mutations: mutationsOf(answer.value.mutations) };
    case 'blocked':
      return { status: 'blocked', locks: locksOf(answer.value.locks) };
    case 'lost':
      return { status: answer.value.reason === CONFLICT ? 'conflict' : 'rolledBack' };
    case 'refused':
      throw new DomainError(answer.value.code, answer.value.message, parsed(answer.value.details) as Record<string, unknown>);
    case undefined:
      throw new Error('Expected a site to answer a prewrite.');
  }
};
