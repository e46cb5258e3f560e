import { PARTITIONS } from '../partition.js';

/** What a consumer sends to a publisher's relay: put your events of these types into my queues, one per partition. */
export interface SubscriptionRequest {
  readonly queues: readonly string[];
  readonly types: readonly string[];
}

/** The request in a message, or undefined where the message is none. */
export const parseSubscriptionRequest = (body: unknown): SubscriptionRequest | undefined => {
  if (typeof body !== 'object' || body === null || !('queues' in body) || !('types' in body)) return undefined;
  const { queues, types } = body;
  return isTexts(queues) && queues.length === PARTITIONS && isTexts(types) ? { queues, types } : undefined;
};

const isTexts = (value: unknown): value is readonly string[] => Array.isArray(value) && value.every((text) => typeof text === 'string');
