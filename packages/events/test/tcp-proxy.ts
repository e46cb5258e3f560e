import { connect, createServer, type Socket } from 'node:net';

/** A way to a server that can be cut. */
export interface TcpProxy {
  readonly port: number;
  /** Breaks every connection, as a crash does, and refuses new ones until `mend`. */
  cut(): void;
  mend(): void;
  close(): Promise<void>;
}

/** Listens on a free port of 127.0.0.1 and passes everything on. */
export const startTcpProxy = (host: string, port: number): Promise<TcpProxy> =>
  new Promise((resolve, reject) => {
    const sockets = new Set<Socket>();
    let isCut = false;
    const server = createServer((client) => {
      if (isCut) return void client.destroy();
      const upstream = connect(port, host);
      for (const [one, other] of [[client, upstream], [upstream, client]] as const) {
        sockets.add(one);
        one.on('error', () => undefined).on('close', () => {
          sockets.delete(one);
          other.destroy();
        });
        one.pipe(other);
      }
    });
    const destroyAll = (): void => sockets.forEach((socket) => socket.destroy());
    server.once('error', reject).listen(0, '127.0.0.1', () => {
      const address = server.address();
      if (typeof address !== 'object' || address === null) return reject(new Error('A listening socket has no port.'));
      resolve({
        port: address.port,
        cut: () => {
          isCut = true;
          destroyAll();
        },
        mend: () => {
          isCut = false;
        },
        close: () => {
          destroyAll();
          return new Promise((done) => server.close(() => done()));
        },
      });
    });
  });
