import { z } from 'zod';
import { eventContract } from './contract.js';
import { instant, uuid } from './fields.js';

const shipmentState = z.enum(['PLANNED', 'PICKING', 'PACKED', 'HANDED_OVER', 'IN_TRANSIT', 'OUT_FOR_DELIVERY', 'DELIVERED', 'EXCEPTION', 'RETURNING', 'RETURNED', 'CANCELLED']);

// Stream `delivery-<order id>`, all shipments of an order: its version is the `sequence` of deliveryProgress.
/** A scan or a step in the warehouse; `from` and `to` are equal where the parcel did not move on. What the carrier wrote about it may name people, so it stays in the scan's own row. */
export const ShipmentProgressed = eventContract('ShipmentProgressed', 1, z.object({ orderId: uuid, shipmentId: uuid, from: shipmentState.nullable(), to: shipmentState, at: instant }));
// Stream `shipment-import-<shipment id>`
export const ShipmentImported = eventContract('ShipmentImported', 1, z.object({ orderId: uuid, shipmentId: uuid, merchantId: uuid, source: z.string(), state: shipmentState, handedOverAt: instant.nullable(), deliveredAt: instant.nullable(), estimatedDelivery: instant.nullable(), lineIds: z.array(uuid) }));
// Stream `warehouse-<id>`, `carrier-<id>`; `count`: how many there are with this one, by which caches know an older list.
export const WarehouseCreated = eventContract('WarehouseCreated', 1, z.object({ warehouseId: uuid, code: z.string(), count: z.int().positive() }));
export const CarrierCreated = eventContract('CarrierCreated', 1, z.object({ carrierId: uuid, code: z.string(), count: z.int().positive() }));
