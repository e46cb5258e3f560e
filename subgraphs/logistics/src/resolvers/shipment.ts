import { globalId, parseGlobalId } from '@souk/kernel';
import { allowedTransitions } from '../domain/shipment-state.js';
import { type Shipment } from '../entities/shipment.js';
import { type Context } from '../context.js';
import { type ShipmentResolvers } from '../generated/graphql.js';
import { maySeeShipment } from './may-see.js';

export const shipment: ShipmentResolvers = {
  __resolveReference: ({ id }, context) => visibleShipment(id, context),
  id: ({ id }) => globalId('shp', id),
  // Before it is handed over it is only the carrier that the shopper wishes for.
  carrier: async ({ carrierId, handedOverAt }, _arguments, { loaders }) => (carrierId === null || handedOverAt === null ? null : ((await loaders.carrier.load(carrierId)) ?? null)),
  lines: ({ id }, _arguments, { loaders }) => loaders.linesOfShipment.load(id),
  trackingEvents: async ({ id, wasTold }, _arguments, { loaders }) => {
    const events = await loaders.trackingEventsOfShipment.load(id);
    return wasTold === undefined ? events : events.filter(wasTold);
  },
  warehouse: async ({ warehouseId }, _arguments, { loaders }) => (warehouseId === null ? null : ((await loaders.warehouse.load(warehouseId)) ?? null)),
  merchant: ({ merchantId }) => (merchantId === null ? null : { id: globalId('mrc', merchantId) }),
  allowedTransitions: ({ state }) => allowedTransitions(state),
};

/** The parcel, or null where there is none for this viewer. */
export const visibleShipment = async (id: string, context: Context): Promise<Shipment | null> => {
  const shipmentId = parseGlobalId('shp', id);
  const found = shipmentId === undefined ? undefined : await context.loaders.shipment.load(shipmentId);
  return found !== undefined && maySeeShipment(context, found) ? found : null;
};
