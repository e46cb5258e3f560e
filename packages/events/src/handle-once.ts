import { OperationalError } from '@souk/kernel';
import { type Transaction } from '@souk/persistence';
import { type ConsumeOptions } from './broker.js';
import { admit, isSettled, park, takeDeadLetter } from './dead-letters/dead-letters.js';
import { type StoredEvent } from './event.js';

/** Gives an event to its consumer; throws what the consumer throws, and then nothing is left of it. */
export type Handle = <Prepared>(options: ConsumeOptions<Prepared>, event: StoredEvent) => Promise<void>;

/**
 * Gives the event its effect, once however often it is delivered: the inbox row and the effect commit together, and a
 * second delivery finds the row. Where an earlier event of its aggregate is a dead letter, it is kept behind that one instead.
 */
export const handleOnce: Handle = (options, event) => give(options, event, async () => true);

/** As `handleOnce`, of a dead letter: it leaves the list in the same transaction. */
export const handleAgain: Handle = (options, event) => give(options, event, (tx) => takeDeadLetter(tx, options.consumer, event));

const give = async <Prepared>({ consumer, database, prepare, handle }: ConsumeOptions<Prepared>, event: StoredEvent, begin: (tx: Transaction) => Promise<boolean>): Promise<void> => {
  // A repeated or blocked event must not repeat the remote call; without `prepare` the transaction is test enough.
  const isPrepared = prepare === undefined || !(await isSettled(database, consumer, event));
  // Where there is no `prepare`, its result is `undefined` by type.
  const prepared = (isPrepared ? await prepare?.(event) : undefined) as Prepared;
  await database.transaction(async (tx) => {
    if (!(await begin(tx))) return;
    const { isNew, isBlocked } = await admit(tx, consumer, event);
    if (isBlocked) await park(tx, consumer, event);
    else if (isNew && isPrepared) await handle(event, tx, prepared);
    else if (isNew) throw new OperationalError('UNBLOCKED', 'What the event waited for has just been done.', true);
  });
};
