import { answered, metaOf, parseInput } from '@souk/subgraph';
import { carrierCreate, carrierCreateInput } from '../commands/carrier-create.js';
import { shipmentScan, shipmentScanInput } from '../commands/shipment-scan.js';
import { shipmentShip, shipmentShipInput } from '../commands/shipment-ship.js';
import { shipmentsImport, shipmentsImportInput } from '../commands/shipments-import.js';
import { warehouseCreate, warehouseCreateInput } from '../commands/warehouse-create.js';
import { type MutationResolvers } from '../generated/graphql.js';

export const mutation: MutationResolvers = {
  warehouseCreate: (_root, { input }, context) =>
    answered('WarehouseCreateSuccess', async () => ({ warehouse: await warehouseCreate(context.services, parseInput(warehouseCreateInput, input), metaOf(context)) })),
  carrierCreate: (_root, { input }, context) =>
    answered('CarrierCreateSuccess', async () => ({ carrier: await carrierCreate(context.services, parseInput(carrierCreateInput, input), metaOf(context)) })),
  shipmentShip: (_root, { input }, context) =>
    answered('ShipmentShipSuccess', async () => ({ shipment: await shipmentShip(context.services, parseInput(shipmentShipInput, input), metaOf(context)) })),
  shipmentScan: (_root, { input }, context) =>
    answered('ShipmentScanSuccess', async () => ({ shipment: await shipmentScan(context.services, parseInput(shipmentScanInput, input), metaOf(context)) })),
  shipmentsImport: (_root, { input }, context) =>
    answered('ImportSuccess', () => shipmentsImport(context.services, parseInput(shipmentsImportInput, input), metaOf(context))),
};
