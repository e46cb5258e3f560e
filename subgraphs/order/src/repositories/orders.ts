import { queryIn, type Transaction } from '@souk/persistence';
import { Order } from '../entities/order.js';
import { OrderAddress } from '../entities/order-address.js';
import { OrderAllocation } from '../entities/order-allocation.js';
import { OrderLine } from '../entities/order-line.js';
import { OrderShipment } from '../entities/order-shipment.js';
import { Payment } from '../entities/payment.js';
import { type Reader } from './select.js';

/** What is written when an order is placed. */
export interface NewOrder {
  readonly order: Order;
  readonly lines: readonly OrderLine[];
  readonly address: OrderAddress;
  readonly payments: readonly Payment[];
}

export const insertOrder = async (tx: Transaction, { order, lines, address, payments }: NewOrder): Promise<void> => {
  await tx.insert(Order, order);
  await tx.insert(OrderLine, [...lines]);
  await tx.insert(OrderAddress, address);
  if (payments.length > 0) await tx.insert(Payment, [...payments]);
};

/** Where the units of an order's lines lie. */
export const insertAllocations = async (tx: Transaction, allocations: readonly OrderAllocation[]): Promise<void> => {
  await tx.insert(OrderAllocation, [...allocations]);
};

export const readOrder = async (reader: Reader, id: string): Promise<Order | undefined> => (await reader.findOne(Order, { where: { id } })) ?? undefined;

/** The order, locked until the transaction ends: whoever decides on its state holds it. */
export const lockOrder = async (tx: Transaction, id: string): Promise<Order | undefined> =>
  (await tx.findOne(Order, { where: { id }, lock: { mode: 'pessimistic_write' } })) ?? undefined;

/** Writes an order's own row. The caller has appended to its stream, which no two transactions can do at once. */
export const updateOrder = async (tx: Transaction, { id, state, version, confirmedAt, shippedAt, deliveredAt, cancelledAt }: Order): Promise<void> => {
  await tx.update(Order, { id }, { state, version, confirmedAt, shippedAt, deliveredAt, cancelledAt });
};

/** Writes where the money of a payment is now. */
export const updatePayment = async (tx: Transaction, { id, ...changes }: Pick<Payment, 'id' | 'state' | 'declineCode'>): Promise<void> => {
  await queryIn(tx,
    `UPDATE payment SET state = $2, decline_code = $3, refunded_minor = CASE WHEN $2 = 'REFUNDED' THEN amount_minor ELSE refunded_minor END WHERE id = $1`,
    [id, changes.state, changes.declineCode]);
};

/** What is known of an order's parcels. */
export const readShipments = (reader: Reader, orderId: string): Promise<readonly OrderShipment[]> => reader.find(OrderShipment, { where: { orderId } });

export const saveShipment = async (tx: Transaction, shipment: OrderShipment): Promise<void> => {
  await tx.upsert(OrderShipment, shipment, ['orderId', 'shipmentId']);
};
