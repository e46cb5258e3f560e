import { type Duplex } from 'node:stream';
import { UnauthenticatedError } from '@souk/auth';
import { type Logger } from '@souk/telemetry';
import { MessageType, parseMessage, type SubscribeMessage } from 'graphql-ws';
import { type WebSocket } from 'ws';
import { GraphQLError } from 'graphql';
import { type Caller } from '../execution/caller.js';
import { beginTrace, endTrace } from '../telemetry/request-span.js';
import { CloseCode, closeReason } from './close-code.js';
import { type ConnectionCounts } from './connection-counts.js';
import { SocketOperation, type OperationSocket } from './socket-operation.js';
import { TOKEN_EXPIRED, tooManySubscriptions } from './subscription-errors.js';
import { type SubscriptionHub } from './subscription-hub.js';
import { type SubscriptionStats } from './subscription-stats.js';
import { textFrame } from './text-frame.js';

/** How long a client has to say who it is, in milliseconds. */
const INIT_DEADLINE_MS = 10_000;

/** Who is at the other end, as connection_init says. */
export interface SocketIdentity {
  readonly viewer: Caller['viewer'];
  /** When its token is over; undefined for an anonymous viewer. */
  readonly expiresAt?: Date;
  /** Headers that are passed on, flat. */
  readonly forwarded: readonly string[];
}

/** Turns what a client named into a document, or says why it may not run. */
export interface PersistedOperations {
  resolve(params: { readonly query?: string | undefined; readonly operationName?: string | undefined; readonly extensions?: Readonly<Record<string, unknown>> | undefined }): string | GraphQLError | Promise<string | GraphQLError>;
}

export interface ConnectionContext {
  readonly persisted: PersistedOperations;
  readonly hub: SubscriptionHub;
  readonly counts: ConnectionCounts;
  readonly stats: SubscriptionStats;
  readonly logger: Logger;
}

export interface ConnectionOptions extends ConnectionContext {
  readonly socket: WebSocket;
  /** What the socket writes to: frames that many clients get are written past `ws`, whole. */
  readonly stream: Duplex;
  readonly address: string;
  /** In which of the ticks between pings it is pinged. */
  readonly beat: number;
}

/** Says who a connection_init's payload speaks for. Rejects with UnauthenticatedError. */
export type Identify = (payload: Readonly<Record<string, unknown>>) => Promise<SocketIdentity>;

/** One client's socket: the server's side of the GraphQL over WebSocket protocol (graphql-transport-ws). */
export class SocketConnection implements OperationSocket {
  readonly #operations = new Map<string, SocketOperation>();
  readonly #openedAtMs = Date.now();
  /** Forgotten once it was asked: it holds the handshake's headers. */
  #identify: Identify | undefined;
  #identity: SocketIdentity | undefined;
  #queued = 0;
  #written: (() => void) | undefined;
  /** Whether it has said anything since it was last asked. */
  isAlive = true;

  constructor(private readonly options: ConnectionOptions, identify: Identify) {
    this.#identify = identify;
  }

  get beat(): number {
    return this.options.beat;
  }

  get isBehind(): boolean {
    const { maxBufferedBytes, maxBufferedEvents } = this.options.counts.limits;
    return this.#queued >= maxBufferedEvents || this.options.stream.writableLength > maxBufferedBytes;
  }

  /** Handles one message; never rejects. */
  async receive(text: string): Promise<void> {
    this.isAlive = true;
    // What still comes after it was closed is nobody's any more.
    if (this.options.socket.readyState !== this.options.socket.OPEN) return;
    try {
      const message = parsed(text);
      if (message === undefined) return this.close(CloseCode.badRequest, 'Invalid message received');
      switch (message.type) {
        case MessageType.ConnectionInit: return await this.#initialise(message.payload ?? {});
        case MessageType.Ping: return this.send({ type: MessageType.Pong, ...(message.payload === undefined ? {} : { payload: message.payload }) });
        case MessageType.Pong: return;
        case MessageType.Subscribe: return await this.#subscribe(message);
        case MessageType.Complete: {
          this.#operations.get(message.id)?.leave();
          return;
        }
        default: return this.close(CloseCode.badRequest, 'Invalid message received');
      }
    } catch (error) {
      this.options.logger.error({ err: error }, 'socket message failed');
      this.close(CloseCode.internal, 'Internal server error');
    }
  }

  /** Looks at the clock: closes what has not said who it is in time, and what its token has outlived. */
  tick(nowMs: number): void {
    if (this.#identify !== undefined && nowMs - this.#openedAtMs > INIT_DEADLINE_MS) return this.close(CloseCode.initTimeout, 'Connection initialisation timeout');
    const expiresAt = this.#identity?.expiresAt;
    if (expiresAt !== undefined && expiresAt.getTime() <= nowMs) this.close(CloseCode.forbidden, closeReason('UNAUTHENTICATED', TOKEN_EXPIRED));
  }

  close(code: number, reason: string): void {
    this.options.socket.close(code, reason);
  }

  /** The socket is gone: so are its operations. Called once. */
  closed(): void {
    for (const operation of this.#operations.values()) operation.leave();
    if (this.#identity !== undefined) this.options.counts.closeForViewer(this.#identity.viewer);
  }

  write(before: string, body: Buffer, after: string): void {
    const { socket, stream } = this.options;
    if (socket.readyState !== socket.OPEN) return;
    const frame = textFrame(before, body, after);
    if (stream.writableLength === 0) stream.write(frame); // the system takes it at once
    else {
      this.#queued += 1;
      stream.write(frame, (this.#written ??= () => { this.#queued -= 1; }));
    }
  }

  send(message: Readonly<Record<string, unknown>>): void {
    this.write('', Buffer.from(JSON.stringify(message)), '');
  }

  sendAnswer(before: string, body: Buffer, after: string): void {
    if (this.isBehind) {
      this.countSlowConsumer();
      this.close(CloseCode.slowConsumer, closeReason('SLOW_CONSUMER', 'Answers are not read.'));
    } else this.write(before, body, after);
  }

  forget(operation: SocketOperation): void {
    this.#operations.delete(operation.id);
    if (this.#identity !== undefined) this.options.counts.closeSubscription(this.#identity.viewer);
  }

  countSlowConsumer(): void {
    this.options.stats.slowConsumers += 1;
  }

  async #initialise(payload: Readonly<Record<string, unknown>>): Promise<void> {
    const identify = this.#identify;
    if (identify === undefined) return this.close(CloseCode.tooManyInits, 'Too many initialisation requests');
    this.#identify = undefined;
    const { counts, socket } = this.options;
    try {
      const identity = await identify(payload);
      if (socket.readyState !== socket.OPEN) return;
      const { maxConnectionsPerViewer } = counts.limits;
      if (!counts.openForViewer(identity.viewer)) return this.close(CloseCode.tooManyConnections, closeReason('TOO_MANY_CONNECTIONS', `A viewer has at most ${maxConnectionsPerViewer}.`));
      this.#identity = identity;
      this.send({ type: MessageType.ConnectionAck });
    } catch (error) {
      if (!(error instanceof UnauthenticatedError)) throw error;
      this.close(CloseCode.forbidden, closeReason('UNAUTHENTICATED', error.message));
    }
  }

  async #subscribe({ id, payload }: SubscribeMessage): Promise<void> {
    const { counts, hub, stats, logger, address, persisted, socket } = this.options;
    const identity = this.#identity;
    if (identity === undefined) return this.close(CloseCode.unauthorized, 'Unauthorized');
    if (this.#operations.has(id)) return this.close(CloseCode.subscriberAlreadyExists, `Subscriber for ${id} already exists`.slice(0, 120));
    this.tick(Date.now());
    if (socket.readyState !== socket.OPEN) return;
    const { maxOperationsPerConnection, maxSubscriptionsPerViewer } = counts.limits;
    if (this.#operations.size >= maxOperationsPerConnection) {
      stats.refused += 1;
      return this.#refuse(id, `A connection runs at most ${maxOperationsPerConnection} operations at a time.`);
    }
    if (!counts.openSubscription(identity.viewer)) return this.#refuse(id, `A viewer runs at most ${maxSubscriptionsPerViewer} operations over sockets at a time.`);
    const operation = new SocketOperation(this, id);
    this.#operations.set(id, operation);
    const traceparent = payload.extensions?.['traceparent'];
    const operationName = payload.operationName ?? undefined;
    const query = await persisted.resolve({ query: payload.query, operationName, extensions: payload.extensions ?? undefined });
    if (query instanceof GraphQLError) return operation.answer({ errors: [query.toJSON()] });
    const trace = beginTrace('socket operation', typeof traceparent === 'string' ? traceparent : undefined);
    const caller: Caller = { viewer: identity.viewer, address, forwarded: identity.forwarded, trace, logger };
    await hub.serve({ query, operationName, variables: payload.variables ?? {} }, caller, operation);
    endTrace(trace);
  }

  #refuse(id: string, message: string): void {
    this.send({ id, type: MessageType.Error, payload: [tooManySubscriptions(message)] });
  }
}

const parsed = (text: string): ReturnType<typeof parseMessage> | undefined => {
  try {
    return parseMessage(text);
  } catch {
    return undefined;
  }
};
