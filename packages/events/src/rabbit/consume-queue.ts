import { sleep } from '@souk/kernel';
import { type Logger } from '@souk/telemetry';
import { type AsyncMessage, type Channel, type Connection } from 'rabbitmq-client';
import { AggregateLanes } from '../aggregate-lanes.js';
import { type ConsumeOptions } from '../broker.js';
import { type SubscriptionRequest } from './subscription-request.js';
import { consumerQueue, declareSubscriptionsQueue, queueExists, subscriptionsQueue } from './topology.js';
import { decodeEvent } from './wire-event.js';
import { withChannel } from './with-channel.js';

/** Messages in hand at most. One that keeps failing holds its own place only; so many of its aggregate, and all wait. */
const PREFETCH = 32;
/** Wait for the publisher's relay to make the queue, in milliseconds. */
const QUEUE_POLL_MS = 200;

/** Handles one publisher's events for one consumer until the signal aborts. Never rejects. */
export const consumeQueue = <Prepared>(connection: Connection, service: string, options: ConsumeOptions<Prepared>, signal: AbortSignal, logger: Logger): Promise<void> =>
  withChannel(connection, signal, logger, async (channel, open) => {
    const queue = consumerQueue(options.consumer, service);
    await requestSubscription(channel, service, { queue, types: options.types });
    while (!open.aborted && !(await queueExists(connection, queue))) await sleep(QUEUE_POLL_MS, open);
    if (open.aborted) return;
    const cancelled = new AbortController();
    const end = AbortSignal.any([open, cancelled.signal]);
    const lanes = new AggregateLanes(options, end, logger);
    channel.on('basic.cancel', () => cancelled.abort());
    await channel.basicQos({ prefetchCount: PREFETCH });
    await channel.basicConsume({ queue }, (message) => void receive(message));
    await aborted(end);
    // What is in hand is finished and acknowledged. The rest goes back in its order when the channel closes: a cancelled
    // consumer would keep it while the next one already gets later events, and a rejected message may lose its place.
    await lanes.settled();
    if (cancelled.signal.aborted) throw new Error(`RabbitMQ cancelled the consumer of ${queue}: the queue was deleted or has moved.`);

    async function receive({ body, deliveryTag }: AsyncMessage): Promise<void> {
      const event = decodeEvent(body);
      if (event === undefined) {
        logger.error({ queue, deliveryTag }, 'A message is no event; it is rejected, and goes to the dead-letter exchange where the queue has one.');
        channel.basicNack({ deliveryTag, requeue: false });
        return;
      }
      const isWanted = options.types.includes(event.type);
      const isDone = !isWanted || (await lanes.handle(event));
      if (isDone && channel.active) channel.basicAck({ deliveryTag });
    }
  });

/** RabbitMQ keeps the request until the publisher runs. */
const requestSubscription = async (channel: Channel, service: string, request: SubscriptionRequest): Promise<void> => {
  await declareSubscriptionsQueue(channel, service);
  await channel.confirmSelect();
  await channel.basicPublish({ routingKey: subscriptionsQueue(service), durable: true }, request);
};

const aborted = (signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    if (signal.aborted) resolve();
    signal.addEventListener('abort', () => resolve(), { once: true });
  });
