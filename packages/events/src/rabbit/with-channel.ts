import { sleep } from '@souk/kernel';
import { type Logger } from '@souk/telemetry';
import { type Channel, type Connection } from 'rabbitmq-client';

/** Pause before a new channel after one broke, in milliseconds. */
const RETRY_MS = 250;

/**
 * Runs work over a channel until the signal aborts, over a new one whenever the channel, the connection or the work fails.
 * The work's signal aborts when its channel is closed too, and the work then has to end. Never rejects.
 */
export const withChannel = async (connection: Connection, signal: AbortSignal, logger: Logger, work: (channel: Channel, open: AbortSignal) => Promise<void>): Promise<void> => {
  while (!signal.aborted) {
    const channel = await acquire(connection, logger);
    if (channel === undefined) {
      await sleep(RETRY_MS, signal);
      continue;
    }
    const closed = new AbortController();
    channel.on('close', () => closed.abort());
    channel.on('error', (error: unknown) => logger.warn({ err: error }, 'A RabbitMQ channel failed; another is opened.'));
    try {
      await work(channel, AbortSignal.any([signal, closed.signal]));
    } catch (error) {
      if (!signal.aborted) logger.warn({ err: error }, 'Work over RabbitMQ failed; it begins again on a new channel.');
    } finally {
      await channel.close();
    }
    await sleep(RETRY_MS, signal);
  }
};

/** The connection itself logs that it broke, and connects again. */
const acquire = async (connection: Connection, logger: Logger): Promise<Channel | undefined> => {
  try {
    return await connection.acquire({ emitErrorsFromChannel: true });
  } catch (error) {
    logger.debug({ err: error }, 'RabbitMQ gives no channel yet.');
    return undefined;
  }
};
