import { createHttpTransport } from './http-transport.js';
import { createInProcessTransport, type InProcessSubgraph } from './in-process-transport.js';
import { type ResilientTransport } from './resilient-transport.js';
import { type TransportSettings } from './settings.js';

export interface TransportsOptions {
  /** Names of Souk's own subgraphs: their addresses are base URLs. */
  readonly ownSubgraphs: ReadonlySet<string>;
  readonly inProcess: Readonly<Record<string, InProcessSubgraph>>;
  readonly settings: Partial<TransportSettings>;
}

/** How often a transport that is no longer served is looked at, and how long it may go on for what began before, in milliseconds: an operation that was still being planned at the change has its whole deadline after it. */
const LEAVING_LOOK_MS = 1_000;
const MAX_LEAVING_MS = 60_000;

/** The ways to subgraphs, kept across versions of the supergraph: a subgraph whose address stays keeps its connections and what was learnt of it. */
export class Transports {
  readonly #known = new Map<string, ResilientTransport>();
  /** Those that nothing new asks, with what looks at them. */
  readonly #leaving = new Map<ResilientTransport, ReturnType<typeof setInterval>>();

  constructor(private readonly options: TransportsOptions) {}

  /** The ways to the subgraphs at these addresses. */
  of(addresses: ReadonlyMap<string, string>): ReadonlyMap<string, ResilientTransport> {
    return new Map([...addresses].map(([name, address]) => [name, this.#at(name, address)]));
  }

  /** Lets those go that these addresses do not use: each is closed as soon as it has nothing more to do, so that what asks it still is answered. */
  keepOnly(addresses: ReadonlyMap<string, string>): void {
    const kept = new Set([...addresses].map(([name, address]) => keyOf(name, address)));
    for (const [key, transport] of this.#known) {
      if (kept.has(key)) continue;
      this.#known.delete(key);
      this.#letGo(transport);
    }
  }

  /** Fails what is under way. */
  async close(): Promise<void> {
    for (const timer of this.#leaving.values()) clearInterval(timer);
    const all = [...this.#known.values(), ...this.#leaving.keys()];
    this.#known.clear();
    this.#leaving.clear();
    await Promise.all(all.map((transport) => transport.close()));
  }

  /** Closed at the first look that finds it as the one before left it: an operation asks again soon after it was answered. */
  #letGo(transport: ResilientTransport): void {
    const untilMs = performance.now() + MAX_LEAVING_MS;
    let attemptsBefore = transport.stats().attempts;
    const look = (): void => {
      const { inFlight, queued, attempts } = transport.stats();
      const isDone = inFlight + queued === 0 && attempts === attemptsBefore;
      attemptsBefore = attempts;
      if (!isDone && performance.now() < untilMs) return;
      clearInterval(this.#leaving.get(transport));
      this.#leaving.delete(transport);
      void transport.close();
    };
    this.#leaving.set(transport, setInterval(look, LEAVING_LOOK_MS).unref());
  }

  #at(name: string, address: string): ResilientTransport {
    const key = keyOf(name, address);
    const known = this.#known.get(key);
    if (known !== undefined) return known;
    const { ownSubgraphs, inProcess, settings } = this.options;
    const local = inProcess[name];
    const transport = local === undefined
      ? createHttpTransport(name, ownSubgraphs.has(name) ? { baseUrl: address } : { graphqlUrl: address }, { settings })
      : createInProcessTransport(name, local, { settings });
    this.#known.set(key, transport);
    return transport;
  }
}

const keyOf = (name: string, address: string): string => `${name} ${address}`;
