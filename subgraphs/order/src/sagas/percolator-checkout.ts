import { type EventLog } from '@souk/events';
import { sleep, type Clock } from '@souk/kernel';
import { type Database } from '@souk/persistence';
import { type Logger } from '@souk/telemetry';
import { Percolator, TimestampOracle, UnknownOutcomeError, failureOf, type PercolatorCounts, type Site } from '@souk/transactions';
import { ABANDONED, CheckoutEnding, STEPS, outcomeOf } from '../percolator/checkout-ending.js';
import { checkoutWork } from '../percolator/checkout-work.js';
import { orderKey, orderSite } from '../percolator/order-site.js';
import { type PaymentProvider, type Taken } from '../payments/payment-provider.js';
import { TAKE_UP_BATCH, claimPercolatorCheckouts, insertPercolatorCheckout, openPercolatorCheckouts, readPercolatorCheckout } from '../repositories/percolator-checkouts.js';
import { isStoreCredit } from './checkout-branches.js';
import { type CheckoutOrder, type CheckoutOutcome, type CheckoutProtocol, type InDoubtWork } from './checkout-protocol.js';
import { chargeOf, withoutToken } from './checkout-steps.js';

/** A checkout that has not committed by then is given up by its own process. */
const BUDGET_MS = 10_000;
/** And taken up by others, if that process has died. Longer than the budget and the last call within it. */
const LEASE_MS = 20_000;
/** Longest wait of `resume` for an outcome. */
const RESUME_DEADLINE_MS = 8_000;
const POLL_MS = 100;
/** Between two looks for checkouts that are nobody's; and how many looks pass between two sweeps of locks, and two collections of garbage. */
const RECOVER_EVERY_MS = 1_000;
const SWEEP_EVERY_LOOKS = 5;
const COLLECT_EVERY_LOOKS = 60;

export interface PercolatorCheckoutOptions {
  readonly database: Database;
  readonly log: EventLog;
  /** The services that take part, besides this one. */
  readonly sites: Readonly<Record<'catalog' | 'user' | 'logistics', Site>>;
  readonly providerOf: (name: string) => PaymentProvider;
  readonly clock: Clock;
  readonly logger: Logger;
}

export interface PercolatorCheckoutCounts extends PercolatorCounts {
  /** Checkouts that were undone. */
  readonly aborted: number;
}

/**
 * Checkout as a Percolator transaction, whose primary is the order. A card is authorised before it begins, and captured, or let go, once it is
 * decided: by this process, or by whoever finds it when its lease is over. Locks of a process that died stand for their TTL.
 */
export class PercolatorCheckout implements CheckoutProtocol {
  readonly name = 'percolator';
  readonly #options: PercolatorCheckoutOptions;
  readonly #percolator: Percolator;
  readonly #ending: CheckoutEnding;
  readonly #drives = new Map<string, Promise<CheckoutOutcome>>();
  readonly #stopping = new AbortController();
  #loop: Promise<void> | undefined;

  constructor(options: PercolatorCheckoutOptions) {
    const { database, sites, logger } = options;
    this.#options = options;
    this.#ending = new CheckoutEnding(options);
    this.#percolator = new Percolator({ oracle: new TimestampOracle(database), sites: new Map<string, Site>([['order', orderSite(database, options)], ...Object.entries(sites)]), logger });
  }

  async checkout({ order, place, deadlineMs }: Parameters<CheckoutProtocol['checkout']>[0]): Promise<CheckoutOutcome> {
    const endsAtMs = performance.now() + deadlineMs;
    await this.#options.database.transaction(async (tx) => {
      await place(tx);
      const now = this.#options.clock.now();
      // The token serves the one charge that this process makes.
      await insertPercolatorCheckout(tx, { orderId: order.orderId, state: { ...order, ...withoutToken(order) }, leaseUntil: this.#leaseEnd(), now });
    });
    return inTime(this.#track(order.orderId, this.#drive(order)), endsAtMs);
  }

  async resume(orderId: string): Promise<CheckoutOutcome | undefined> {
    const endsAtMs = performance.now() + RESUME_DEADLINE_MS;
    const drive = this.#drives.get(orderId);
    if (drive !== undefined) return inTime(drive, endsAtMs);
    for (;;) {
      const row = await readPercolatorCheckout(this.#options.database, orderId);
      const outcome = row && outcomeOf(row);
      if (outcome?.status !== 'accepted' || performance.now() >= endsAtMs || this.#stopping.signal.aborted) return outcome;
      await sleep(POLL_MS, this.#stopping.signal);
    }
  }

  async isFinished(orderId: string): Promise<boolean | undefined> {
    const row = await readPercolatorCheckout(this.#options.database, orderId);
    return row && row.status === 'SETTLED';
  }

  async recover(): Promise<number> {
    const ended = await this.#percolator.sweep();
    return ended + (await this.#takeUp());
  }

  async inDoubt(): Promise<readonly InDoubtWork[]> {
    return (await openPercolatorCheckouts(this.#options.database)).map(({ orderId, status, attempts, createdAt }) => ({ gid: orderId, name: 'checkout-percolator', status: status.toLowerCase(), step: STEPS[status], attempts, createdAt }));
  }

  counts(): PercolatorCheckoutCounts {
    return { ...this.#percolator.counts(), aborted: this.#ending.aborted };
  }

  /** Looks every second for what a process that died has left. */
  start(): void {
    this.#loop ??= this.#recoverUntilStopped();
  }

  async stop(): Promise<void> {
    this.#stopping.abort();
    await this.#loop;
    await Promise.allSettled(this.#drives.values());
  }

  async #recoverUntilStopped(): Promise<void> {
    for (let look = 1; !this.#stopping.signal.aborted; look += 1) {
      try {
        // Again at once where there may be more.
        while ((await this.#takeUp()) === TAKE_UP_BATCH && !this.#stopping.signal.aborted);
        if (look % SWEEP_EVERY_LOOKS === 0) await this.#percolator.sweep();
        if (look % COLLECT_EVERY_LOOKS === 0) await this.#percolator.collectGarbage();
      } catch (error) {
        this.#options.logger.warn({ err: error }, 'looking for unfinished checkouts and old locks failed; trying again');
      }
      await sleep(RECOVER_EVERY_MS, this.#stopping.signal);
    }
  }

  async #takeUp(): Promise<number> {
    const rows = await claimPercolatorCheckouts(this.#options.database, this.#options.clock.now(), this.#leaseEnd());
    await Promise.all(rows.map(({ orderId }) => this.#track(orderId, this.#ending.giveUp(orderId, ABANDONED))));
    return rows.length;
  }

  /** Remembers what runs, so that a question waits for it here, and a stop does. */
  async #track(orderId: string, drive: Promise<CheckoutOutcome>): Promise<CheckoutOutcome> {
    this.#drives.set(orderId, drive);
    try {
      return await drive;
    } finally {
      if (this.#drives.get(orderId) === drive) this.#drives.delete(orderId);
    }
  }

  async #drive(order: CheckoutOrder): Promise<CheckoutOutcome> {
    const { database } = this.#options;
    const signal = AbortSignal.timeout(BUDGET_MS);
    try {
      const taken = await this.#take(order, signal);
      await this.#percolator.run({ site: 'order', key: orderKey(order.orderId) }, checkoutWork(database, order, taken), signal);
    } catch (error) {
      // What may be committed is not given up: its record will tell.
      if (error instanceof UnknownOutcomeError) return { status: 'unknown' };
      return this.#ending.giveUp(order.orderId, failureOf(error));
    }
    // The answer does not wait for the capture; whoever asks whether it is finished does.
    void this.#track(`${order.orderId} settles`, this.#ending.finish(order.orderId)).catch(() => undefined); // taken up again when the lease is over
    return { status: 'committed' };
  }

  async #take(order: CheckoutOrder, signal: AbortSignal): Promise<Taken | undefined> {
    const charge = chargeOf(order);
    if (charge === null) return undefined;
    if (isStoreCredit(order)) return { state: 'CAPTURED', reference: null };
    return this.#options.providerOf(charge.provider).take(charge, signal);
  }

  #leaseEnd(): Date {
    return new Date(this.#options.clock.now().getTime() + LEASE_MS);
  }
}

/** The outcome, or `accepted` when the time is over; it goes on by itself. */
const inTime = async (drive: Promise<CheckoutOutcome>, endsAtMs: number): Promise<CheckoutOutcome> => {
  drive.catch(() => undefined); // who stops waiting does not hear of a failure; the row tells
  const late = new AbortController();
  try {
    return await Promise.race([drive, sleep(Math.max(0, endsAtMs - performance.now()), late.signal).then((): CheckoutOutcome => ({ status: 'accepted' }))]);
  } finally {
    late.abort();
  }
};
