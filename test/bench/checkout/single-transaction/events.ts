import { newId } from '@souk/kernel';
import { type Purchase } from './place-order.js';

/** How far a stream is expected to be, and by how many events it moves on; -1: wherever it is. */
interface StreamMove {
  readonly streamId: string;
  readonly version: number;
  readonly events: number;
}

interface EventRow {
  readonly streamId: string;
  /** How many of the same transaction follow it in its stream. */
  readonly behind: number;
  /** In the feed. */
  readonly place: number;
  readonly id: string;
  readonly type: string;
  readonly schemaVersion: number;
  readonly data: object;
  readonly meta: object;
}

interface Appended {
  readonly id?: string;
  readonly type: string;
  readonly schemaVersion: number;
  readonly data: object;
  readonly actor: string;
  readonly causationId?: string;
}

const ANY = -1;

/** What the four services write of a purchase into their logs, up to the planned parcels that the order hears of. */
export const eventsOf = (purchase: Purchase): { readonly streams: readonly StreamMove[]; readonly events: readonly EventRow[] } => {
  const { orderId, buyerId: userId, cartId, cartVersion, balanceMinor, entryId, currency, totalMinor } = purchase;
  const amount = { amountMinor: totalMinor, currency };
  const lines = purchase.allocations.map(({ variantId, warehouseId, quantity }) => ({ variantId, warehouseId, quantity }));
  const parcels = [...new Set(purchase.allocations.map(({ shipmentId }) => shipmentId))];
  const streams: readonly (readonly [streamId: string, version: number, events: readonly Appended[]])[] = [
    [`order-${orderId}`, 0, [placed(purchase), paid(purchase), confirmed(purchase), ...parcels.map((shipmentId): Appended => ({ type: 'OrderShipmentChanged', schemaVersion: 1, data: { orderId, shipmentId, to: 'PLANNED' }, actor: 'system' }))]],
    [`cart-${cartId}`, cartVersion, [{ type: 'CartOrdered', schemaVersion: 1, data: { cartId, orderId }, actor: 'customer' }]],
    [`reservation-${orderId}`, 0, ['StockReserved', 'StockCommitted'].map((type) => ({ type, schemaVersion: 1, data: { gid: orderId, lines }, actor: 'order' }))],
    [`wallet-${userId}`, ANY, [{ id: entryId, type: 'WalletDebited', schemaVersion: 2, data: { userId, gid: orderId, amount, balance: { amountMinor: balanceMinor, currency } }, actor: 'order', causationId: orderId }]],
    [`delivery-${orderId}`, 0, parcels.map((shipmentId) => planned(purchase, shipmentId))],
  ];
  return {
    streams: streams.map(([streamId, version, events]) => ({ streamId, version, events: events.length })),
    events: streams.flatMap(([streamId, , events]) => events.map(({ id = newId(), type, schemaVersion, data, actor, causationId }, index) => (
      { streamId, behind: events.length - 1 - index, place: 0, id, type, schemaVersion, data, meta: { actor, ...(causationId !== undefined && { causationId }) } }))).map((event, place) => ({ ...event, place })),
  };
};

const placed = ({ orderId, number, buyerId, cartId, currency, shippingMinor, totalMinor, carrierId, serviceCode, promisedBy, paymentId, lines }: Purchase): Appended => ({
  type: 'OrderPlaced', schemaVersion: 2, actor: 'customer',
  data: {
    orderId, number, buyerId, cartId, shipping: { amountMinor: shippingMinor, currency }, total: { amountMinor: totalMinor, currency }, carrierId, serviceCode, promisedBy, payment: { paymentId, provider: 'wallet', method: 'wallet' },
    lines: lines.map(({ id: lineId, unitPriceMinor, position: _position, ...line }) => ({ lineId, ...line, unitPrice: { amountMinor: unitPriceMinor, currency } })),
  },
});

const paid = ({ orderId, paymentId, totalMinor, currency }: Purchase): Appended => ({
  type: 'OrderPaymentChanged', schemaVersion: 1, actor: 'system', data: { orderId, paymentId, provider: 'wallet', to: 'CAPTURED', amount: { amountMinor: totalMinor, currency }, declineCode: null },
});

const confirmed = ({ orderId, buyerId, allocations }: Purchase): Appended => ({
  type: 'OrderConfirmed', schemaVersion: 2, actor: 'system', data: { orderId, from: 'PENDING', buyerId, allocations: allocations.map(({ lineId, warehouseId, quantity }) => ({ lineId, warehouseId, quantity })) },
});

const planned = ({ orderId, buyerId, carrierId, serviceCode, promisedBy, at, allocations }: Purchase, shipmentId: string): Appended => {
  const contents = allocations.filter((allocation) => allocation.shipmentId === shipmentId);
  return {
    type: 'ShipmentProgressed', schemaVersion: 2, actor: 'system', causationId: orderId,
    data: {
      orderId, shipmentId, from: null, to: 'PLANNED', at,
      parcel: {
        version: 1, buyerId, carrierId, serviceCode, trackingNumber: null, warehouseId: contents[0]?.warehouseId ?? null, estimatedDelivery: promisedBy, handedOverAt: null, deliveredAt: null,
        lines: contents.map(({ lineId, quantity }) => ({ lineId, quantity })),
      },
    },
  };
};
