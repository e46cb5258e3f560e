import { assertInvariant } from '@souk/kernel';
import { answered, asUserError } from '@souk/subgraph';
import { cartLineRemove } from '../commands/cart-line-remove.js';
import { cartLineUpdate } from '../commands/cart-line-update.js';
import { cartLinesAdd } from '../commands/cart-lines-add.js';
import { cartShippingSelect } from '../commands/cart-shipping-select.js';
import { checkoutComplete } from '../commands/checkout-complete.js';
import { orderCancel } from '../commands/order-cancel.js';
import { ordersImport } from '../commands/orders-import.js';
import { type Context } from '../context.js';
import { type CartState } from '../domain/cart.js';
import { type Order } from '../entities/order.js';
import { type MutationResolvers } from '../generated/graphql.js';

export const Mutation: MutationResolvers = {
  cartLinesAdd: (_root, { input }, context) =>
    answered('CartLinesAddSuccess', async () => ({ cart: await cartAfter(await cartLinesAdd(context.dependencies, context.viewer, input), context) })),
  cartLineUpdate: (_root, { input }, context) =>
    answered('CartLineUpdateSuccess', async () => ({ cart: await cartAfter(await cartLineUpdate(context.dependencies, context.viewer, input), context) })),
  cartLineRemove: (_root, { input }, context) =>
    answered('CartLineRemoveSuccess', async () => ({ cart: await cartAfter(await cartLineRemove(context.dependencies, context.viewer, input), context) })),
  cartShippingSelect: (_root, { input }, context) =>
    answered('CartShippingSelectSuccess', async () => ({ cart: await cartAfter(await cartShippingSelect(context.dependencies, context.viewer, input), context) })),
  checkoutComplete: async (_root, { input }, context) => {
    try {
      const answer = await checkoutComplete(context.dependencies, context.viewer, input);
      if (answer.kind === 'order') return { __typename: 'CheckoutCompleteSuccess', order: await orderAfter(answer.orderId, context) };
      return { __typename: 'CheckoutInProgress', idempotencyKey: answer.idempotencyKey, retryAfterMs: answer.retryAfterMs };
    } catch (error) {
      return asUserError<never>(error);
    }
  },
  orderCancel: (_root, { input }, context) =>
    answered('OrderCancelSuccess', async () => ({ order: await orderAfter(await orderCancel(context.dependencies, context.viewer, input), context) })),
  ordersImport: (_root, { input }, { dependencies }) => answered('ImportSuccess', () => ordersImport(dependencies, input)),
};

/** As it is after the command; another mutation of the same request may have loaded it before. */
const cartAfter = async (id: string, { loaders }: Context): Promise<CartState> => {
  const cart = await loaders.cart.clear(id).load(id);
  assertInvariant(cart !== undefined, `cart ${id} was written`);
  return cart;
};

const orderAfter = async (id: string, { loaders }: Context): Promise<Order> => {
  loaders.paymentsOf.clear(id);
  loaders.linesOf.clear(id);
  const order = await loaders.order.clear(id).load(id);
  assertInvariant(order !== undefined, `order ${id} was written`);
  return order;
};
