import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import { type AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { SubgraphClient } from '../src/execution/subgraph-client.js';

describe('a connection that breaks after the request was read', () => {
  let received: number;
  let broken: number;
  let server: Server;
  let client: SubgraphClient;

  beforeEach(async () => {
    received = 0;
    server = createServer((request, response) => {
      request.resume().on('end', () => {
        received += 1;
        if (received <= broken) request.socket.destroy();
        else response.end('{"data":{}}');
      });
    }).listen(0, '127.0.0.1');
    await once(server, 'listening');
    client = new SubgraphClient('catalog', `http://127.0.0.1:${(server.address() as AddressInfo).port}`, 5_000);
  });

  afterEach(async () => {
    await client.close();
    server.closeAllConnections();
    server.close();
  });

  it('costs a query nothing: it is sent again', async () => {
    broken = 2;
    await expect(client.post('{}', {}, true)).resolves.toEqual({ status: 200, text: '{"data":{}}' });
    expect(received).toBe(3);
  });

  it('fails a query that breaks every time', async () => {
    broken = Infinity;
    await expect(client.post('{}', {}, true)).rejects.toThrow();
    expect(received).toBe(3);
  });

  it('never sends a mutation twice', async () => {
    broken = 1;
    await expect(client.post('{}', {}, false)).rejects.toThrow();
    expect(received).toBe(1);
  });
});
