import { type Server } from 'node:http';
import { ANONYMOUS_VIEWER, UnauthenticatedError, type KeySet } from '@souk/auth';
import { type Logger } from '@souk/telemetry';
import { CloseCode, handleProtocols, makeServer, type Context } from 'graphql-ws';
import { WebSocketServer, type RawData, type WebSocket } from 'ws';
import { viewerOfBearer, type BearerIdentity } from '../security/viewer-of-bearer.js';
import { type SocketOperations } from './socket-operations.js';

/** How long a client has to say who it is, in milliseconds. */
const INIT_DEADLINE_MS = 10_000;
/** How often clients are pinged, in milliseconds; one that did not answer the last ping is cut off. */
const PING_INTERVAL_MS = 25_000;
/** How long sockets have to close when the gateway stops, in milliseconds. */
const CLOSE_DEADLINE_MS = 2_000;
const GOING_AWAY = 1001;

interface Connection {
  readonly socket: WebSocket;
  identity?: BearerIdentity;
}

export interface SocketServerOptions {
  readonly server: Server;
  readonly path: string;
  readonly operations: SocketOperations;
  readonly keys: KeySet;
  readonly maxMessageBytes: number;
  readonly logger: Logger;
}

export interface SocketServer {
  /** Closes every connection with 1001, so that clients connect again, elsewhere. */
  stop(): Promise<void>;
}

/** graphql-transport-ws on the HTTP server's own port: queries, mutations and subscriptions. */
export const serveSockets = ({ server, path, operations, keys, maxMessageBytes, logger }: SocketServerOptions): SocketServer => {
  const protocol = makeServer<Record<string, unknown>, Connection>({
    connectionInitWaitTimeout: INIT_DEADLINE_MS,
    onConnect: (context) => identify(context, keys, logger),
    onSubscribe: ({ extra, subscriptions }, _id, payload) => operations.admit(payload, extra.identity ?? NOBODY_YET, Object.keys(subscriptions).length),
    execute: (operation) => operations.execute(operation),
    subscribe: (operation) => operations.subscribe(operation),
  });
  const sockets = new WebSocketServer({ server, path, maxPayload: maxMessageBytes, handleProtocols, perMessageDeflate: false });
  sockets.on('error', (error) => logger.error({ err: error }, 'socket server failed'));
  const answering = new WeakSet<WebSocket>();
  sockets.on('connection', (socket) => {
    answering.add(socket);
    socket.on('pong', () => answering.add(socket));
    serveSocket(socket, protocol, logger);
  });
  const pings = setInterval(() => {
    for (const socket of sockets.clients) {
      if (!answering.delete(socket)) socket.terminate();
      else socket.ping();
    }
  }, PING_INTERVAL_MS);
  pings.unref();
  return {
    async stop() {
      clearInterval(pings);
      const closed = new Promise<void>((resolve) => { sockets.close(() => resolve()); });
      for (const socket of sockets.clients) socket.close(GOING_AWAY, 'Going away');
      const late = setTimeout(() => { for (const socket of sockets.clients) socket.terminate(); }, CLOSE_DEADLINE_MS);
      await closed;
      clearTimeout(late);
    },
  };
};

const NOBODY_YET: BearerIdentity = { viewer: ANONYMOUS_VIEWER };

const serveSocket = (socket: WebSocket, protocol: ReturnType<typeof makeServer<Record<string, unknown>, Connection>>, logger: Logger): void => {
  const closed = protocol.opened({
    protocol: socket.protocol,
    send: (text) => new Promise((resolve, reject) => {
      if (socket.readyState !== socket.OPEN) return resolve();
      // Resolves when it is on its way: graphql-ws waits for that before it takes the next event, so a slow client fills only its own queue.
      socket.send(text, (error) => (error ? reject(error) : resolve()));
    }),
    close: (code, reason) => socket.close(code, reason),
    onMessage: (handle) => socket.on('message', (data: RawData) => {
      handle(String(data)).catch((error: unknown) => {
        if (socket.readyState !== socket.OPEN) return; // it left while we answered
        logger.error({ err: error }, 'socket message failed');
        socket.close(CloseCode.InternalServerError, 'Internal server error');
      });
    }),
  }, { socket });
  socket.on('error', (error) => logger.debug({ err: error }, 'socket failed'));
  socket.once('close', (code, reason) => {
    closed(code, String(reason)).catch((error: unknown) => logger.error({ err: error }, 'socket did not close cleanly'));
  });
};

const identify = async ({ connectionParams, extra }: Context<Record<string, unknown>, Connection>, keys: KeySet, logger: Logger): Promise<boolean> => {
  try {
    extra.identity = await viewerOfBearer(keys, connectionParams?.['authorization'] ?? connectionParams?.['Authorization']);
    return true;
  } catch (error) {
    // The reason travels in the close frame; graphql-ws would say no more than 'Forbidden'.
    if (error instanceof UnauthenticatedError) extra.socket.close(CloseCode.Forbidden, `UNAUTHENTICATED: ${error.message}`.slice(0, 120));
    else {
      logger.error({ err: error }, 'connection_init failed');
      extra.socket.close(CloseCode.InternalServerError, 'Internal server error');
    }
    return false;
  }
};
