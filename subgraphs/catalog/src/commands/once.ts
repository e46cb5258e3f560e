import { createHash } from 'node:crypto';
import { type EventMeta } from '@souk/events';
import { IdempotencyMismatchError } from '@souk/kernel';
import { type Transaction } from '@souk/persistence';
import { claimKey, saveAnswer } from '../repositories/idempotency.js';

export interface OnceOptions {
  readonly operation: string;
  /** As the command's schema made it, so that equal inputs have equal texts. */
  readonly input: { readonly idempotencyKey: string };
  readonly meta: EventMeta;
  readonly now: Date;
}

/**
 * Does the work unless this actor's key has been used within 24 hours, and then gives the first answer again. The key goes with the
 * transaction: what is rolled back may be tried again under it. Throws IdempotencyMismatchError where the key came with another input.
 */
export const once = async <Answer>(tx: Transaction, { operation, input, meta, now }: OnceOptions, work: () => Promise<Answer>): Promise<Answer> => {
  const bodyHash = createHash('sha256').update(JSON.stringify(input)).digest('hex');
  const claim = { scope: meta.actor ?? 'anonymous', key: input.idempotencyKey, operation, bodyHash, now };
  const claimed = await claimKey(tx, claim);
  if (claimed !== 'claimed') {
    if (claimed.operation !== operation || claimed.bodyHash !== bodyHash) throw new IdempotencyMismatchError();
    return claimed.answer as Answer;
  }
  const answer = await work();
  await saveAnswer(tx, claim, answer);
  return answer;
};
