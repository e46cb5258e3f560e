import { ValidationError } from '@souk/kernel';
import { type Fate, type MetLock, type Mutation } from './site.js';

// The shapes and numbers of schema/rpc/percolator.proto.

export interface LockMessage {
  readonly key: string;
  readonly startTs: bigint;
  readonly primary?: { readonly site: string; readonly key: string } | undefined;
  readonly isExpired: boolean;
}

export interface MutationMessage {
  readonly key: string;
  readonly value: string;
}

export const CONFLICT = 1;
export const ROLLED_BACK = 2;
const FATES: readonly (Fate | 'open' | undefined)[] = [undefined, 'committed', 'rolledBack', 'missing', 'open'];

export const fateCode = (fate: Fate | 'open'): number => FATES.indexOf(fate);

/** Throws where the answer is none of those that are allowed here. */
export const fateOf = <Allowed extends Fate | 'open'>(code: number, allowed: readonly Allowed[]): Allowed => {
  const fate = allowed.find((candidate) => candidate === FATES[code]);
  if (fate === undefined) throw new Error(`Expected a site to answer with ${allowed.join(' or ')}, got ${code}.`);
  return fate;
};

/** Throws ValidationError where it is no timestamp. */
export const timestampOf = (value: bigint): number => {
  const timestamp = Number(value);
  if (!Number.isSafeInteger(timestamp) || timestamp <= 0) throw invalid('startTs', 'expected a timestamp of the oracle');
  return timestamp;
};

/** Throws ValidationError where a value is no JSON. */
export const mutationsOf = (messages: readonly MutationMessage[]): readonly Mutation[] =>
  messages.map(({ key, value }) => ({ key, value: parsed(value) }));

export const mutationMessages = (mutations: readonly Mutation[]): MutationMessage[] => mutations.map(({ key, value }) => ({ key, value: JSON.stringify(value) }));

export const parsed = (json: string): unknown => {
  try {
    return JSON.parse(json);
  } catch {
    throw invalid('value', 'expected JSON');
  }
};

export const locksOf = (messages: readonly LockMessage[]): readonly MetLock[] =>
  messages.map(({ key, startTs, primary, isExpired }) => ({ key, startTs: timestampOf(startTs), primary: primaryOf(primary), isExpired }));

export const lockMessages = (locks: readonly MetLock[]): LockMessage[] => locks.map((lock) => ({ ...lock, startTs: BigInt(lock.startTs) }));

/** Throws ValidationError where there is none. */
export const primaryOf = (primary: LockMessage['primary']): MetLock['primary'] => {
  if (primary === undefined || primary.site === '' || primary.key === '') throw invalid('primary', 'expected a site and a key');
  return { site: primary.site, key: primary.key };
};

export const invalid = (field: string, message: string): ValidationError => new ValidationError([{ path: [field], rule: 'invalid', message }]);
