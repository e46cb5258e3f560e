import { type GetOrderForShipmentResponse } from '@souk/schema/rpc/order';
import { type OrderToShip } from './plan-shipments.js';

/** In protobuf what is missing is an empty text. */
export const toShip = (orderId: string, { buyerId, countryCode, postalCode, carrierId, serviceCode, promisedBy, lines }: GetOrderForShipmentResponse): OrderToShip => ({
  orderId,
  buyerId: buyerId || null,
  countryCode,
  postalCode,
  carrierId: carrierId || null,
  serviceCode: serviceCode || null,
  promisedBy: promisedBy === '' ? null : new Date(promisedBy),
  lines: lines.map(({ orderLineId, quantity, warehouseId }) => ({ orderLineId, quantity, warehouseId: warehouseId || null })),
});
