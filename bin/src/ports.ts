import { createServer } from 'node:net';
import { StartError } from './start-error.js';

/** A port that will be listened on, under the name that a person knows it by. */
export interface NamedPort {
  readonly name: string;
  readonly host: string;
  readonly port: number;
}

/** Throws StartError with one line for the first port that somebody else has, before anything is started. */
export const assertPortsFree = async (ports: readonly NamedPort[]): Promise<void> => {
  for (const { name, host, port } of ports) {
    const code = await probe(host, port);
    if (code === 'EADDRINUSE') throw new StartError(`PORT: expected port ${port} of ${host} to be free for ${name}, found it taken: stop the program that has it, or set another PORT.`);
    if (code === 'EACCES') throw new StartError(`PORT: expected to be allowed to listen on port ${port} (${name}), found that it needs more rights: set a PORT above 1023.`);
    if (code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND') throw new StartError(`HOST: expected an address of this machine, found '${host}': set 127.0.0.1, or leave it out.`);
    if (code !== undefined) throw new StartError(`PORT: expected to listen on port ${port} of ${host} for ${name}, found ${code}: set another PORT or HOST.`);
  }
};

const probe = (host: string, port: number): Promise<string | undefined> =>
  new Promise((resolve) => {
    const server = createServer();
    server.once('error', (error: NodeJS.ErrnoException) => resolve(error.code ?? error.message));
    server.listen(port, host, () => server.close(() => resolve(undefined)));
  });
