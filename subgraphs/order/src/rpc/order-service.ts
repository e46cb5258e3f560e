import { partOf, type ConnectRouter } from '@souk/rpc';
import { AtomicCommitService, DecisionService } from '@souk/schema/rpc/atomic_commit';
import { OrderService } from '@souk/schema/rpc/order';
import { branchMethods, codeOfVerdict } from '@souk/transactions';
import { type OrderDependencies } from '../dependencies.js';
import { ORDER_BRANCH } from '../sagas/three-phase-checkout.js';
import { getCartContents } from './get-cart-contents.js';
import { getOrderForShipment } from './get-order-for-shipment.js';
import { requireUuid } from './uuid.js';

/** What other services ask of carts and orders (schema/rpc/order.proto). */
export const orderRpc = (dependencies: OrderDependencies) => (router: ConnectRouter): void => {
  router.service(OrderService, {
    getCartContents: ({ cartId, viewerId }, context) => getCartContents(dependencies, cartId, viewerId, partOf(context)),
    getOrderForShipment: ({ orderId }) => getOrderForShipment(dependencies, orderId),
  });
  // Its own branch is prepared by the checkout itself.
  router.service(AtomicCommitService, branchMethods(ORDER_BRANCH, dependencies.sagas));
  router.service(DecisionService, { decision: async ({ gid }) => ({ verdict: codeOfVerdict(await dependencies.sagas.verdictOf(requireUuid(gid))) }) });
};
