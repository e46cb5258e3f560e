/** What a consumer sends to a publisher's relay: put your events of these types into my queue. */
export interface SubscriptionRequest {
  readonly queue: string;
  readonly types: readonly string[];
}

/** The request in a message, or undefined where the message is none. */
export const parseSubscriptionRequest = (body: unknown): SubscriptionRequest | undefined => {
  if (typeof body !== 'object' || body === null || !('queue' in body) || !('types' in body)) return undefined;
  const { queue, types } = body;
  if (typeof queue !== 'string' || !Array.isArray(types) || !types.every((type) => typeof type === 'string')) return undefined;
  return { queue, types };
};
