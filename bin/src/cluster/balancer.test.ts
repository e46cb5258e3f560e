import { createServer, type IncomingMessage, type Server } from 'node:http';
import { get } from 'node:http';
import { type AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from '@jest/globals';
import { freePorts } from '../platform-ports.js';
import { startBalancer, type Balancer } from './balancer.js';

const servers: Server[] = [];
let balancer: Balancer | undefined;

const replica = async (name: string): Promise<number> => {
  const server = createServer((request, response) => {
    if (request.url === '/hang') return;
    response.end(name);
  });
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return (server.address() as AddressInfo).port;
};

const read = (port: number, path = '/'): Promise<string> =>
  new Promise((resolve, reject) => {
    const collect = (response: IncomingMessage): void => {
      let text = '';
      response.setEncoding('utf8').on('data', (part: string) => { text += part; }).on('end', () => resolve(text));
    };
    get({ port, path, host: '127.0.0.1', agent: false }, collect).once('error', reject);
  });

const balance = async (targets: readonly number[]): Promise<number> => {
  const [port = 0] = await freePorts(1);
  balancer = await startBalancer(port, targets);
  return port;
};

afterEach(async () => {
  await balancer?.stop();
  for (const server of servers.splice(0)) {
    server.closeAllConnections();
    server.close();
  }
});

describe('startBalancer', () => {
  it('goes round', async () => {
    const port = await balance([await replica('a'), await replica('b')]);
    const answers = [await read(port), await read(port), await read(port), await read(port)];
    expect(answers.filter((answer) => answer === 'a')).toHaveLength(2);
    expect(answers.filter((answer) => answer === 'b')).toHaveLength(2);
  });

  it('goes past replicas that are dead', async () => {
    const [dead = 0] = await freePorts(1);
    const port = await balance([dead, await replica('b')]);
    expect([await read(port), await read(port), await read(port)]).toEqual(['b', 'b', 'b']);
  });

  it('closes the connection where all are dead, or the one that was chosen dies', async () => {
    const [dead = 0] = await freePorts(1);
    const port = await balance([dead]);
    await expect(read(port)).rejects.toThrow();
    await balancer?.stop();
    const other = await balance([await replica('a')]);
    const hanging = read(other, '/hang');
    const outcome = expect(hanging).rejects.toThrow();
    await read(other);
    for (const server of servers) server.closeAllConnections();
    await outcome;
  });
});
