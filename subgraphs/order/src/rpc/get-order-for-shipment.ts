import { create, type MessageInitShape } from '@bufbuild/protobuf';
import { NotFoundError } from '@souk/kernel';
import { GetOrderForShipmentResponseSchema, type GetOrderForShipmentResponse, type ShipmentContentSchema } from '@souk/schema/rpc/order';
import { type OrderDependencies } from '../dependencies.js';
import { type OrderLine } from '../entities/order-line.js';
import { readAddresses, readAllocations, readOrderLines, readOrders } from '../repositories/order-reads.js';
import { requireUuid } from './uuid.js';

/** What has to be shipped from where, and where to; an address that was erased is empty. Throws NotFoundError where there is no such order. */
export const getOrderForShipment = async ({ database }: OrderDependencies, orderId: string): Promise<GetOrderForShipmentResponse> => {
  const [order] = await readOrders(database, [requireUuid(orderId)]);
  if (order === undefined) throw new NotFoundError(orderId, 'There is no such order.');
  const [[address], lines] = await Promise.all([readAddresses(database, [orderId]), readOrderLines(database, [orderId])]);
  return create(GetOrderForShipmentResponseSchema, {
    ...(order.buyerId === null ? {} : { buyerId: order.buyerId }),
    countryCode: address?.countryCode ?? '',
    postalCode: address?.postalCode ?? '',
    lines: await contentsOf({ database }, lines),
    carrierId: order.carrierId ?? '',
    serviceCode: order.serviceCode ?? '',
    promisedBy: order.promisedBy?.toISOString() ?? '',
  });
};

/** One entry per line and warehouse, lines by position. */
const contentsOf = async ({ database }: Pick<OrderDependencies, 'database'>, lines: readonly OrderLine[]): Promise<MessageInitShape<typeof ShipmentContentSchema>[]> => {
  const allocations = await readAllocations(database, lines.map(({ id }) => id));
  return lines.flatMap(({ id, variantId }) =>
    allocations.filter(({ orderLineId }) => orderLineId === id).map(({ orderLineId, warehouseId, quantity }) => ({ orderLineId, warehouseId, quantity, variantId: variantId ?? '' })));
};
