import { type ConnectRouter } from '@souk/rpc';
import { OrderService } from '@souk/schema/rpc/order';
import { type OrderDependencies } from '../dependencies.js';
import { getCartContents } from './get-cart-contents.js';
import { getOrderForShipment } from './get-order-for-shipment.js';

/** Services that may call these methods. */
export const RPC_CALLERS = ['logistics'];

/** What other services ask of carts and orders (schema/rpc/order.proto). */
export const orderRpc = (dependencies: OrderDependencies) => (router: ConnectRouter): void => {
  router.service(OrderService, {
    getCartContents: ({ cartId, viewerId }) => getCartContents(dependencies, cartId, viewerId),
    getOrderForShipment: ({ orderId }) => getOrderForShipment(dependencies, orderId),
  });
};
