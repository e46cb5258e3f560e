import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { type AddressInfo, type Socket } from 'node:net';

/** One request that arrived, its body read. */
export interface Arrival {
  readonly method: string;
  readonly path: string;
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
  readonly socket: Socket;
  readonly response: ServerResponse;
}

/** A loopback HTTP server that does with each request what the test says, and remembers all of them. */
export interface ScriptedServer {
  readonly url: string;
  readonly arrivals: readonly Arrival[];
  /** Requests without an answer whose connection the client closed. */
  readonly abandoned: () => number;
  react: (arrival: Arrival) => void;
  close(): Promise<void>;
}

export const openScriptedServer = async (react: (arrival: Arrival) => void): Promise<ScriptedServer> => {
  const arrivals: Arrival[] = [];
  let abandoned = 0;
  const scripted = { react };
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    response.once('close', () => {
      if (!response.writableFinished) abandoned += 1;
    });
    request.on('data', (chunk: Buffer) => void chunks.push(chunk)).on('end', () => {
      const arrival = { method: request.method ?? '', path: request.url ?? '', headers: request.headers, body: Buffer.concat(chunks).toString(), socket: request.socket, response };
      arrivals.push(arrival);
      scripted.react(arrival);
    });
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return Object.assign(scripted, {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    arrivals,
    abandoned: () => abandoned,
    close: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  });
};
