import { parseGlobalId } from '@souk/kernel';
import { latestDelivery, usualDelivery } from '../domain/delivery-estimate.js';
import { type Context } from '../context.js';
import { type OrderResolvers } from '../generated/graphql.js';
import { maySeeDeliveries } from './may-see.js';

/** What the gateway tells of an order of order's. */
export interface OrderParent {
  readonly id: string;
  /** There where `deliverBy` is asked for, and the order has one. */
  readonly shippingAddress?: { readonly countryCode: string; readonly postalCode: string } | null;
}

export const order: OrderResolvers = {
  __resolveReference: (reference) => reference,
  shipments: async ({ id }, _arguments, context) => {
    const orderId = await visibleId(id, context);
    return orderId === undefined ? null : context.loaders.shipmentsOfOrder.load(orderId);
  },
  deliverBy: async ({ id, shippingAddress }, _arguments, context) => {
    const orderId = await visibleId(id, context);
    if (orderId === undefined) return null;
    const shipments = await context.loaders.shipmentsOfOrder.load(orderId);
    if (shipments.length > 0) return latestDelivery(shipments);
    const known = await context.loaders.knownOrder.load(orderId);
    if (!known?.placedAt || known.cancelledAt || !shippingAddress) return null;
    return usualDelivery(await context.loaders.carriers(), shippingAddress.countryCode, known.placedAt) ?? null;
  },
};

const visibleId = async (id: string, context: Context): Promise<string | undefined> => {
  const orderId = parseGlobalId('ord', id);
  return orderId !== undefined && (await maySeeDeliveries(context, orderId)) ? orderId : undefined;
};
