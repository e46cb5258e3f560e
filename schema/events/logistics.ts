import { z } from 'zod';
import { eventContract } from './contract.js';
import { instant, money, uuid } from './fields.js';

const shipmentState = z.enum(['PLANNED', 'PICKING', 'PACKED', 'HANDED_OVER', 'IN_TRANSIT', 'OUT_FOR_DELIVERY', 'DELIVERED', 'EXCEPTION', 'RETURNING', 'RETURNED', 'CANCELLED']);

// Stream `delivery-<order id>`, all shipments of an order: its version is the `sequence` of deliveryProgress.
/** What a parcel is after a step, but for where it goes, which is the buyer's. */
const parcel = z.object({
  version: z.int().positive(), buyerId: uuid.nullable(), carrierId: uuid.nullable(), serviceCode: z.string().nullable(), trackingNumber: z.string().nullable(), warehouseId: uuid.nullable(),
  estimatedDelivery: instant.nullable(), handedOverAt: instant.nullable(), deliveredAt: instant.nullable(),
  /** Of a parcel that has just been planned; empty later on. */
  lines: z.array(z.object({ lineId: uuid, quantity: z.int().positive() })),
});
/**
 * A scan or a step in the warehouse; `from` and `to` are equal where the parcel did not move on. What the carrier wrote about it may name people, so it
 * stays in the scan's own row. Version 2 tells what the parcel is now; null where an older event did not.
 */
export const ShipmentProgressed = eventContract('ShipmentProgressed', 2, z.object({
  orderId: uuid, shipmentId: uuid, from: shipmentState.nullable(), to: shipmentState, at: instant, parcel: parcel.nullable(),
}), [(data) => ({ ...data, parcel: null })]);
// Stream `shipment-import-<shipment id>`
/** Version 2 tells all that is kept of the source's parcel but where it goes. */
export const ShipmentImported = eventContract('ShipmentImported', 2, z.object({
  orderId: uuid, shipmentId: uuid, merchantId: uuid, buyerId: uuid.nullable(), source: z.string(), state: shipmentState, handedOverAt: instant.nullable(), deliveredAt: instant.nullable(),
  estimatedDelivery: instant.nullable(), shipBy: instant.nullable(), importedAt: instant.nullable(), lineIds: z.array(uuid),
}), [(data) => ({ ...data, buyerId: null, shipBy: null, importedAt: null })]);
// Stream `warehouse-<id>`, `carrier-<id>`; `count`: how many there are with this one, by which caches know an older list. Version 2 tells all of it.
export const WarehouseCreated = eventContract('WarehouseCreated', 2, z.object({
  warehouseId: uuid, code: z.string(), count: z.int().positive(), name: z.string().nullable(), countryCode: z.string().nullable(), postalCode: z.string().nullable(),
}), [(data) => ({ ...data, name: null, countryCode: null, postalCode: null })]);
const service = z.object({ code: z.string(), name: z.string(), basePrice: money, pricePerKg: money, minDays: z.int(), maxDays: z.int(), countryCodes: z.array(z.string()) });
export const CarrierCreated = eventContract('CarrierCreated', 2, z.object({
  carrierId: uuid, code: z.string(), count: z.int().positive(), name: z.string().nullable(), services: z.array(service),
}), [(data) => ({ ...data, name: null, services: [] })]);
