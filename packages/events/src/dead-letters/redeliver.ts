import { sleep } from '@souk/kernel';
import { type Logger } from '@souk/telemetry';
import { AggregateLanes } from '../aggregate-lanes.js';
import { type ConsumeOptions } from '../broker.js';
import { handleAgain } from '../handle-once.js';
import { dueDeadLetters } from './dead-letters.js';

/** How soon a dead letter that was re-driven comes to its consumer, in milliseconds. */
const POLL_MS = 1_000;
/** Dead letters in hand at most. One that waits for what is away holds its own place only; so many of them, and the others wait. */
const MAX_IN_HAND = 1_000;

/**
 * Hands a consumer those of its dead letters that were re-driven, and what waited behind them, until the signal aborts; one
 * replica at a time. Beside the broker's own deliveries: an event stays on the list until the transaction of its effect, so none overtakes it.
 */
export const redeliverDeadLetters = <Prepared>(options: ConsumeOptions<Prepared>, signal: AbortSignal, logger: Logger): Promise<void> =>
  options.database.runExclusively(`dead letters of ${options.consumer}`, signal, async (held) => {
    const lanes = new AggregateLanes(options, held, logger, handleAgain);
    const inHand = new Set<string>();
    // Ends the pause: there is room, and what waited behind the one that is done may go on.
    let pause = new AbortController();
    held.addEventListener('abort', () => pause.abort());
    try {
      while (!held.aborted) {
        pause = new AbortController();
        const due = await dueDeadLetters(options.database, options.consumer, { limit: MAX_IN_HAND - inHand.size, except: [...inHand] });
        for (const event of due) {
          inHand.add(event.id);
          void lanes.handle(event).then(() => {
            inHand.delete(event.id);
            pause.abort();
          });
        }
        await sleep(POLL_MS, pause.signal);
      }
    } finally {
      await lanes.settled();
    }
  });
