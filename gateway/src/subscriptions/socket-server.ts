import { type IncomingMessage, type Server } from 'node:http';
import { type Duplex } from 'node:stream';
import { handleProtocols } from 'graphql-ws';
import { WebSocketServer, type WebSocket } from 'ws';
import { CloseCode } from './close-code.js';
import { SocketConnection, type ConnectionContext, type Identify } from './socket-connection.js';
import { SubscriptionErrorCode } from './subscription-errors.js';

/** How often the clock of every connection is looked at, in milliseconds. */
const TICK_MS = 1_000;
/** Every so many ticks a client is pinged (25 s); one that has said nothing since the last ping is cut off. Clients have their turns spread over them. */
const TICKS_BETWEEN_PINGS = 25;
/** How long sockets have to close when the gateway stops, in milliseconds. */
const CLOSE_DEADLINE_MS = 2_000;
/** When a client that was refused may come back, in seconds. */
const RETRY_AFTER_SECONDS = 5;

export interface SocketServerOptions extends ConnectionContext {
  readonly maxMessageBytes: number;
  addressOf(request: IncomingMessage): string;
  /** Reads of the handshake what connection_init may leave unsaid. */
  identifierOf(request: IncomingMessage): Identify;
}

/** Sockets of clients: graphql-transport-ws for queries, mutations and subscriptions. */
export class SocketServer {
  readonly #connections = new Map<WebSocket, SocketConnection>();
  readonly #handshake: WebSocketServer;
  readonly #ticking: NodeJS.Timeout;
  #ticks = 0;
  #beat = 0;
  #isStopping = false;

  constructor(private readonly options: SocketServerOptions) {
    this.#handshake = new WebSocketServer({ noServer: true, clientTracking: false, maxPayload: options.maxMessageBytes, handleProtocols, perMessageDeflate: false });
    this.#ticking = setInterval(() => this.#tick(), TICK_MS);
    this.#ticking.unref();
  }

  /** Takes over the server's upgrade requests on that path; refuses all others. */
  listenOn(server: Server, path: string): void {
    server.on('upgrade', (request, stream, head) => {
      stream.on('error', (error) => this.options.logger.debug({ err: error }, 'socket failed'));
      if (pathOf(request) !== path) return refuse(stream, '404 Not Found', 'NOT_FOUND');
      this.#accept(request, stream, head);
    });
  }

  /** Closes every connection with 1001, so that clients connect again, elsewhere. */
  async stop(): Promise<void> {
    this.#isStopping = true;
    clearInterval(this.#ticking);
    const closed = [...this.#connections].map(([socket, connection]) => {
      connection.close(CloseCode.goingAway, 'Going away');
      return new Promise((resolve) => socket.once('close', resolve));
    });
    const late = setTimeout(() => { for (const socket of this.#connections.keys()) socket.terminate(); }, CLOSE_DEADLINE_MS);
    await Promise.all(closed);
    clearTimeout(late);
  }

  #accept(request: IncomingMessage, stream: Duplex, head: Buffer): void {
    const { counts, stats } = this.options;
    const address = this.options.addressOf(request);
    const taken = this.#isStopping ? 'process-full' : counts.openConnection(address);
    if (taken !== 'taken') return refuse(stream, taken === 'process-full' ? '503 Service Unavailable' : '429 Too Many Requests', SubscriptionErrorCode.tooManyConnections);
    // Given back when the stream is gone, whether or not the handshake succeeded.
    stream.once('close', () => counts.closeConnection(address));
    this.#handshake.handleUpgrade(request, stream, head, (socket) => {
      stats.sockets += 1;
      this.#serve(socket, stream, address, this.options.identifierOf(request));
    });
  }

  #serve(socket: WebSocket, stream: Duplex, address: string, identify: Identify): void {
    const { persisted, hub, counts, stats, logger } = this.options;
    this.#beat = (this.#beat + 1) % TICKS_BETWEEN_PINGS;
    const connection = new SocketConnection({ persisted, hub, counts, stats, logger, socket, stream, address, beat: this.#beat }, identify);
    this.#connections.set(socket, connection);
    socket.on('error', (error) => logger.debug({ err: error }, 'socket failed'));
    socket.on('pong', () => { connection.isAlive = true; });
    socket.on('message', (data) => { void connection.receive(String(data)); });
    socket.once('close', () => {
      this.#connections.delete(socket);
      stats.sockets -= 1;
      connection.closed();
    });
    if (socket.protocol === '') connection.close(CloseCode.subprotocolNotAcceptable, 'Subprotocol not acceptable');
  }

  #tick(): void {
    this.#ticks += 1;
    const nowMs = Date.now();
    for (const [socket, connection] of this.#connections) {
      connection.tick(nowMs);
      if (connection.beat !== this.#ticks % TICKS_BETWEEN_PINGS) continue;
      if (!connection.isAlive) socket.terminate();
      else if (socket.readyState === socket.OPEN) {
        connection.isAlive = false;
        socket.ping();
      }
    }
  }
}

const pathOf = ({ url = '/' }: IncomingMessage): string => url.split('?', 1)[0] ?? '/';

const refuse = (stream: Duplex, status: string, code: string): void => {
  const body = JSON.stringify({ errors: [{ message: `No socket here: ${status}.`, extensions: { code } }] });
  stream.end(`HTTP/1.1 ${status}\r\nconnection: close\r\ncontent-type: application/json\r\nretry-after: ${RETRY_AFTER_SECONDS}\r\ncontent-length: ${Buffer.byteLength(body)}\r\n\r\n${body}`);
};
