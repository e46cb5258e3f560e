import { sleep } from '@souk/kernel';
import { type Logger } from '@souk/telemetry';
import { type AsyncMessage, type Channel, type Connection } from 'rabbitmq-client';
import { loadCheckpoint } from '../checkpoint.js';
import { CheckpointWriter } from '../checkpoint-writer.js';
import { type EventLog } from '../event-log.js';
import { START, type Cursor } from '../feed-cursor.js';
import { type FeedPage } from '../follow-options.js';
import { publishInOrder } from './publish-in-order.js';
import { subscribeQueues } from './subscribe-queues.js';
import { parseSubscriptionRequest, type SubscriptionRequest } from './subscription-request.js';
import { addressOf, declareExchange, declareSubscriptionsQueue, subscriptionsQueue } from './topology.js';
import { withChannel } from './with-channel.js';

/** Name of the relay's advisory lock and of its checkpoint, in the publisher's database. */
const RELAY = 'relay';
/** Pause before a subscription that failed is tried again, in milliseconds. */
const SUBSCRIBE_RETRY_MS = 1_000;

/**
 * Publishes a log to RabbitMQ, from its durable cursor on, until the signal aborts. One replica relays at a time and another
 * takes over when it dies: two at once would only publish everything twice, since each publishes in order and the inboxes drop what is known.
 */
export const relayLog = (connection: Connection, log: EventLog, signal: AbortSignal, logger: Logger): Promise<void> =>
  log.database.runExclusively(RELAY, signal, (held) => withChannel(connection, held, logger, (channel, open) => new Relay(connection, channel, log, open, logger).run()));

/** The relay over one channel. */
class Relay {
  /** Everything up to there has been published and confirmed. */
  private place: Cursor = START;
  /** Publishing and subscribing take turns: while a new queue gets its history, nothing newer is published past it. */
  private turn: Promise<unknown> = Promise.resolve();

  constructor(
    private readonly connection: Connection,
    private readonly channel: Channel,
    private readonly log: EventLog,
    private readonly open: AbortSignal,
    private readonly logger: Logger,
  ) {}

  async run(): Promise<void> {
    const { database, service } = this.log;
    const checkpoint = new CheckpointWriter(database, RELAY, this.logger);
    this.place = await loadCheckpoint(database, RELAY);
    await this.channel.confirmSelect();
    await declareExchange(this.channel);
    await declareSubscriptionsQueue(this.channel, service);
    await this.channel.basicQos({ prefetchCount: 1 });
    await this.channel.basicConsume({ queue: subscriptionsQueue(service) }, (message) => void this.subscribe(message));
    const onPage = (page: FeedPage): Promise<void> =>
      this.inTurn(async () => {
        await this.publish(page);
        this.place = page.next;
        checkpoint.moveTo(page.next);
      });
    await this.log.follow({ from: this.place, withoutImported: true, signal: this.open, onPage });
    await this.turn;
    await checkpoint.flush();
  }

  private publish({ events }: FeedPage): Promise<void> {
    return publishInOrder(this.channel, this.open, events, addressOf);
  }

  /** Never rejects: a request that fails comes again. */
  private async subscribe({ body, deliveryTag }: AsyncMessage): Promise<void> {
    const request = parseSubscriptionRequest(body);
    if (request === undefined) this.logger.error({ service: this.log.service }, 'A message in the queue for subscriptions is no request; it is dropped.');
    else if (!(await this.subscribed(request))) return;
    if (this.channel.active) this.channel.basicAck({ deliveryTag });
  }

  /** True once the queues have their subscription, false where the channel closed before; then the request is delivered again. */
  private async subscribed(request: SubscriptionRequest): Promise<boolean> {
    while (!this.open.aborted) {
      try {
        await this.inTurn(() => subscribeQueues({ request, connection: this.connection, channel: this.channel, log: this.log, place: this.place, open: this.open }));
        return true;
      } catch (error) {
        if (!this.open.aborted) this.logger.warn({ err: error, queues: request.queues }, 'Queues could not be subscribed; it is tried again.');
        await sleep(SUBSCRIBE_RETRY_MS, this.open);
      }
    }
    return false;
  }

  private inTurn<T>(work: () => Promise<T>): Promise<T> {
    const result = this.turn.then(work);
    this.turn = result.catch(() => undefined);
    return result;
  }
}
