import { DomainError, assertInvariant } from '@souk/kernel';
import { type Database } from '@souk/persistence';
import { type Mutation, type PercolatorTransaction } from '@souk/transactions';
import { z } from 'zod';
import { INSUFFICIENT_FUNDS, PaymentDeclinedError } from '../domain/checkout-errors.js';
import { InsufficientStockError } from '../domain/errors.js';
import { type Taken } from '../payments/payment-provider.js';
import { readAddresses, readOrders } from '../repositories/order-reads.js';
import { isStoreCredit } from '../sagas/checkout-branches.js';
import { chargeOf, itemOf, type CheckoutState } from '../sagas/checkout-steps.js';
import { orderKey } from './order-site.js';

type Allocations = NonNullable<CheckoutState['allocations']>;

const STOCK = 'stock/';
const heldStock = z.object({ allocations: z.array(z.object({ warehouseId: z.string(), quantity: z.int() })) });
const shortage = z.object({ shortages: z.array(z.object({ variantId: z.string(), requested: z.int(), available: z.int() })) });

/**
 * What a checkout writes: stock and store credit at once, then the parcels, which need to know where the units lie; the order, which is
 * the primary, last, since it has to know all of it. Throws InsufficientStockError and PaymentDeclinedError.
 */
export const checkoutWork = (database: Database, state: CheckoutState, taken: Taken | undefined) => async (transaction: PercolatorTransaction): Promise<void> => {
  const [held] = await Promise.all([
    transaction.prewrite('catalog', stockOf(state)).catch((error: unknown) => { throw refusalOf(error, state); }),
    isStoreCredit(state) ? transaction.prewrite('user', [creditOf(state)]).catch((error: unknown) => { throw refusalOf(error, state); }) : [],
  ]);
  const allocations = allocationsOf(state, held);
  await transaction.prewrite('logistics', [await shipmentOf(database, state, allocations)]);
  const known: Partial<CheckoutState> = { allocations, ...(taken !== undefined && { taken }) };
  await transaction.prewrite('order', [{ key: orderKey(state.orderId), value: known }]);
};

const stockOf = ({ orderId, items }: CheckoutState): readonly Mutation[] => items.map(({ variantId, quantity }) => ({ key: `${STOCK}${variantId}`, value: { gid: orderId, quantity } }));

const creditOf = (state: CheckoutState): Mutation => {
  const charge = chargeOf(state);
  assertInvariant(charge !== null && charge.buyerId !== null, 'a wallet payment has a buyer');
  const { orderId: gid, buyerId: userId, amount } = charge;
  return { key: `wallet/${userId}/${amount.currency}`, value: { gid, userId, ...amount } };
};

const shipmentOf = async (database: Database, { orderId }: CheckoutState, allocations: Allocations): Promise<Mutation> => {
  const [[order], [address]] = await Promise.all([readOrders(database, [orderId]), readAddresses(database, [orderId])]);
  assertInvariant(order !== undefined && address !== undefined, `order ${orderId} was placed`);
  const { buyerId, carrierId, serviceCode, promisedBy } = order;
  const { countryCode, postalCode } = address;
  return { key: `shipment/${orderId}`, value: { orderId, buyerId, countryCode: countryCode ?? '', postalCode, carrierId, serviceCode, promisedBy: promisedBy?.toISOString() ?? null, lines: allocations } };
};

const allocationsOf = ({ items }: CheckoutState, held: readonly Mutation[]): Allocations =>
  held.flatMap(({ key, value }) => {
    const { orderLineId } = itemOf(items, key.slice(STOCK.length));
    return heldStock.parse(value).allocations.map((allocation) => ({ orderLineId, ...allocation }));
  });

/** A site's refusal in the order's terms. */
const refusalOf = (error: unknown, { items }: CheckoutState): unknown => {
  if (!(error instanceof DomainError)) return error;
  if (error.code === 'INSUFFICIENT_FUNDS') return new PaymentDeclinedError(INSUFFICIENT_FUNDS);
  if (error.code !== 'STOCK_SHORTAGE') return error;
  return new InsufficientStockError(shortage.parse(error.details).shortages.map(({ variantId, requested, available }) => ({ lineId: itemOf(items, variantId).cartLineId, variantId, requested, available })));
};
