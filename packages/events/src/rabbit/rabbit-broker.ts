import { withDeadline } from '@souk/kernel';
import { type Logger } from '@souk/telemetry';
import { Connection } from 'rabbitmq-client';
import { type Broker } from '../broker.js';
import { redeliverDeadLetters } from '../dead-letters/redeliver.js';
import { PARTITIONS } from '../partition.js';
import { RunningWork } from '../running-work.js';
import { noteSubscriptions } from '../subscription.js';
import { consumeQueues } from './consume-queues.js';
import { relayLog } from './relay.js';

/** Waits, in milliseconds: for a channel while the connection is down, before it connects again, and for it to close. */
const ACQUIRE_TIMEOUT_MS = 1_000;
const RECONNECT_MIN_MS = 250;
const RECONNECT_MAX_MS = 5_000;
const CLOSE_DEADLINE_MS = 5_000;
/** A silent broker is taken for dead after two of these, in seconds. */
const HEARTBEAT_S = 10;

/**
 * Delivers through RabbitMQ (3.10 or newer): a relay per service publishes its log to a topic exchange, and each consumer
 * has quorum queues per publisher, over which aggregates are spread. Connects in the background and again after every loss: meanwhile events wait in the logs.
 * Throws where the URL is none.
 */
export const createRabbitBroker = ({ url, logger }: { readonly url: string; readonly logger: Logger }): Broker => {
  const connection = new Connection({ url, noDelay: true, heartbeat: HEARTBEAT_S, acquireTimeout: ACQUIRE_TIMEOUT_MS, retryLow: RECONNECT_MIN_MS, retryHigh: RECONNECT_MAX_MS });
  connection.on('error', (error: unknown) => logger.warn({ err: error }, 'The connection to RabbitMQ broke; it is made again.'));
  connection.on('connection', () => logger.info('Connected to RabbitMQ.'));
  connection.on('connection.blocked', (reason) => logger.warn({ reason }, 'RabbitMQ takes no events at the moment; they wait in the log.'));
  connection.on('connection.unblocked', () => logger.info('RabbitMQ takes events again.'));
  const work = new RunningWork();
  return {
    publish: async (log) => work.start((signal) => relayLog(connection, log, signal, logger)),
    consume: async (options) =>
      work.start(async (signal) => {
        await Promise.all([
          ...options.from.map((service) => consumeQueues(connection, service, options, signal, logger)),
          redeliverDeadLetters(options, signal, logger),
          noteSubscriptions(options, PARTITIONS, signal, logger),
        ]);
      }),
    close: async () => {
      await work.stopAll();
      try {
        await withDeadline(connection.close(), CLOSE_DEADLINE_MS, 'Closing the connection to RabbitMQ');
      } catch {
        // It does not answer: nothing is lost by leaving.
        connection.unsafeDestroy();
      }
    },
  };
};
