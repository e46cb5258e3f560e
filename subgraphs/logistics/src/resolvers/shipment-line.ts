import { globalId } from '@souk/kernel';
import { type ShipmentLineResolvers } from '../generated/graphql.js';

export const shipmentLine: ShipmentLineResolvers = {
  orderLine: ({ orderLineId }) => ({ id: globalId('oln', orderLineId) }),
};
