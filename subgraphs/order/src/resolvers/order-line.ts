import { globalId, money, multiplyMoney, parseGlobalId } from '@souk/kernel';
import { maySeeOrder } from '../domain/visibility.js';
import { type OrderLineResolvers } from '../generated/graphql.js';
import { merchantStub, variantStub } from './stubs.js';

export const OrderLine: OrderLineResolvers = {
  __resolveReference: async ({ id }, { viewer, loaders }) => {
    const uuid = parseGlobalId('oln', id);
    const line = uuid === undefined ? undefined : await loaders.orderLine.load(uuid);
    const order = line === undefined ? undefined : await loaders.order.load(line.orderId);
    return line !== undefined && order !== undefined && maySeeOrder(viewer, order) ? line : null;
  },
  id: ({ id }) => globalId('oln', id),
  variant: ({ variantId }) => (variantId === null ? null : variantStub(variantId)),
  nameAtPurchase: ({ name }) => name,
  unitPrice: ({ unitPriceMinor, currency }) => money(unitPriceMinor, currency),
  lineTotal: ({ unitPriceMinor, currency, quantity }) => multiplyMoney(money(unitPriceMinor, currency), quantity),
  shipping: ({ shippingMinor, currency }) => (shippingMinor === null ? null : money(shippingMinor, currency)),
  merchant: ({ merchantId }) => (merchantId === null ? null : merchantStub(merchantId)),
};
