import { money } from '@souk/subgraph';
import { type Resolvers } from '../generated/graphql.js';
import { carrier } from './carrier.js';
import { deliveryProgress } from './delivery-progress.js';
import { mutation } from './mutation.js';
import { order } from './order.js';
import { productVariant } from './product-variant.js';
import { query } from './query.js';
import { shipment } from './shipment.js';
import { shipmentLine } from './shipment-line.js';
import { shippingQuote } from './shipping-quote.js';
import { subscription } from './subscription.js';
import { warehouse } from './warehouse.js';

export const resolvers: Resolvers = {
  Carrier: carrier,
  DeliveryProgress: deliveryProgress,
  Money: money,
  Mutation: mutation,
  Order: order,
  ProductVariant: productVariant,
  Query: query,
  Shipment: shipment,
  ShipmentLine: shipmentLine,
  ShippingQuote: shippingQuote,
  Subscription: subscription,
  Warehouse: warehouse,
};
