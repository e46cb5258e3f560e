import { UpstreamClient } from './upstream-client.js';

/** The sockets to subgraphs: one per address, shared by all subscriptions; one of its own where headers are forwarded, because a socket proves one identity when it begins. */
export class UpstreamClients {
  readonly #shared = new Map<string, UpstreamClient>();

  /** `urlOf` says where a subgraph serves graphql-ws. */
  constructor(readonly urlOf: (subgraph: string) => string | undefined) {}

  /** The client for that subgraph; undefined where it has no address. Give it back. */
  take(subgraph: string, forwarded: readonly string[]): UpstreamClient | undefined {
    const url = this.urlOf(subgraph);
    if (url === undefined) return undefined;
    if (forwarded.length > 0) return new UpstreamClient(url, headersFrom(forwarded));
    const known = this.#shared.get(url);
    if (known !== undefined) return known;
    const client = new UpstreamClient(url);
    this.#shared.set(url, client);
    return client;
  }

  giveBack(client: UpstreamClient): void {
    if (![...this.#shared.values()].includes(client)) void client.close();
  }

  async close(): Promise<void> {
    await Promise.all([...this.#shared.values()].map((client) => client.close()));
  }
}

/** The address of graphql-ws beside a subgraph's GraphQL over HTTP. */
export const socketUrlOf = (graphqlUrl: string): string => {
  const url = new URL(graphqlUrl);
  url.protocol = url.protocol === 'https:' ? 'wss:' : 'ws:';
  return url.href;
};

/** A flat list of name, value, … as an object. */
export const headersFrom = (flat: readonly string[]): Readonly<Record<string, string>> => {
  const headers: Record<string, string> = {};
  for (let index = 0; index + 1 < flat.length; index += 2) {
    const [name, value] = [flat[index], flat[index + 1]];
    if (name !== undefined && value !== undefined) headers[name.toLowerCase()] = value;
  }
  return headers;
};
