import { type EventLog } from '@souk/events';
import { assertInvariant, type Clock, type Random } from '@souk/kernel';
import { type Database, type Transaction } from '@souk/persistence';
import { type Client } from '@souk/rpc';
import { type CatalogService } from '@souk/schema/rpc/catalog';
import { type LogisticsService } from '@souk/schema/rpc/logistics';
import { type Logger } from '@souk/telemetry';
import { type ProtocolName } from '@souk/service';
import { Coordinator, ThreePhaseParticipant, createSagaRunner, startSaga, type CoordinatorCounts, type Peer, type SagaCounts, type StartedSaga, type Verdict } from '@souk/transactions';
import { type OrderState } from '../domain/order-state.js';
import { type PaymentProvider } from '../payments/payment-provider.js';
import { anyCheckout } from './any-checkout.js';
import { atomicCheckout } from './atomic-checkout.js';
import { type CheckoutParticipants } from './checkout-branches.js';
import { type Checkout, type CheckoutProtocol, type InDoubtWork } from './checkout-protocol.js';
import { checkoutSaga } from './checkout-saga.js';
import { orderCancelSaga, type OrderCancelState } from './order-cancel-saga.js';
import { PercolatorCheckout, type PercolatorCheckoutCounts, type PercolatorCheckoutOptions } from './percolator-checkout.js';
import { sagaCheckout } from './saga-checkout.js';
import { threePhaseCoordinator } from './three-phase-checkout.js';
import { twoPhaseDefinition } from './two-phase-checkout.js';

export interface OrderSagasOptions {
  readonly database: Database;
  readonly log: EventLog;
  readonly catalog: Client<typeof CatalogService>;
  readonly logistics: Client<typeof LogisticsService>;
  readonly participants: CheckoutParticipants;
  /** Everybody who may take part in three-phase commit, by name, this service included. */
  readonly peers: ReadonlyMap<string, Peer>;
  /** The services that take part in Percolator transactions, besides this one. */
  readonly sites: PercolatorCheckoutOptions['sites'];
  /** For orders that are placed from now on. */
  readonly protocol: ProtocolName;
  readonly providers: readonly PaymentProvider[];
  readonly clock: Clock;
  readonly random?: Random;
  readonly logger: Logger;
}

/** What goes on after a command has answered. */
export interface OrderSagas {
  readonly checkout: Checkout;
  /** Answers a participant that asks how a transaction ended. */
  verdictOf(gid: string): Promise<Verdict>;
  /** This service's own branches in three-phase commit. */
  readonly threePhase: ThreePhaseParticipant;
  /** The way to pay of that name; undefined where there is none. */
  provider(name: string): PaymentProvider | undefined;
  /** Promises to cancel an order, unless one of its parcels has left. Give it to `beginCancellation` after the commit. */
  promiseCancellation(tx: Transaction, gid: string, state: OrderCancelState): Promise<StartedSaga>;
  /** Begins what was promised, in the background. */
  beginCancellation(promised: StartedSaga): void;
  /** What a promised cancellation came to, as soon as it is known: the state in which it was refused, or null; undefined where that takes longer. Stock and money go back afterwards. */
  cancellationOf(gid: string, deadlineMs: number): Promise<OrderState | null | undefined>;
  /** Takes up, every second, what a process that died has left. */
  start(): void;
  stop(): Promise<void>;
  counts(): SagaCounts;
  /** By protocol. */
  atomicCounts(): Readonly<Record<'2pc' | '3pc', CoordinatorCounts>>;
  percolatorCounts(): PercolatorCheckoutCounts;
  /** What has no end yet, oldest first. */
  inDoubt(): Promise<readonly InDoubtWork[]>;
}

/** The sagas of the order service over one runner, and the checkout by whichever protocol. */
export const createOrderSagas = ({ database, log, catalog, logistics, participants, peers, sites, protocol, providers, clock, random, logger }: OrderSagasOptions): OrderSagas => {
  const byName = new Map(providers.map((provider) => [provider.name, provider]));
  const providerOf = (name: string): PaymentProvider => {
    const provider = byName.get(name);
    assertInvariant(provider !== undefined, `there is a payment provider '${name}'`);
    return provider;
  };
  const saga = checkoutSaga({ log, catalog, providerOf, clock });
  const cancellation = orderCancelSaga({ log, catalog, logistics, providerOf, isCheckoutFinished: (orderId) => checkout.isFinished(orderId) });
  const runner = createSagaRunner({ database, sagas: [saga, cancellation], clock, logger, ...(random !== undefined && { random }) });
  const atomic = { database, log, participants, providerOf, clock };
  const twoPhase = new Coordinator({ database, definition: twoPhaseDefinition(atomic), clock, logger });
  const peerOf = (name: string): Peer => {
    const peer = peers.get(name);
    assertInvariant(peer !== undefined, `${name} takes part in checkouts`);
    return peer;
  };
  const participant = new ThreePhaseParticipant({ database, service: 'order', clock, logger, peerOf });
  const threePhase = threePhaseCoordinator({ ...atomic, participant, peerOf, logger });
  const percolator = new PercolatorCheckout({ database, log, sites, providerOf, clock, logger });
  const protocols: Readonly<Record<ProtocolName, CheckoutProtocol>> = {
    '2pc': atomicCheckout('2pc', database, twoPhase),
    '3pc': atomicCheckout('3pc', database, threePhase),
    percolator,
    saga: sagaCheckout({ database, saga, runner, clock }),
  };
  const checkout = anyCheckout(protocols[protocol], Object.values(protocols));
  const parts = [runner, twoPhase, threePhase, participant.branches, percolator];
  return {
    checkout,
    verdictOf: (gid) => twoPhase.verdictOf(gid),
    threePhase: participant,
    provider: (name) => byName.get(name),
    promiseCancellation: (tx, gid, state) => startSaga(tx, cancellation, gid, state, clock),
    beginCancellation: (promised) => void runner.begin(promised).catch((error: unknown) => logger.error({ err: error, gid: promised.gid }, 'a cancellation could not begin; it is taken up again')),
    cancellationOf: async (gid, deadlineMs) => {
      const endsAtMs = performance.now() + deadlineMs;
      for (;;) {
        // It only goes forward, so that this answers at each of its steps.
        const outcome = await runner.run(gid, deadlineMs);
        const refusedIn = outcome.status === 'committed' ? (outcome.state as OrderCancelState).refusedIn : undefined;
        if (refusedIn !== undefined || outcome.status !== 'committed' || performance.now() >= endsAtMs) return refusedIn;
      }
    },
    start: () => {
      for (const part of parts) part.start();
    },
    stop: async () => {
      await Promise.all(parts.map((part) => part.stop()));
    },
    counts: () => runner.counts(),
    atomicCounts: () => ({ '2pc': twoPhase.counts(), '3pc': threePhase.counts() }),
    percolatorCounts: () => percolator.counts(),
    inDoubt: () => checkout.inDoubt(),
  };
};
