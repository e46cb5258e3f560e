import { once } from 'node:events';
import { waitFor } from '@souk/testing';
import { WebSocket, type ClientOptions } from 'ws';

export interface RawSocket {
  readonly socket: WebSocket;
  readonly messages: Record<string, unknown>[];
  send(message: unknown): void;
  /** How it was closed. */
  closed(): Promise<readonly [code: number, reason: string]>;
}

/** A socket that speaks whatever the test says, so that it can also speak wrongly. */
export const rawSocket = async (url: string, { protocols = 'graphql-transport-ws', ...options }: ClientOptions & { readonly protocols?: string | string[] } = {}): Promise<RawSocket> => {
  const socket = new WebSocket(`${url.replace('http', 'ws')}/graphql`, protocols, options);
  const messages: Record<string, unknown>[] = [];
  const closed = new Promise<readonly [number, string]>((resolve) => { socket.once('close', (code, reason) => resolve([code, String(reason)])); });
  socket.on('message', (data) => { messages.push(JSON.parse(String(data)) as Record<string, unknown>); });
  await once(socket, 'open');
  return { socket, messages, send: (message) => socket.send(typeof message === 'string' ? message : JSON.stringify(message)), closed: () => closed };
};

/** The same, after connection_init was acknowledged. */
export const acknowledgedSocket = async (url: string, payload?: unknown, options?: Parameters<typeof rawSocket>[1]): Promise<RawSocket> => {
  const raw = await rawSocket(url, options);
  raw.send({ type: 'connection_init', ...(payload === undefined ? {} : { payload }) });
  await waitFor(() => raw.messages.length === 1);
  return raw;
};
