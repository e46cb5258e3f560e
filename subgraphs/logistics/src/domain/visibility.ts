/** As much of a viewer as decides what they see. */
interface OrderViewer {
  readonly userId?: string;
  readonly scopes: readonly string[];
  readonly guestOrderIds: readonly string[];
}

/** Whoever works with orders or parcels sees all of them. */
const SCOPES_FOR_ALL = ['order:read:any', 'shipment:write'];

/** True where the viewer sees this order whoever bought it: by scope, or by a guest token for it. */
export const seesWithoutBuying = (viewer: OrderViewer, orderId: string): boolean =>
  SCOPES_FOR_ALL.some((scope) => viewer.scopes.includes(scope)) || viewer.guestOrderIds.includes(orderId);

/** True where the viewer may know of this order and its parcels. A guest's order has no buyer, and no anonymous viewer is its buyer. */
export const maySeeOrder = (viewer: OrderViewer, orderId: string, buyerId: string | null | undefined): boolean =>
  seesWithoutBuying(viewer, orderId) || (viewer.userId !== undefined && viewer.userId === buyerId);
