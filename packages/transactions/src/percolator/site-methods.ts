import { DomainError, ValidationError } from '@souk/kernel';
import { CONFLICT, ROLLED_BACK, fateCode, invalid, lockMessages, mutationMessages, mutationsOf, primaryOf, timestampOf, type LockMessage, type MutationMessage } from './messages.js';
import { type PrewriteAnswer, type Site } from './site.js';

/** Longest that a caller may hold locks without a word, in milliseconds. */
const MAX_TTL_MS = 60_000;

interface PrewriteMessage {
  readonly startTs: bigint;
  readonly primary?: LockMessage['primary'];
  readonly ttlMs: number;
  readonly mutations: readonly MutationMessage[];
}

/** A site's PercolatorService (schema/rpc/percolator.proto). Every method throws ValidationError where the request is not well formed. */
export const siteMethods = (site: Site) => ({
  read: async ({ startTs, keys }: { readonly startTs: bigint; readonly keys: readonly string[] }) => {
    const answer = await site.read({ startTs: timestampOf(startTs), keys });
    return 'locks' in answer ? { locks: lockMessages(answer.locks) } : { values: mutationMessages([...answer.values].map(([key, value]) => ({ key, value }))) };
  },
  prewrite: async ({ startTs, primary, ttlMs, mutations }: PrewriteMessage) => {
    if (ttlMs < 1 || ttlMs > MAX_TTL_MS) throw invalid('ttlMs', `expected 1 to ${MAX_TTL_MS}`);
    try {
      return { answer: answerMessage(await site.prewrite({ startTs: timestampOf(startTs), primary: primaryOf(primary), ttlMs, mutations: mutationsOf(mutations) })) };
    } catch (error) {
      if (!(error instanceof DomainError) || error instanceof ValidationError) throw error;
      const { code, message, details } = error;
      return { answer: { case: 'refused' as const, value: { code, message, details: JSON.stringify(details) } } };
    }
  },
  commit: async ({ startTs, commitTs }: { readonly startTs: bigint; readonly commitTs: bigint }) => ({ fate: fateCode(await site.commit({ startTs: timestampOf(startTs), commitTs: timestampOf(commitTs) })) }),
  rollback: async ({ startTs, keys }: { readonly startTs: bigint; readonly keys: readonly string[] }) => ({ fate: fateCode(await site.rollback({ startTs: timestampOf(startTs), keys })) }),
  checkPrimary: async ({ startTs, key }: { readonly startTs: bigint; readonly key: string }) => {
    const found = await site.checkPrimary({ startTs: timestampOf(startTs), key });
    return { fate: fateCode(found.status), ...(found.status === 'committed' && { commitTs: BigInt(found.commitTs) }) };
  },
  expiredLocks: async () => ({ locks: lockMessages(await site.expiredLocks()) }),
  raiseHorizon: async ({ startTs }: { readonly startTs: bigint }) => ({ locks: lockMessages(await site.raiseHorizon({ startTs: timestampOf(startTs) })) }),
  collect: async ({ startTs }: { readonly startTs: bigint }) => {
    await site.collect({ startTs: timestampOf(startTs) });
    return {};
  },
});

const answerMessage = (answer: PrewriteAnswer) => {
  switch (answer.status) {
    case 'held':
      return { case: 'held' as const, value: { mutations: mutationMessages(answer.mutations) } };
    case 'blocked':
      return { case: 'blocked' as const, value: { locks: lockMessages(answer.locks) } };
    case 'conflict':
      return { case: 'lost' as const, value: { reason: CONFLICT } };
    case 'rolledBack':
      return { case: 'lost' as const, value: { reason: ROLLED_BACK } };
  }
};
