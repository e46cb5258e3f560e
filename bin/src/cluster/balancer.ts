import { connect, createServer, type Server, type Socket } from 'node:net';

/** Longest wait for a replica to take a connection. */
const CONNECT_DEADLINE_MS = 1_000;

export interface Balancer {
  stop(): Promise<void>;
}

/**
 * One address for all replicas of a subgraph: connections go round, past replicas that refuse them.
 * A connection stays with its replica; when that dies, both ends see it closed, and callers connect anew.
 */
export const startBalancer = async (port: number, targets: readonly number[]): Promise<Balancer> => {
  const sockets = new Set<Socket>();
  let turn = 0;
  const server = createServer({ allowHalfOpen: true }, (client) => {
    track(client, sockets);
    turn += 1;
    const order = targets.map((_port, index) => targets[(turn + index) % targets.length] ?? 0);
    void connectToFirst(order, client, sockets);
  });
  await listen(server, port);
  return {
    stop: () => new Promise((resolve) => {
      server.close(() => resolve());
      for (const socket of sockets) socket.destroy();
    }),
  };
};

const connectToFirst = async (ports: readonly number[], client: Socket, sockets: Set<Socket>): Promise<void> => {
  for (const port of ports) {
    const replica = await tryConnect(port);
    if (!replica) continue;
    if (client.destroyed) return void replica.destroy();
    track(replica, sockets);
    client.once('close', () => replica.destroy());
    replica.once('close', () => client.destroy());
    client.pipe(replica).pipe(client);
    return;
  }
  client.destroy();
};

const tryConnect = (port: number): Promise<Socket | undefined> =>
  new Promise((resolve) => {
    const socket = connect({ port, host: '127.0.0.1', allowHalfOpen: true, noDelay: true });
    const giveUp = (): void => {
      socket.destroy();
      resolve(undefined);
    };
    socket.setTimeout(CONNECT_DEADLINE_MS, giveUp).once('error', giveUp).once('connect', () => {
      socket.setTimeout(0).off('error', giveUp);
      resolve(socket);
    });
  });

/** A broken connection is closed by both ends above; its error says no more than that. */
const track = (socket: Socket, sockets: Set<Socket>): void => {
  sockets.add(socket);
  socket.setNoDelay(true).on('error', () => socket.destroy()).once('close', () => sockets.delete(socket));
};

const listen = (server: Server, port: number): Promise<void> =>
  new Promise((resolve, reject) => {
    server.once('error', reject).listen(port, '127.0.0.1', () => resolve());
  });
