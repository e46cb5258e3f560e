import { type EntityClass } from '@souk/persistence';
import { Cart } from './cart.js';
import { CartLine } from './cart-line.js';
import { Order } from './order.js';
import { OrderAddress } from './order-address.js';
import { OrderAllocation } from './order-allocation.js';
import { OrderLine } from './order-line.js';
import { OrderShipment } from './order-shipment.js';
import { Payment } from './payment.js';

/** All entities of this database. */
export const entities: readonly EntityClass[] = [Cart, CartLine, Order, OrderAddress, OrderAllocation, OrderLine, OrderShipment, Payment];
