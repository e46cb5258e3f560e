import { AMQPChannelError, type Channel, type Connection } from 'rabbitmq-client';

/** The topic exchange of all events; routing key `<service>.<Type>`. */
export const EXCHANGE = 'souk.events';

/**
 * From RabbitMQ 4 on a quorum queue drops a message after 20 deliveries. A delivery counts when a consumer dies with it,
 * and an event must not be lost because a consumer died often.
 */
const DELIVERY_LIMIT = 1_000_000;
/** Requests of consumers that wait for a publisher at most; each replica sends one per connection, and older ones are dropped first. */
const MAX_WAITING_SUBSCRIPTIONS = 10_000;

export const routingKeyOf = (service: string, type: string): string => `${service}.${type}`;

/** Where consumers ask a service's relay for its events. */
export const subscriptionsQueue = (service: string): string => `souk.subscriptions.${service}`;

/** One queue per consumer and publishing service, so that its publisher alone decides what is in it, and in which order. */
export const consumerQueue = (consumer: string, service: string): string => `souk.consumer.${consumer}.from.${service}`;

export const declareExchange = (channel: Channel): Promise<void> => channel.exchangeDeclare({ exchange: EXCHANGE, type: 'topic', durable: true });

export const declareSubscriptionsQueue = async (channel: Channel, service: string): Promise<void> => {
  await channel.queueDeclare({ queue: subscriptionsQueue(service), durable: true, arguments: { 'x-queue-type': 'quorum', 'x-max-length': MAX_WAITING_SUBSCRIPTIONS } });
};

/** Replicas of a consumer stand by for one another: with two active ones, the second event of an aggregate could be handled before the first. */
export const declareConsumerQueue = async (channel: Channel, queue: string): Promise<void> => {
  await channel.queueDeclare({ queue, durable: true, arguments: { 'x-queue-type': 'quorum', 'x-single-active-consumer': true, 'x-delivery-limit': DELIVERY_LIMIT } });
};

/** Asks passively, on a channel of its own, which RabbitMQ closes where there is none. */
export const queueExists = async (connection: Connection, queue: string): Promise<boolean> => {
  const channel = await connection.acquire();
  try {
    await channel.queueDeclare({ queue, passive: true });
    return true;
  } catch (error) {
    if (error instanceof AMQPChannelError && error.code === 'NOT_FOUND') return false;
    throw error;
  } finally {
    await channel.close();
  }
};
