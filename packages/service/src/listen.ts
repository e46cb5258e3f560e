import { type Server } from 'node:http';
import { type AddressInfo } from 'node:net';
import { OperationalError } from '@souk/kernel';

export interface ListenOptions {
  /** Of the service, for the message. */
  readonly name: string;
  readonly host: string;
  /** 0 takes any free one. */
  readonly port: number;
}

export interface Listening {
  /** The one that was taken. */
  readonly port: number;
  /** Base URL, without a slash at its end. */
  readonly url: string;
}

/** Begins to listen. Rejects with OperationalError, one line for a person: PORT_TAKEN where somebody else listens there, CANNOT_LISTEN for any other reason. */
export const listen = (server: Server, { name, host, port }: ListenOptions): Promise<Listening> =>
  new Promise((resolve, reject) => {
    const refuse = (error: NodeJS.ErrnoException): void => {
      const [code, reason] = error.code === 'EADDRINUSE' ? ['PORT_TAKEN', 'the port is taken; choose another one (PORT)'] : ['CANNOT_LISTEN', `${error.code ?? error.message}; choose another HOST or PORT`];
      reject(new OperationalError(code, `${name} cannot listen on ${host}:${port}: ${reason}.`, false, { cause: error }));
    };
    server.once('error', refuse);
    server.listen(port, host, () => {
      server.off('error', refuse);
      const { port: taken } = server.address() as AddressInfo;
      resolve({ port: taken, url: `http://${host.includes(':') ? `[${host}]` : host}:${taken}` });
    });
  });
