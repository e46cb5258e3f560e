import { type EventLog, type EventMeta } from '@souk/events';
import { type Clock } from '@souk/kernel';
import { type Transaction } from '@souk/persistence';
import { type Shipment } from '../entities/shipment.js';
import { noteOrder } from '../repositories/known-orders.js';
import { lockShipmentsOfOrder } from '../repositories/shipments.js';
import { recordSteps, type Step } from './record-steps.js';
import { shipmentIdOf } from './shipment-id.js';

/** What a confirmed order wants to be shipped. Ids are UUIDs. */
export interface OrderToShip {
  readonly orderId: string;
  readonly buyerId: string | null;
  readonly countryCode: string;
  readonly postalCode: string;
  /** Chosen at checkout. */
  readonly carrierId: string | null;
  readonly serviceCode: string | null;
  readonly promisedBy: Date | null;
  readonly lines: readonly { readonly orderLineId: string; readonly quantity: number; readonly warehouseId: string | null }[];
}

/** Plans one parcel per warehouse, in the caller's transaction; nothing where the order was cancelled meanwhile. Idempotent: parcels that are there stay as they are. */
export const planShipments = async ({ log, clock }: { readonly log: EventLog; readonly clock: Clock }, tx: Transaction, order: OrderToShip, meta: EventMeta): Promise<void> => {
  const known = await noteOrder(tx, { orderId: order.orderId, buyerId: order.buyerId });
  if (known?.cancelledAt) return;
  const now = clock.now();
  const quantities = quantitiesByWarehouse(order);
  const parcels = [...quantities.keys()].map((warehouseId) => parcelOf(order, warehouseId, now));
  // Nobody else plans this order's parcels meanwhile: its row above is locked.
  const planned = new Set((await lockShipmentsOfOrder(tx, order.orderId)).map(({ id }) => id));
  const steps = parcels.filter(({ id }) => !planned.has(id)).map((shipment) => (
    { from: null, shipment, at: now, place: null, message: 'The parcel is planned.', idempotencyKey: null, lines: linesOf(quantities.get(shipment.warehouseId)) }));
  await recordSteps(log, tx, order.orderId, steps, meta);
};

type Quantities = ReadonlyMap<string, number>;

/** Units by order line, by warehouse; a line may lie in several. */
const quantitiesByWarehouse = ({ lines }: OrderToShip): ReadonlyMap<string | null, Quantities> => {
  const byWarehouse = new Map<string | null, Map<string, number>>();
  for (const { warehouseId, orderLineId, quantity } of lines) {
    const quantities = byWarehouse.get(warehouseId) ?? new Map<string, number>();
    quantities.set(orderLineId, (quantities.get(orderLineId) ?? 0) + quantity);
    byWarehouse.set(warehouseId, quantities);
  }
  return byWarehouse;
};

const parcelOf = ({ orderId, buyerId, countryCode, postalCode, carrierId, serviceCode, promisedBy }: OrderToShip, warehouseId: string | null, createdAt: Date): Shipment => ({
  id: shipmentIdOf(orderId, warehouseId), orderId, buyerId, state: 'PLANNED', version: 1, carrierId, serviceCode, trackingNumber: null, warehouseId, merchantId: null,
  countryCode, postalCode, estimatedDelivery: promisedBy, handedOverAt: null, deliveredAt: null, shipBy: null, source: null, createdAt,
});

const linesOf = (quantities: Quantities = new Map()): NonNullable<Step['lines']> => [...quantities].map(([orderLineId, quantity]) => ({ orderLineId, quantity }));
