import { sleep, systemRandom } from '@souk/kernel';
import { type Logger } from '@souk/telemetry';
import { type AsyncMessage, type Channel, type Connection } from 'rabbitmq-client';
import { AggregateLanes } from '../aggregate-lanes.js';
import { type ConsumeOptions } from '../broker.js';
import { CheckpointWriter } from '../checkpoint-writer.js';
import { type StoredEvent } from '../event.js';
import { cursorNames, PARTITIONS } from '../partition.js';
import { Watermark } from '../watermark.js';
import { decodeEvent } from '../wire-event.js';
import { cursorAfter } from './completeness.js';
import { type SubscriptionRequest } from './subscription-request.js';
import { allQueuesExist, consumerQueues, declareSubscriptionsQueue, subscriptionsQueue } from './topology.js';
import { withChannel } from './with-channel.js';

/** Messages in hand at most, of each queue. One that waits holds its own place only; so many of them, and its queue waits. */
const PREFETCH = 32;
/** Wait for the publisher's relay to make the queues, in milliseconds. */
const QUEUE_POLL_MS = 200;
/**
 * Deliveries without an answer before an event is refused untried: what kills its consumer must not do so for ever. Counted
 * by RabbitMQ and obeyed here, not there: the broker would take the event out while later ones of its aggregate go on.
 */
const MAX_DELIVERIES = 50;

/** Handles one publisher's events for one consumer until the signal aborts. Never rejects. */
export const consumeQueues = <Prepared>(connection: Connection, service: string, options: ConsumeOptions<Prepared>, signal: AbortSignal, logger: Logger): Promise<void> =>
  withChannel(connection, signal, logger, async (channel, open) => {
    const queues = consumerQueues(options.consumer, service);
    await requestSubscription(channel, service, { queues, types: options.types });
    while (!open.aborted && !(await allQueuesExist(connection, queues))) await sleep(QUEUE_POLL_MS, open);
    if (open.aborted) return;
    const cancelled = new AbortController();
    const end = AbortSignal.any([open, cancelled.signal]);
    const lanes = new AggregateLanes(options, end, logger);
    const checkpoints = cursorNames(options.consumer, service, PARTITIONS).map((name) => new CheckpointWriter(options.database, name, logger));
    channel.on('basic.cancel', () => cancelled.abort());
    await channel.basicQos({ prefetchCount: PREFETCH });
    for (const { queue, checkpoint } of inRandomOrder(queues.map((queue, partition) => ({ queue, checkpoint: checkpoints[partition] })))) {
      const watermark = new Watermark((cursor) => checkpoint?.moveTo(cursor));
      await channel.basicConsume({ queue }, (message) => void receive(message, queue, watermark));
    }
    await aborted(end);
    // What is in hand is finished and acknowledged. The rest goes back in its order when the channel closes: a cancelled
    // consumer would keep it while the next one already gets later events, and a rejected message may lose its place.
    await lanes.settled();
    for (const checkpoint of checkpoints) await checkpoint.flush();
    if (cancelled.signal.aborted) throw new Error(`RabbitMQ cancelled a consumer of ${options.consumer}: its queue was deleted or has moved.`);

    async function receive({ body, deliveryTag, headers }: AsyncMessage, queue: string, watermark: Watermark): Promise<void> {
      const event = decodeEvent(body);
      if (event === undefined) {
        logger.error({ queue, deliveryTag }, 'A message is no event; it goes to the queue for dead letters.');
        channel.basicNack({ deliveryTag, requeue: false });
        return;
      }
      const finish = watermark.begin(cursorAfter(event, headers, options.types));
      const isDone = !options.types.includes(event.type) || (await admitted(event, deliveriesOf(headers)));
      if (!isDone) return;
      finish();
      if (channel.active) channel.basicAck({ deliveryTag });
    }

    function admitted(event: StoredEvent, deliveries: number): Promise<boolean> {
      if (deliveries < MAX_DELIVERIES) return lanes.handle(event);
      return lanes.refuse(event, deliveries, `was delivered ${deliveries} times without an answer: its consumer died or was stopped each time`);
    }
  });

/** RabbitMQ keeps the request until the publisher runs. */
const requestSubscription = async (channel: Channel, service: string, request: SubscriptionRequest): Promise<void> => {
  await declareSubscriptionsQueue(channel, service);
  await channel.confirmSelect();
  await channel.basicPublish({ routingKey: subscriptionsQueue(service), durable: true }, request);
};

/** Replicas that start together share the queues: whoever comes first to one is active there. */
const inRandomOrder = <T>(values: readonly T[]): readonly T[] => {
  const places = values.map((value) => ({ value, place: systemRandom() }));
  return places.sort((left, right) => left.place - right.place).map(({ value }) => value);
};

/** Times that a quorum queue has delivered the message before. */
const deliveriesOf = (headers: AsyncMessage['headers']): number => {
  const count: unknown = headers?.['x-delivery-count'];
  return typeof count === 'number' ? count : 0;
};

const aborted = (signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    if (signal.aborted) resolve();
    signal.addEventListener('abort', () => resolve(), { once: true });
  });
