import { type OrderFunnelCounts } from '../repositories/order-reports.js';

interface OrderFunnelStep {
  readonly orderCount: number;
  /** 0 to 1 with 4 decimals; null where no order was placed. */
  readonly share: number | null;
}

/** The counts, and what share of all orders each is. */
export const orderFunnelOf = ({ placed, confirmed, shipped, delivered, cancelled }: OrderFunnelCounts): Readonly<Record<keyof OrderFunnelCounts, OrderFunnelStep>> => {
  const step = (orderCount: number): OrderFunnelStep => ({ orderCount, share: placed === 0 ? null : Math.round((orderCount / placed) * 10_000) / 10_000 });
  return { placed: step(placed), confirmed: step(confirmed), shipped: step(shipped), delivered: step(delivered), cancelled: step(cancelled) };
};
