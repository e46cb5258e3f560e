import { type EventLog } from '@souk/events';
import { assertInvariant, type Clock, type Random } from '@souk/kernel';
import { type Database, type Transaction } from '@souk/persistence';
import { type Client } from '@souk/rpc';
import { type CatalogService } from '@souk/schema/rpc/catalog';
import { type Logger } from '@souk/telemetry';
import { createSagaRunner, startSaga, type InDoubtSaga, type SagaCounts } from '@souk/transactions';
import { type PaymentProvider } from '../payments/payment-provider.js';
import { type CheckoutProtocol } from './checkout-protocol.js';
import { checkoutSaga } from './checkout-saga.js';
import { orderCancelSaga, type OrderCancelState } from './order-cancel-saga.js';
import { sagaCheckout } from './saga-checkout.js';

export interface OrderSagasOptions {
  readonly database: Database;
  readonly log: EventLog;
  readonly catalog: Client<typeof CatalogService>;
  readonly providers: readonly PaymentProvider[];
  readonly clock: Clock;
  readonly random?: Random;
  readonly logger: Logger;
}

/** What goes on after a command has answered. */
export interface OrderSagas {
  readonly checkout: CheckoutProtocol;
  /** The way to pay of that name; undefined where there is none. */
  provider(name: string): PaymentProvider | undefined;
  /** Promises, in the transaction that cancels an order, to give its stock and money back; `resume` begins at once, after the commit. */
  promiseGiveBack(tx: Transaction, gid: string, state: OrderCancelState): Promise<void>;
  /** Begins what was promised under that id, in the background. */
  resume(gid: string): void;
  /** Takes up, every second, what a process that died has left. */
  start(): void;
  stop(): Promise<void>;
  counts(): SagaCounts;
  /** What has no end yet, oldest first. */
  inDoubt(): Promise<readonly InDoubtSaga[]>;
}

/** The sagas of the order service over one runner. */
export const createOrderSagas = ({ database, log, catalog, providers, clock, random, logger }: OrderSagasOptions): OrderSagas => {
  const byName = new Map(providers.map((provider) => [provider.name, provider]));
  const providerOf = (name: string): PaymentProvider => {
    const provider = byName.get(name);
    assertInvariant(provider !== undefined, `there is a payment provider '${name}'`);
    return provider;
  };
  const isCheckoutFinished = async (orderId: string): Promise<boolean> => {
    const outcome = await runner.outcomeOf(orderId);
    return outcome.status === 'committed' && outcome.finished;
  };
  const checkout = checkoutSaga({ log, catalog, providerOf, clock });
  const cancellation = orderCancelSaga({ log, catalog, providerOf, isCheckoutFinished });
  const runner = createSagaRunner({ database, sagas: [checkout, cancellation], clock, logger, ...(random !== undefined && { random }) });
  return {
    checkout: sagaCheckout({ database, saga: checkout, runner, clock }),
    provider: (name) => byName.get(name),
    promiseGiveBack: (tx, gid, state) => startSaga(tx, cancellation, gid, state, clock),
    resume: (gid) => void runner.run(gid).catch((error: unknown) => logger.error({ err: error, gid }, 'giving stock and money back could not begin; it is taken up again')),
    start: () => runner.start(),
    stop: () => runner.stop(),
    counts: () => runner.counts(),
    inDoubt: () => runner.inDoubt(),
  };
};
