import { connect } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createTestDatabase, describeWith, rabbitUrl, startMemcached, startRedis, waitFor, type TestServer } from '@souk/testing';
import { Client } from 'pg';

const ask = (url: string, line: string, timeoutMs = 2_000): Promise<string> =>
  new Promise((resolve, reject) => {
    const { hostname, port } = new URL(url);
    const socket = connect(Number(port), hostname);
    socket.setTimeout(timeoutMs, () => socket.destroy(new Error('silence')));
    socket.once('error', reject).once('data', (data) => {
      socket.destroy();
      resolve(data.toString());
    });
    socket.write(`${line}\r\n`);
  });

describe('createTestDatabase', () => {
  it('migrates a template once and gives every caller a database of its own', async () => {
    let migrations = 0;
    const migrate = async (url: string): Promise<void> => {
      migrations += 1;
      const client = new Client({ connectionString: url });
      await client.connect();
      await client.query('CREATE TABLE note AS SELECT 1 AS id');
      await client.end();
    };
    const template = `testing_${process.pid}`;
    const urls = await Promise.all([1, 2, 3].map(() => createTestDatabase({ template, migrate })));
    expect(migrations).toBe(1);
    expect(new Set(urls).size).toBe(3);
    for (const url of urls) {
      const client = new Client({ connectionString: url });
      await client.connect();
      expect((await client.query('SELECT id FROM note')).rows).toEqual([{ id: 1 }]);
      await client.query('DELETE FROM note');
      await client.end();
    }
  });

  it('begins the template anew after a migration that failed half-way', async () => {
    const template = `broken_${process.pid}`;
    await expect(createTestDatabase({ template, migrate: () => Promise.reject(new Error('half-way')) })).rejects.toThrow('half-way');
    expect(await createTestDatabase({ template, migrate: () => Promise.resolve() })).toContain(template);
  });
});

const injectsFaults = (start: () => Promise<TestServer>, ping: string, pong: RegExp): void => {
  let server: TestServer;
  beforeAll(async () => {
    server = await start();
  });
  afterAll(() => server.stop());

  it('answers, freezes, answers again, dies and comes back', async () => {
    expect(await ask(server.url, ping)).toMatch(pong);
    server.pause();
    await expect(ask(server.url, ping, 200)).rejects.toThrow('silence');
    server.resume();
    expect(await ask(server.url, ping)).toMatch(pong);
    await server.flush();
    await server.kill();
    await expect(ask(server.url, ping)).rejects.toThrow('ECONNREFUSED');
    await server.restart();
    expect(await ask(server.url, ping)).toMatch(pong);
  });
};

describeWith('redis-server', () => injectsFaults(startRedis, 'PING', /^\+PONG/));
describeWith('memcached', () => injectsFaults(startMemcached, 'version', /^VERSION/));

describeWith('rabbitmq-server', () => {
  it('gives every caller the same broker', async () => {
    const [first, second] = await Promise.all([rabbitUrl(), rabbitUrl()]);
    expect(first).toMatch(/^amqp:/);
    expect(second).toBe(first);
  });
});

describe('waitFor', () => {
  it('throws with the last error when its time is over', async () => {
    await expect(waitFor(() => Promise.reject(new Error('not yet')), { timeoutMs: 50 })).rejects.toMatchObject({ cause: expect.objectContaining({ message: 'not yet' }) });
  });
});
