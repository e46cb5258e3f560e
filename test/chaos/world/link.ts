import { connect, createServer, type Server, type Socket } from 'node:net';
import { Lane, type Weather } from './lane.js';

/** How a call between services begins. Only these are idempotent by contract, and so may be sent twice. */
const CALL = Buffer.from('POST /rpc/');
/** How long a repeated call may take before nobody listens to it any more. */
const REPEAT_DEADLINE_MS = 10_000;

const FAIR: Weather = { stalled: false, delayMs: () => 0 };

/** Whether, and how many milliseconds later, a call arrives a second time. */
type Repeats = () => number | undefined;

/** The way from one part of the system to another, as a TCP proxy; the caller is given its port instead of the other's. */
export class Link {
  readonly #lines = new Set<{ readonly client: Socket; readonly lanes: readonly Lane[] }>();
  readonly #sockets = new Set<Socket>();
  readonly #server: Server;
  readonly #timers = new Set<NodeJS.Timeout>();
  #isCut = false;
  #there = FAIR;
  #back = FAIR;
  #repeats: Repeats | undefined;
  #calls = 0;

  private constructor(readonly name: string, private readonly targetPort: number) {
    this.#server = createServer({ allowHalfOpen: true }, (client) => this.#accept(client));
  }

  static async open(name: string, targetPort: number): Promise<Link> {
    const link = new Link(name, targetPort);
    await new Promise<void>((resolve, reject) => link.#server.once('error', reject).listen(0, '127.0.0.1', () => resolve()));
    return link;
  }

  get port(): number {
    const address = this.#server.address();
    return typeof address === 'object' && address ? address.port : 0;
  }

  /** Calls between services that were answered this way so far; what arrives twice by `repeat` counts once. */
  get calls(): number {
    return this.#calls;
  }

  /** Ends all connections and refuses new ones. */
  cut(): void {
    this.#isCut = true;
    this.reset();
  }

  /** Ends all connections; what was under way is lost. */
  reset(): void {
    for (const socket of this.#sockets) socket.destroy();
  }

  /** Sets the weather of both ways; a fair one where it is left out. */
  change({ there = FAIR, back = FAIR }: { readonly there?: Weather; readonly back?: Weather }): void {
    this.#there = there;
    this.#back = back;
    for (const { lanes } of this.#lines) for (const lane of lanes) lane.pump();
  }

  /** From now on calls may arrive twice. */
  repeat(repeats: Repeats): void {
    this.#repeats = repeats;
  }

  /** Ends every fault. */
  heal(): void {
    this.#isCut = false;
    this.#repeats = undefined;
    this.change({});
  }

  async close(): Promise<void> {
    for (const timer of this.#timers) clearTimeout(timer);
    this.cut();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  #accept(client: Socket): void {
    if (this.#isCut) return void client.destroy();
    const upstream = connect({ port: this.targetPort, host: '127.0.0.1', allowHalfOpen: true });
    for (const [one, other] of [[client, upstream], [upstream, client]] as const) {
      this.#sockets.add(one.setNoDelay(true));
      one.on('error', () => one.destroy()).once('close', () => {
        this.#sockets.delete(one);
        other.destroy();
      });
    }
    // HTTP/1.1 without pipelining: what was sent when the answer begins is one request.
    let sent: Buffer[] = [];
    const there = new Lane(client, upstream, () => this.#there, (bytes) => void sent.push(bytes));
    const back = new Lane(upstream, client, () => this.#back, () => {
      if (sent.length > 0) this.#answered(Buffer.concat(sent));
      sent = [];
    });
    const line = { client, lanes: [there, back] };
    this.#lines.add(line);
    client.once('close', () => this.#lines.delete(line));
  }

  #answered(request: Buffer): void {
    if (!request.subarray(0, CALL.length).equals(CALL)) return;
    this.#calls += 1;
    const afterMs = this.#repeats?.();
    if (afterMs === undefined) return;
    const timer = setTimeout(() => {
      this.#timers.delete(timer);
      const again = connect({ port: this.targetPort, host: '127.0.0.1' });
      again.setTimeout(REPEAT_DEADLINE_MS, () => again.destroy()).on('error', () => again.destroy()).once('data', () => again.destroy());
      again.write(request);
    }, afterMs);
    this.#timers.add(timer);
  }
}
