import { type Channel } from 'rabbitmq-client';
import { type StoredEvent } from '../event.js';
import { encodeEvent } from '../wire-event.js';
import { completenessHeaders } from './completeness.js';

/** Where an event goes. */
export type Address = (event: StoredEvent) => { readonly exchange: string; readonly routingKey: string };

/**
 * Publishes on a channel in confirm mode and resolves when RabbitMQ has all of them on disk; an event that no queue is
 * bound for counts as well. Rejects where one was refused or the channel closed; then publish all of them again.
 * Two events of one aggregate are never on their way together: were the first refused alone, the second would be ahead of it.
 */
export const publishInOrder = async (channel: Channel, open: AbortSignal, events: readonly StoredEvent[], address: Address): Promise<void> => {
  const waves = wavesOf(events);
  const headers = completenessHeaders(events, waves);
  for (const wave of waves) {
    const confirmed = Promise.all(wave.map((event) => channel.basicPublish({ ...address(event), durable: true, contentType: 'application/json', messageId: event.id, headers: headers.get(event) ?? {} }, encodeEvent(event))));
    // The client forgets a confirmation that it begins to wait for in the moment when the channel closes.
    await whileOpen(open, confirmed);
  }
};

/** Splits events so that each wave has at most one of each aggregate, in its order. */
export const wavesOf = (events: readonly StoredEvent[]): readonly (readonly StoredEvent[])[] => {
  const waves: StoredEvent[][] = [];
  const depth = new Map<string, number>();
  for (const event of events) {
    const index = depth.get(event.streamId) ?? 0;
    depth.set(event.streamId, index + 1);
    (waves[index] ??= []).push(event);
  }
  return waves;
};

const whileOpen = (open: AbortSignal, work: Promise<unknown>): Promise<void> =>
  new Promise((resolve, reject) => {
    const fail = (): void => reject(new Error('The channel was closed before RabbitMQ had confirmed.'));
    if (open.aborted) return fail();
    open.addEventListener('abort', fail, { once: true });
    work.then(() => resolve(), reject).finally(() => open.removeEventListener('abort', fail));
  });
