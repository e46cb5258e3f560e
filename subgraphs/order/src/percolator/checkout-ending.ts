import { type EventLog } from '@souk/events';
import { assertInvariant, type Clock } from '@souk/kernel';
import { type Database, type Transaction } from '@souk/persistence';
import { type Logger } from '@souk/telemetry';
import { type SagaFailure } from '@souk/transactions';
import { type PaymentProvider } from '../payments/payment-provider.js';
import { lockPercolatorCheckout, readPercolatorCheckout, savePercolatorCheckout, type PercolatorCheckoutRow } from '../repositories/percolator-checkouts.js';
import { isStoreCredit } from '../sagas/checkout-branches.js';
import { type CheckoutOutcome } from '../sagas/checkout-protocol.js';
import { cancel, chargeOf, settle, type CheckoutState } from '../sagas/checkout-steps.js';

/** Longest that a provider is waited for. */
const PROVIDER_DEADLINE_MS = 10_000;

export interface CheckoutEndingOptions {
  readonly database: Database;
  readonly log: EventLog;
  readonly providerOf: (name: string) => PaymentProvider;
  readonly clock: Clock;
  readonly logger: Logger;
}

/** Why a checkout was given up that nobody carried on. */
export const ABANDONED: SagaFailure = { refused: false, code: 'CHECKOUT_ABANDONED', message: 'The process that carried it out has died.', details: {} };

/** What a checkout waits for. */
export const STEPS: Readonly<Record<PercolatorCheckoutRow['status'], string>> = {
  RUNNING: 'its primary commits, or its lease ends', COMMITTED: 'the payment is captured', SETTLED: 'nothing', ABORTING: 'the payment is let go', ABORTED: 'nothing',
};

/** What is certain about a checkout. */
export const outcomeOf = ({ status, failure }: PercolatorCheckoutRow): CheckoutOutcome => {
  if (status === 'COMMITTED' || status === 'SETTLED') return { status: 'committed' };
  return status === 'ABORTED' ? { status: 'aborted', reason: failure ?? ABANDONED } : { status: 'accepted' };
};

/** What follows from a checkout's decision. Every step may be done again, by anybody. */
export class CheckoutEnding {
  readonly #options: CheckoutEndingOptions;
  #aborted = 0;

  constructor(options: CheckoutEndingOptions) {
    this.#options = options;
  }

  /** Checkouts that were undone here. */
  get aborted(): number {
    return this.#aborted;
  }

  /** Decides against a checkout that is not decided yet, then does what its decision asks for. */
  async giveUp(orderId: string, failure: SagaFailure): Promise<CheckoutOutcome> {
    await this.#options.database.transaction(async (tx) => {
      const row = await lockPercolatorCheckout(tx, orderId);
      if (row?.status === 'RUNNING') await savePercolatorCheckout(tx, { ...row, status: 'ABORTING', failure });
    });
    return this.finish(orderId);
  }

  /** Captures the payment of a confirmed order, or lets it go and cancels the order. What fails is tried again when the lease is over. */
  async finish(orderId: string): Promise<CheckoutOutcome> {
    const row = await this.#read(orderId);
    try {
      if (row.status === 'COMMITTED') await this.#capture(row);
      if (row.status === 'ABORTING') await this.#undo(row);
    } catch (error) {
      this.#options.logger.warn({ err: error, orderId, status: row.status }, 'the end of a checkout failed; it is tried again');
    }
    return outcomeOf(await this.#read(orderId));
  }

  async #read(orderId: string): Promise<PercolatorCheckoutRow> {
    const row = await readPercolatorCheckout(this.#options.database, orderId);
    assertInvariant(row !== undefined, `the checkout of order ${orderId} was begun`);
    return row;
  }

  async #capture(row: PercolatorCheckoutRow): Promise<void> {
    const state = row.state as CheckoutState;
    const charge = chargeOf(state);
    if (charge !== null && state.taken?.state === 'AUTHORIZED') await this.#options.providerOf(charge.provider).capture(charge, state.taken, AbortSignal.timeout(PROVIDER_DEADLINE_MS));
    await this.#end(row, 'SETTLED', async (tx) => { await settle(this.#options, tx, state); });
  }

  async #undo(row: PercolatorCheckoutRow): Promise<void> {
    const state = row.state as CheckoutState;
    const charge = chargeOf(state);
    // Store credit is the user service's own to give back: it goes with its lock.
    if (charge !== null && !isStoreCredit(state)) await this.#options.providerOf(charge.provider).undo(charge, AbortSignal.timeout(PROVIDER_DEADLINE_MS));
    if (await this.#end(row, 'ABORTED', (tx) => cancel(this.#options, tx, state, row.failure ?? ABANDONED))) this.#aborted += 1;
  }

  /** Once, by whoever comes first: true. */
  #end(row: PercolatorCheckoutRow, status: 'SETTLED' | 'ABORTED', work: (tx: Transaction) => Promise<void>): Promise<boolean> {
    return this.#options.database.transaction(async (tx) => {
      if ((await lockPercolatorCheckout(tx, row.orderId))?.status !== row.status) return false;
      await work(tx);
      await savePercolatorCheckout(tx, { ...row, status });
      return true;
    });
  }
}
