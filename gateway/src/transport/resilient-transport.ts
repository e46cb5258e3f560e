import { systemRandom, type Random } from '@souk/kernel';
import { Exchange } from './exchange.js';
import { Lane } from './lane.js';
import { DEFAULT_TRANSPORT_SETTINGS, type TransportSettings } from './settings.js';
import { SubgraphUnavailableError, type FetchRequest, type FetchResponse, type SubgraphTransport } from './transport.js';
import { type TransportHooks, type TransportStats } from './transport-hooks.js';
import { type Wire } from './wire.js';

export interface TransportOptions {
  /** DEFAULT_TRANSPORT_SETTINGS where it says nothing. */
  readonly settings?: Partial<TransportSettings>;
  readonly hooks?: TransportHooks;
  readonly random?: Random;
}

/** Everything between an operation and one subgraph that may go wrong: deadlines, places, retries, hedges and a circuit breaker around a wire. */
export class ResilientTransport implements SubgraphTransport {
  readonly #lane: Lane;
  readonly #settings: TransportSettings;
  readonly #random: Random;

  constructor(readonly subgraph: string, private readonly wire: Wire, { settings, hooks, random = systemRandom }: TransportOptions) {
    this.#settings = { ...DEFAULT_TRANSPORT_SETTINGS, ...settings };
    this.#lane = new Lane(subgraph, wire, this.#settings, hooks);
    this.#random = random;
  }

  fetch(request: FetchRequest): Promise<FetchResponse> {
    const nowMs = performance.now();
    const deadlineAtMs = Math.min(request.deadlineAtMs, nowMs + this.#settings.deadlineMs);
    if (deadlineAtMs <= nowMs) return Promise.reject(new SubgraphUnavailableError(this.subgraph, 'timeout', `${this.subgraph}: not asked, the operation's deadline has passed`));
    if (!this.#lane.breaker.allows(nowMs)) return Promise.reject(new SubgraphUnavailableError(this.subgraph, 'circuit-open', `${this.subgraph}: not asked, it did not answer lately`));
    return new Promise((resolve, reject) => {
      new Exchange({ lane: this.#lane, settings: this.#settings, request, deadlineAtMs, random: this.#random, resolve, reject }).begin(nowMs);
    });
  }

  isReady(): Promise<boolean> {
    return this.wire.isReady();
  }

  /** For metrics. */
  stats(): TransportStats {
    return this.#lane.stats;
  }

  /** Fails what waits and what is under way. */
  close(): Promise<void> {
    this.#lane.gate.dismiss((exchange) => exchange.dismiss('connection', 'the gateway stops'));
    return this.wire.close();
  }
}
