import { addMoney, globalId, type Money } from '@souk/kernel';
import { type Context } from '../context.js';
import { cartProblems, type CurrentOffer } from '../domain/cart-problems.js';
import { subtotalOf, validShipping, type CartState } from '../domain/cart.js';
import { type CartResolvers } from '../generated/graphql.js';
import { type Described } from '../loaders/loaders.js';
import { visibleCart } from './visible.js';

export const Cart: CartResolvers = {
  __resolveReference: ({ id }, context) => visibleCart(id, context),
  id: ({ id }) => globalId('crt', id),
  subtotal: (cart, _args, context) => subtotal(cart, context),
  shipping: (cart, _args, context) => shipping(cart, context),
  total: async (cart, _args, context) => {
    const [lines, carriage] = [await subtotal(cart, context), shipping(cart, context)];
    return lines !== null && carriage !== null ? addMoney(lines, carriage) : null;
  },
  problems: async (cart, _args, context) => {
    const described = await describeLines(cart, context);
    return cartProblems(cart.lines, (variantId) => currentOffer(described.get(variantId) ?? 'unavailable'));
  },
};

const subtotal = async (cart: CartState, context: Context): Promise<Money | null> => {
  const described = await describeLines(cart, context);
  return subtotalOf(cart, (variantId) => currentOffer(described.get(variantId) ?? 'unavailable')?.price ?? null);
};

const shipping = (cart: CartState, { dependencies: { clock } }: Context): Money | null => validShipping(cart, clock.now())?.price ?? null;

const describeLines = async ({ lines }: CartState, { loaders }: Context): Promise<ReadonlyMap<string, Described>> =>
  new Map(await Promise.all(lines.map(async ({ variantId }) => [variantId, await loaders.variant.load(variantId)] as const)));

/** What is not sold any more has no price and is sold out; undefined where the catalog cannot be asked. */
export const currentOffer = (described: Described): CurrentOffer | undefined => {
  if (described === 'unavailable') return undefined;
  return described === 'unknown' || !described.sellable ? { price: null, available: 0 } : { price: described.price, available: described.available };
};
