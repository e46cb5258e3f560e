import { createHash } from 'node:crypto';

/**
 * Queues of one consumer and publisher in RabbitMQ. All events of an aggregate go into the same one, so each queue has one
 * active consumer and several of them work side by side. Fixed: with another number an aggregate's events could lie in two queues.
 */
export const PARTITIONS = 4;

/** Which of them an aggregate belongs to, from 0; `partitionSql` says the same. */
export const partitionOf = (streamId: string): number => createHash('md5').update(streamId).digest().readUInt8(0) % PARTITIONS;

/** The partition, from 0, of an `event` row where there are that many, as SQL. */
export const partitionSql = (partitions: string): string => `get_byte(decode(md5(event.stream_id), 'hex'), 0) % ${partitions}`;

/** Names of a consumer's durable cursors in its own database: everything of the partition up to there is done, for the broker that has so many. */
export const cursorNames = (consumer: string, service: string, partitions: number): readonly string[] =>
  partitions === 1 ? [`${consumer}<${service}`] : Array.from({ length: partitions }, (_nothing, partition) => `${consumer}<${service}#${partition}`);
