import { create, type MessageInitShape } from '@bufbuild/protobuf';
import { NotFoundError } from '@souk/kernel';
import { type CallOptions } from '@souk/rpc';
import { GetCartContentsResponseSchema, type CartContentSchema, type GetCartContentsResponse } from '@souk/schema/rpc/order';
import { type OrderDependencies } from '../dependencies.js';
import { mayUseCart } from '../domain/visibility.js';
import { describeVariants } from '../peers/describe-variants.js';
import { readCarts } from '../repositories/carts.js';
import { requireUuid } from './uuid.js';

/** What lies in an open cart of that viewer, with weights as the catalog has them now. Throws NotFoundError where there is no such cart for them. */
export const getCartContents = async ({ database, catalog }: OrderDependencies, cartId: string, viewerId: string | undefined, call: CallOptions): Promise<GetCartContentsResponse> => {
  const [cart] = await readCarts(database.source.manager, [requireUuid(cartId)]);
  const viewer = { scopes: [], guestOrderIds: [], ...(viewerId === undefined ? {} : { userId: viewerId }) };
  if (cart === undefined || cart.state !== 'OPEN' || !mayUseCart(viewer, cart)) throw new NotFoundError(cartId, 'There is no such cart.');
  const variants = await describeVariants(catalog, cart.lines.map(({ variantId }) => variantId), call);
  const lines = cart.lines.map(({ variantId, quantity }): MessageInitShape<typeof CartContentSchema> => {
    const weightGrams = variants.get(variantId)?.weightGrams ?? undefined;
    return { variantId, quantity, ...(weightGrams === undefined ? {} : { weightGrams }) };
  });
  return create(GetCartContentsResponseSchema, { lines, ...(cart.currency === null ? {} : { currency: cart.currency }) });
};
