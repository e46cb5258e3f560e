import { parseGlobalId } from '@souk/kernel';
import { parseAsOf, parseInput, sourceName } from '@souk/subgraph';
import { z } from 'zod';
import { type QueryResolvers } from '../generated/graphql.js';
import { quoteCart } from '../quotes/quote-cart.js';
import { readFigures } from '../repositories/report.js';
import { destinationInput } from './destination-input.js';
import { shipmentAsOf } from './shipment-as-of.js';
import { visibleShipment } from './shipment.js';

const reportInput = z.object({ source: sourceName.nullish() });

export const query: QueryResolvers = {
  shipment: async (_root, { id, asOf: past }, context) => {
    const asOf = parseAsOf(past, context.services.clock.now());
    const found = await visibleShipment(id, context);
    return found === null || asOf === undefined ? found : shipmentAsOf(found, asOf, context);
  },
  shippingQuotes: async (_root, { cartId: id, to }, { services, viewer }) => {
    const destination = parseInput(destinationInput, to);
    const cartId = parseGlobalId('crt', id);
    return cartId === undefined ? [] : quoteCart(services, cartId, viewer.userId, destination);
  },
  carriers: (_root, _arguments, { loaders }) => loaders.carriers(),
  warehouses: (_root, _arguments, { services }) => services.directory.warehouses(),
  logisticsReport: (_root, arguments_, { services }) => readFigures(services.database, parseInput(reportInput, arguments_).source ?? undefined),
};
