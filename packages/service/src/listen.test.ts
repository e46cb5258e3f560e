import { createServer, type Server } from 'node:http';
import { afterEach, describe, expect, it } from '@jest/globals';
import { listen } from './listen.js';

describe('listen', () => {
  const servers: Server[] = [];
  const open = (host: string, port: number) => {
    const server = createServer((_request, response) => void response.end('here'));
    servers.push(server);
    return listen(server, { name: 'catalog', host, port });
  };
  afterEach(() => void servers.splice(0).forEach((server) => server.close()));

  it('gives the port that it took, and the URL', async () => {
    const { port, url } = await open('127.0.0.1', 0);
    expect(port).toBeGreaterThan(0);
    expect(url).toBe(`http://127.0.0.1:${port}`);
    expect(await (await fetch(url)).text()).toBe('here');
  });

  it('says in one line that the port is taken, or why else it cannot', async () => {
    const { port } = await open('127.0.0.1', 0);
    await expect(open('127.0.0.1', port)).rejects.toMatchObject({ code: 'PORT_TAKEN', message: `catalog cannot listen on 127.0.0.1:${port}: the port is taken; choose another one (PORT).` });
    await expect(open('192.0.2.1', 0)).rejects.toMatchObject({ code: 'CANNOT_LISTEN', message: 'catalog cannot listen on 192.0.2.1:0: EADDRNOTAVAIL; choose another HOST or PORT.' });
  });
});
