import { OperationalError } from '@souk/kernel';
import { type Client } from '@souk/rpc';
import { type Allocation, type CatalogService } from '@souk/schema/rpc/catalog';
import { defineSaga, type RemoteStep, type Saga } from '@souk/transactions';
import { InsufficientStockError } from '../domain/errors.js';
import { type PaymentProvider } from '../payments/payment-provider.js';
import { cancel, chargeOf, confirm, itemOf, settle, withoutToken, type CheckoutState, type StepOptions } from './checkout-steps.js';

export interface CheckoutSagaOptions extends StepOptions {
  readonly catalog: Client<typeof CatalogService>;
  readonly providerOf: (name: string) => PaymentProvider;
}

/** PENDING → stock and payment at once → CONFIRMED (the pivot) → stock leaves, payment is captured. Before the pivot all of it can be undone. */
export const checkoutSaga = (options: CheckoutSagaOptions): Saga<CheckoutState> =>
  defineSaga<CheckoutState>({
    name: 'checkout',
    steps: [
      { name: 'secure', parallel: [reserveStock(options), takePayment(options)] },
      { name: 'confirm', commit: (tx, state) => confirm(options, tx, state) },
      { name: 'fulfil', parallel: [commitStock(options), capturePayment(options)] },
      { name: 'settle', commit: (tx, state) => settle(options, tx, state) },
    ],
    pivot: 'confirm',
    onAborted: (tx, state, failure) => cancel(options, tx, state, failure),
  });

const reserveStock = ({ catalog }: CheckoutSagaOptions): RemoteStep<CheckoutState> => ({
  name: 'reserve-stock',
  run: async ({ orderId, items }, { signal }) => {
    const lines = items.map(({ variantId, quantity }) => ({ variantId, quantity }));
    const { allocations, shortages } = await catalog.reserveStock({ gid: orderId, lines }, { signal });
    const lineOf = (variantId: string): CheckoutState['items'][number] => itemOf(items, variantId);
    if (shortages.length > 0) throw new InsufficientStockError(shortages.map(({ variantId, requested, available }) => ({ lineId: lineOf(variantId).cartLineId, variantId, requested, available })));
    assertReserved(items, allocations);
    return { allocations: allocations.map(({ variantId, warehouseId, quantity }) => ({ orderLineId: lineOf(variantId).orderLineId, warehouseId, quantity })) };
  },
  compensate: async ({ orderId }, { signal }) => {
    await catalog.releaseStock({ gid: orderId }, { signal });
    return {};
  },
});

const takePayment = ({ providerOf }: CheckoutSagaOptions): RemoteStep<CheckoutState> => ({
  name: 'take-payment',
  run: async (state, { signal }) => {
    const charge = chargeOf(state);
    // Taken already, where it is the stock that has to be asked again: the token is forgotten, and the provider would see another request.
    if (charge === null || state.taken !== undefined) return {};
    return { taken: await providerOf(charge.provider).take(charge, signal), ...withoutToken(state) };
  },
  compensate: async (state, { signal }) => {
    const charge = chargeOf(state);
    if (charge !== null) await providerOf(charge.provider).undo(charge, signal);
    return withoutToken(state);
  },
});

const commitStock = ({ catalog }: CheckoutSagaOptions): RemoteStep<CheckoutState> => ({
  name: 'commit-stock',
  run: async ({ orderId }, { signal }) => {
    await catalog.commitStock({ gid: orderId }, { signal });
    return {};
  },
});

const capturePayment = ({ providerOf }: CheckoutSagaOptions): RemoteStep<CheckoutState> => ({
  name: 'capture-payment',
  run: async (state, { signal }) => {
    const charge = chargeOf(state);
    if (charge !== null && state.taken !== undefined) await providerOf(charge.provider).capture(charge, state.taken, signal);
    return {};
  },
});

/** A reservation that comes after its release is answered empty: it was undone by another driver. */
const assertReserved = (items: CheckoutState['items'], allocations: readonly Allocation[]): void => {
  const wanted = items.reduce((units, { quantity }) => units + quantity, 0);
  const reserved = allocations.reduce((units, { quantity }) => units + quantity, 0);
  if (wanted !== reserved) throw new OperationalError('RESERVATION_LOST', `The catalog reserved ${reserved} of ${wanted} units.`, true);
};
