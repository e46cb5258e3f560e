import { type Database } from '@souk/persistence';
import { Order } from '../entities/order.js';
import { OrderAddress } from '../entities/order-address.js';
import { OrderAllocation } from '../entities/order-allocation.js';
import { OrderLine } from '../entities/order-line.js';
import { Payment } from '../entities/payment.js';
import { selectWhere } from './select.js';

/** Each of these is one statement, whatever the number of ids; unknown ones are left out. */
export const readOrders = (database: Database, ids: readonly string[]): Promise<readonly Order[]> => selectWhere(database, Order, 'id', ids, 't.id');

export const readOrdersByNumber = (database: Database, numbers: readonly string[]): Promise<readonly Order[]> => selectWhere(database, Order, 'number', numbers, 't.id');

/** By position. */
export const readOrderLines = (database: Database, orderIds: readonly string[]): Promise<readonly OrderLine[]> => selectWhere(database, OrderLine, 'orderId', orderIds, 't.order_id, t.position');

export const readOrderLinesById = (database: Database, ids: readonly string[]): Promise<readonly OrderLine[]> => selectWhere(database, OrderLine, 'id', ids, 't.id');

/** By sequence. */
export const readPayments = (database: Database, orderIds: readonly string[]): Promise<readonly Payment[]> => selectWhere(database, Payment, 'orderId', orderIds, 't.order_id, t.sequence');

export const readAddresses = (database: Database, orderIds: readonly string[]): Promise<readonly OrderAddress[]> => selectWhere(database, OrderAddress, 'orderId', orderIds, 't.order_id');

/** Where the units of these lines lie. */
export const readAllocations = (database: Database, orderLineIds: readonly string[]): Promise<readonly OrderAllocation[]> =>
  selectWhere(database, OrderAllocation, 'orderLineId', orderLineIds, 't.order_line_id, t.warehouse_id');
