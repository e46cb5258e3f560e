import { ResilientTransport, type TransportOptions } from './resilient-transport.js';
import { DEFAULT_TRANSPORT_SETTINGS } from './settings.js';
import { type FetchRequest } from './transport.js';
import { type Call, type Reply, type Wire } from './wire.js';

/** A subgraph that runs in this process (@souk/subgraph has it): answers as it does over HTTP. */
export interface InProcessSubgraph {
  /** Headers are a flat list of name, value, …; `signal` aborts when nobody waits any more. Rejects where it takes nothing any more. */
  handle(request: { readonly body: string; readonly headers: readonly string[]; readonly signal: AbortSignal }): Promise<{ readonly status: number; readonly text: string }>;
  isReady(): Promise<boolean>;
}

/** The way to a subgraph in the same process: calls instead of HTTP, never repeated, with the same deadlines and bounds. The subgraph is closed by whoever started it. */
export const createInProcessTransport = (subgraph: string, target: InProcessSubgraph, options: TransportOptions = {}): ResilientTransport => {
  const { maxResponseBytes } = { ...DEFAULT_TRANSPORT_SETTINGS, ...options.settings };
  return new ResilientTransport(subgraph, new InProcessWire(target, maxResponseBytes), options);
};

class InProcessWire implements Wire {
  /** There is no other replica. */
  readonly isRepeatable = false;

  constructor(private readonly target: InProcessSubgraph, private readonly maxResponseBytes: number) {}

  send({ body, headers }: FetchRequest, reply: Reply): Call {
    const gone = new AbortController();
    const answered = ({ status, text }: { readonly status: number; readonly text: string }): void => {
      if (gone.signal.aborted) return;
      if (isLarger(text, this.maxResponseBytes)) reply.failed('too-large', new RangeError(`the answer is larger than ${this.maxResponseBytes} bytes`));
      else reply.answered(status, text);
    };
    const failed = (error: unknown): void => {
      if (!gone.signal.aborted) reply.failed('unreachable', error instanceof Error ? error : new Error(String(error)));
    };
    this.target.handle({ body, headers, signal: gone.signal }).then(answered, failed);
    return { abort: () => gone.abort() };
  }

  isReady(): Promise<boolean> {
    return this.target.isReady();
  }

  close(): Promise<void> {
    return Promise.resolve();
  }
}

/** One character takes at most three bytes of UTF-8: most texts need not be counted. */
const isLarger = (text: string, bytes: number): boolean => text.length > bytes || (text.length * 3 > bytes && Buffer.byteLength(text) > bytes);
