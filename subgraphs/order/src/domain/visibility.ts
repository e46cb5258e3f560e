/** As much of a viewer as decides what it sees. */
interface Onlooker {
  readonly userId?: string;
  readonly scopes: readonly string[];
  readonly guestOrderIds: readonly string[];
}

/** True for the buyer, for readers of any order, and for the bearer of a guest token of that order. To all others it must answer like one that does not exist. */
export const maySeeOrder = (viewer: Onlooker, order: { readonly id: string; readonly buyerId: string | null }): boolean =>
  mayHandOnOrder(viewer, order) || viewer.guestOrderIds.includes(order.id);

/** True for those who may give others a link to it: a bearer of a guest token may not renew it for ever. */
export const mayHandOnOrder = (viewer: Onlooker, order: { readonly buyerId: string | null }): boolean =>
  (order.buyerId !== null && order.buyerId === viewer.userId) || viewer.scopes.includes('order:read:any');

/** True for the account itself and readers of any order. */
export const maySeeOrdersOf = (viewer: Onlooker, userId: string): boolean => viewer.userId === userId || viewer.scopes.includes('order:read:any');

/** True for the cart's account; a cart without one belongs to whoever knows its id. */
export const mayUseCart = (viewer: Onlooker, cart: { readonly buyerId: string | null }): boolean => cart.buyerId === null || cart.buyerId === viewer.userId;
