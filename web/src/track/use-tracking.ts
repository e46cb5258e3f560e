import { useEffect, useState } from 'react';
import { DeliveryProgressDocument, OrderProgressDocument, OrderTrackingDocument, type DeliveryProgressSubscription, type OrderProgressSubscription, type OrderTrackingQuery } from '../generated/operations.js';
import { request, type Answer } from '../graphql/request.js';
import { follow } from './follow.js';
import { afterDeliveryStep, afterOrderStep, lastDeliverySequence, type TrackedOrder } from './tracking.js';

/** Ask again for a part that was missing after this long, in milliseconds. */
const RETRY_MS = 3_000;

export type Tracking =
  | { readonly kind: 'loading' }
  | { readonly kind: 'unknown' }
  | { readonly kind: 'unavailable' }
  | { readonly kind: 'tracking'; readonly order: TrackedOrder; readonly live: boolean; readonly missing: readonly string[] };

/** The order behind the link: loaded once, then kept up to date by its two subscriptions for as long as the page is open. */
export const useTracking = (number: string, guestToken: string): Tracking => {
  const [tracking, setTracking] = useState<Tracking>({ kind: 'loading' });

  useEffect(() => {
    const stop = new AbortController();
    const change = (step: (order: TrackedOrder) => TrackedOrder): void =>
      setTracking((now) => (now.kind === 'tracking' ? { ...now, order: step(now.order) } : now));
    const live = { order: false, delivery: false };
    const showLive = (part: keyof typeof live) => (isLive: boolean): void => {
      live[part] = isLive;
      setTracking((now) => (now.kind === 'tracking' ? { ...now, live: live.order && live.delivery } : now));
    };

    const start = (order: TrackedOrder): void => {
      const variables = { orderId: order.id, guestToken };
      void follow<OrderProgressSubscription>({
        document: OrderProgressDocument, variables, signal: stop.signal, afterSequence: order.version, onLive: showLive('order'),
        sequenceOf: ({ orderProgress }) => orderProgress.sequence,
        onEvent: ({ orderProgress }) => change((now) => afterOrderStep(now, orderProgress)),
      });
      void follow<DeliveryProgressSubscription>({
        document: DeliveryProgressDocument, variables, signal: stop.signal, afterSequence: lastDeliverySequence(order), onLive: showLive('delivery'),
        sequenceOf: ({ deliveryProgress }) => deliveryProgress.sequence,
        onEvent: ({ deliveryProgress }) => change((now) => afterDeliveryStep(now, deliveryProgress)),
      });
    };

    void load({ number, guestToken, signal: stop.signal, onTracking: setTracking, onOrder: start });
    return () => stop.abort();
  }, [number, guestToken]);

  return tracking;
};

interface LoadOptions {
  readonly number: string;
  readonly guestToken: string;
  readonly signal: AbortSignal;
  readonly onTracking: (change: (now: Tracking) => Tracking) => void;
  /** Called once, with the first order that arrives. */
  readonly onOrder: (order: TrackedOrder) => void;
}

/** Asks until the whole order is there, showing what is there already; ends at once where there is no such order for this link. */
const load = async ({ number, guestToken, signal, onTracking, onOrder }: LoadOptions): Promise<void> => {
  for (let started = false; !signal.aborted; ) {
    const answer = await ask(number, guestToken);
    if (signal.aborted) return;
    const order = answer?.data?.order;
    if (order) {
      const missing = missingParts(answer);
      onTracking((now) => ({ kind: 'tracking', order: now.kind === 'tracking' ? merged(now.order, order) : order, live: now.kind === 'tracking' && now.live, missing }));
      if (!started) onOrder(order);
      started = true;
      if (missing.length === 0) return;
    } else if (answer && !answer.errors) {
      return onTracking(() => ({ kind: 'unknown' }));
    } else if (!started) {
      onTracking(() => ({ kind: 'unavailable' }));
    }
    await new Promise((resolve) => setTimeout(resolve, RETRY_MS));
  }
};

const ask = (number: string, guestToken: string): Promise<Answer<OrderTrackingQuery> | undefined> =>
  request(OrderTrackingDocument, { number, guestToken }).catch(() => undefined);

/** Names of the order's parts that could not be had, e.g. `shipments`. */
const missingParts = ({ errors }: Answer<OrderTrackingQuery>): readonly string[] =>
  [...new Set((errors ?? []).flatMap(({ path }) => (path && path.length > 1 ? [String(path[1])] : [])))];

/** A later answer completes an earlier one, but must not take back what the subscriptions told since. */
const merged = (now: TrackedOrder, later: TrackedOrder): TrackedOrder => {
  const newer = later.version >= now.version ? later : { ...later, state: now.state, version: now.version, events: now.events };
  return lastDeliverySequence(newer) >= lastDeliverySequence(now) ? newer : { ...newer, shipments: now.shipments };
};
