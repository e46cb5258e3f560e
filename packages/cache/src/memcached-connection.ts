import { createNode, type MemcacheNode } from 'memcache';

/** Longest pause on a connection before the client closes it, in ms. */
const IDLE_MS = 3_600_000;
/** Keys per `get` command. */
const KEYS_PER_GET = 100;

/**
 * One connection to a Memcached server (1.6 or newer: meta commands). The client's own `Memcache` class reports a failed read as "nothing found",
 * opens several sockets when first used by several callers, and keeps half an answer when a socket closes; so each connection is a fresh node, opened once.
 */
export class MemcachedConnection {
  readonly #host: string;
  readonly #port: number;
  #node: MemcacheNode | undefined;
  #opening: Promise<MemcacheNode> | undefined;

  constructor(url: string) {
    const { hostname, port } = new URL(url.includes('://') ? url : `memcached://${url}`);
    this.#host = hostname.replace(/^\[|\]$/g, '');
    this.#port = port === '' ? 11_211 : Number(port);
  }

  /** The texts found, by key. */
  async get(keys: readonly string[]): Promise<ReadonlyMap<string, string>> {
    return getFrom(await this.#connected(), keys);
  }

  /**
   * The texts found, and for each key the token that a compare-and-set must show (none where there is no such key).
   * Tokens are asked for before texts: a change in between makes the token too old, and the write that trusts the text is refused.
   */
  async getWithTokens(keys: readonly string[]): Promise<{ readonly texts: ReadonlyMap<string, string>; readonly tokens: ReadonlyMap<string, string> }> {
    const node = await this.#connected();
    const answers = keys.map(async (key) => [key, String(await node.command(`mg ${key} c`))] as const);
    const [tokens, texts] = await Promise.all([Promise.all(answers), getFrom(node, keys)]);
    return { texts, tokens: new Map(tokens.flatMap(([key, answer]) => (answer.startsWith('HD c') ? [[key, answer.slice(4).trim()]] : []))) };
  }

  /** Writes if the key is still as the token saw it (absent, for undefined); says whether it did. */
  async setIfUnchanged(key: string, text: string, token: string | undefined, ttlSeconds: number): Promise<boolean> {
    const condition = token === undefined ? 'ME' : `C${token}`;
    const answer = await this.line(`ms ${key} ${Buffer.byteLength(text)} T${ttlSeconds} ${condition}\r\n${text}`);
    return answer.startsWith('HD');
  }

  /** The one line with which the server answers that command. */
  async line(command: string): Promise<string> {
    const answer: unknown = await (await this.#connected()).command(command);
    return String(answer);
  }

  async reset(): Promise<void> {
    this.#opening = undefined;
    await this.#node?.disconnect();
    this.#node = undefined;
  }

  async #connected(): Promise<MemcacheNode> {
    if (this.#node?.isConnected() === true) return this.#node;
    this.#opening ??= this.#open();
    return this.#opening;
  }

  async #open(): Promise<MemcacheNode> {
    const node = createNode(this.#host, this.#port, { timeout: IDLE_MS });
    this.#node = node;
    // The commands under way are rejected by the client; the event itself says nothing more.
    node.on('error', () => undefined);
    try {
      await node.connect();
      return node;
    } finally {
      this.#opening = undefined;
    }
  }
}

const getFrom = async (node: MemcacheNode, keys: readonly string[]): Promise<ReadonlyMap<string, string>> => {
  const chunks: string[][] = [];
  for (let start = 0; start < keys.length; start += KEYS_PER_GET) chunks.push(keys.slice(start, start + KEYS_PER_GET));
  const answers = await Promise.all(chunks.map(async (chunk): Promise<{ foundKeys?: readonly string[]; values?: readonly string[] } | undefined> =>
    node.command(`get ${chunk.join(' ')}`, { isMultiline: true, requestedKeys: chunk })));
  return new Map(answers.flatMap((answer) => (answer?.foundKeys ?? []).map((key, index) => [key, answer?.values?.[index] ?? ''] as const)));
};
