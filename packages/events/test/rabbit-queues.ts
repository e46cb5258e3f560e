import { rabbitUrl } from '@souk/testing';
import { Connection } from 'rabbitmq-client';
import { consumerQueues, subscriptionsQueue } from '../src/rabbit/topology.js';

/** Runs work over a connection of its own to the run's RabbitMQ. */
export const withRabbit = async <T>(work: (connection: Connection) => Promise<T>): Promise<T> => {
  const connection = new Connection(await rabbitUrl());
  try {
    return await work(connection);
  } finally {
    await connection.close();
  }
};

/** Deletes what a service and its consumers left in a RabbitMQ that outlives the test. */
export const deleteQueues = (service: string, consumers: readonly string[]): Promise<void> =>
  withRabbit(async (connection) => {
    await Promise.all([subscriptionsQueue(service), ...consumers.flatMap((consumer) => consumerQueues(consumer, service))].map((queue) => connection.queueDelete(queue)));
  });
