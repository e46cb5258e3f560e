import { globalId, multiplyMoney, type Money } from '@souk/kernel';
import { type Context } from '../context.js';
import { type CartLineState } from '../domain/cart.js';
import { type CartLineResolvers } from '../generated/graphql.js';
import { currentOffer } from './cart.js';
import { variantStub } from './stubs.js';

export const CartLine: CartLineResolvers = {
  id: ({ id }) => globalId('cln', id),
  variant: ({ variantId }) => variantStub(variantId),
  unitPrice: (line, _args, context) => unitPrice(line, context),
  lineTotal: async (line, _args, context) => {
    const price = await unitPrice(line, context);
    return price === null ? null : multiplyMoney(price, line.quantity);
  },
};

const unitPrice = async ({ variantId }: CartLineState, { loaders }: Context): Promise<Money | null> => currentOffer(await loaders.variant.load(variantId))?.price ?? null;
