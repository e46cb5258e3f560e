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

/** The ways to subgraphs, kept across versions of the supergraph: a subgraph whose address stays keeps its connections and what was learnt of it. */
export class Transports {
  readonly #known = new Map<string, ResilientTransport>();

  constructor(private readonly options: TransportsOptions) {}

  /** The ways to the subgraphs at these addresses. */
  of(addresses: ReadonlyMap<string, string>): ReadonlyMap<string, ResilientTransport> {
    return new Map([...addresses].map(([name, address]) => [name, this.#at(name, address)]));
  }

  /** Closes those that these addresses do not use. */
  async keepOnly(addresses: ReadonlyMap<string, string>): Promise<void> {
    const kept = new Set([...addresses].map(([name, address]) => keyOf(name, address)));
    const unused = [...this.#known].filter(([key]) => !kept.has(key));
    for (const [key] of unused) this.#known.delete(key);
    await Promise.all(unused.map(([, transport]) => transport.close()));
  }

  close(): Promise<void> {
    return this.keepOnly(new Map());
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
