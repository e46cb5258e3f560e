import { sleep } from '@souk/kernel';
import { type Logger } from '@souk/telemetry';
import { AggregateLanes } from '../aggregate-lanes.js';
import { type ConsumeOptions } from '../broker.js';
import { handleAgain } from '../handle-once.js';
import { dueDeadLetters } from './dead-letters.js';

/** How soon a dead letter that was re-driven comes to its consumer, in milliseconds. */
const POLL_MS = 1_000;
/** Dead letters in hand at most. */
const MAX_IN_HAND = 100;

/**
 * Hands a consumer those of its dead letters that were re-driven, and what waited behind them, until the signal aborts; one
 * replica at a time. Beside the broker's own deliveries: an event stays on the list until the transaction of its effect, so none overtakes it.
 */
export const redeliverDeadLetters = <Prepared>(options: ConsumeOptions<Prepared>, signal: AbortSignal, logger: Logger): Promise<void> =>
  options.database.runExclusively(`dead letters of ${options.consumer}`, signal, async (held) => {
    const lanes = new AggregateLanes(options, held, logger, handleAgain);
    while (!held.aborted) {
      const due = await dueDeadLetters(options.database, options.consumer, MAX_IN_HAND);
      await Promise.all(due.map((event) => lanes.handle(event)));
      if (due.length === 0) await sleep(POLL_MS, held);
    }
  });
