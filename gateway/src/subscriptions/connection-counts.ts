import { type Viewer } from '@souk/auth';
import { networkOf } from '../limits/rate-limiter.js';
import { type SubscriptionLimits } from './subscription-limits.js';
import { type SubscriptionStats } from './subscription-stats.js';

/** Who has how much, against the limits. What is taken is given back once. An anonymous viewer is many people: only addresses bound those. */
export class ConnectionCounts {
  readonly #byAddress = new Counter();
  readonly #connectionsByViewer = new Counter();
  readonly #subscriptionsByViewer = new Counter();
  #connections = 0;

  constructor(readonly limits: SubscriptionLimits, private readonly stats: SubscriptionStats) {}

  /** Whether a connection from there may begin; says which limit it meets otherwise. */
  openConnection(address: string): 'taken' | 'process-full' | 'address-full' {
    const isFull = this.#connections >= this.limits.maxConnections;
    if (isFull || !this.#byAddress.take(networkOf(address), this.limits.maxConnectionsPerAddress)) {
      this.stats.refused += 1;
      return isFull ? 'process-full' : 'address-full';
    }
    this.#connections += 1;
    return 'taken';
  }

  closeConnection(address: string): void {
    this.#connections -= 1;
    this.#byAddress.giveBack(networkOf(address));
  }

  openForViewer({ userId }: Viewer): boolean {
    return this.#take(this.#connectionsByViewer, userId, this.limits.maxConnectionsPerViewer);
  }

  closeForViewer({ userId }: Viewer): void {
    this.#connectionsByViewer.giveBack(userId);
  }

  openSubscription({ userId }: Viewer): boolean {
    if (!this.#take(this.#subscriptionsByViewer, userId, this.limits.maxSubscriptionsPerViewer)) return false;
    this.stats.subscriptions += 1;
    return true;
  }

  closeSubscription({ userId }: Viewer): void {
    this.stats.subscriptions -= 1;
    this.#subscriptionsByViewer.giveBack(userId);
  }

  #take(counter: Counter, userId: string | undefined, max: number): boolean {
    if (counter.take(userId, max)) return true;
    this.stats.refused += 1;
    return false;
  }
}

/** Counts by name; nobody in particular (no name, or an empty one) is not counted. */
class Counter {
  readonly #counts = new Map<string, number>();

  take(name: string | undefined, max: number): boolean {
    if (!name) return true;
    const count = this.#counts.get(name) ?? 0;
    if (count >= max) return false;
    this.#counts.set(name, count + 1);
    return true;
  }

  giveBack(name: string | undefined): void {
    if (!name) return;
    const count = this.#counts.get(name) ?? 0;
    if (count > 1) this.#counts.set(name, count - 1);
    else this.#counts.delete(name);
  }
}
