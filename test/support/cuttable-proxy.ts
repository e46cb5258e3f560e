import { connect, createServer, type Socket } from 'node:net';

export interface CuttableProxy {
  /** Where it listens; passes everything on to its target. */
  readonly url: string;
  /** Ends all connections and refuses new ones. */
  cut(): void;
  restore(): void;
  close(): Promise<void>;
}

/** A line to a server that can be cut. */
export const startCuttableProxy = async (target: string): Promise<CuttableProxy> => {
  const { hostname, port } = new URL(target);
  const sockets = new Set<Socket>();
  let isCut = false;
  const server = createServer((client) => {
    if (isCut) return void client.destroy();
    const upstream = connect(Number(port), hostname);
    for (const [one, other] of [[client, upstream], [upstream, client]] as const) {
      sockets.add(one);
      one.on('error', () => other.destroy()).on('close', () => { sockets.delete(one); other.destroy(); });
      one.pipe(other);
    }
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const end = (): void => { for (const socket of sockets) socket.destroy(); };
  return {
    url: `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`,
    cut: () => { isCut = true; end(); },
    restore: () => { isCut = false; },
    close: async () => {
      end();
      await new Promise((resolve) => server.close(resolve));
    },
  };
};
