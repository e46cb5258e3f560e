import { HttpWire, type SubgraphAddress } from './http-wire.js';
import { ResilientTransport, type TransportOptions } from './resilient-transport.js';
import { DEFAULT_TRANSPORT_SETTINGS } from './settings.js';

/** The way to a subgraph over HTTP. Throws TypeError where the address is no URL. */
export const createHttpTransport = (subgraph: string, address: SubgraphAddress, options: TransportOptions = {}): ResilientTransport => {
  const { maxConcurrent, maxResponseBytes } = { ...DEFAULT_TRANSPORT_SETTINGS, ...options.settings };
  return new ResilientTransport(subgraph, new HttpWire(address, { connections: maxConcurrent, maxResponseBytes }), options);
};
