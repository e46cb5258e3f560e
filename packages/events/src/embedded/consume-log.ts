import { type Logger } from '@souk/telemetry';
import { AggregateLanes } from '../aggregate-lanes.js';
import { type ConsumeOptions } from '../broker.js';
import { loadCheckpoint } from '../checkpoint.js';
import { CheckpointWriter } from '../checkpoint-writer.js';
import { type EventLog } from '../event-log.js';
import { type FeedPage } from '../follow-options.js';
import { Watermark } from '../watermark.js';

/** Events in hand at most. One that waits for what is away holds the cursor; so many later ones are handled before all wait for it. */
const MAX_IN_HAND = 1_000;

/** Reads one publisher's log for one consumer, from the durable cursor of that name in the consumer's database on, until the signal aborts. */
export const consumeLog = async <Prepared>(options: ConsumeOptions<Prepared>, log: EventLog, cursorName: string, signal: AbortSignal, logger: Logger): Promise<void> => {
  const { database, types } = options;
  const from = await loadCheckpoint(database, cursorName);
  const checkpoint = new CheckpointWriter(database, cursorName, logger);
  const watermark = new Watermark((cursor) => checkpoint.moveTo(cursor));
  const lanes = new AggregateLanes(options, signal, logger);
  const onPage = async ({ events, next }: FeedPage): Promise<void> => {
    for (const event of events) {
      await watermark.hasRoom(MAX_IN_HAND, signal);
      if (signal.aborted) return;
      const finish = watermark.begin({ tx: event.tx, position: event.position });
      void lanes.handle(event).then((isDone) => isDone && finish());
    }
    // Past events that the consumer does not want.
    watermark.begin(next)();
  };
  await log.follow({ from, types, withoutImported: true, signal, onPage });
  await lanes.settled();
  await checkpoint.flush();
};
