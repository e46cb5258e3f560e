import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { newId } from '@souk/kernel';
import { startOrder, type OrderFixture } from './order-fixture.js';

describe('/metrics of the order service', () => {
  let order: OrderFixture;
  beforeAll(async () => { order = await startOrder(); });
  afterAll(() => order.stop());

  const read = async (): Promise<ReadonlyMap<string, number>> => {
    const response = await fetch(`${order.urlOf(0)}/metrics`);
    expect([response.status, response.headers.get('content-type')]).toEqual([200, 'text/plain; version=0.0.4; charset=utf-8']);
    const lines = (await response.text()).split('\n').filter((line) => line.startsWith('souk_transactions_'));
    return new Map(lines.map((line) => [line.slice('souk_transactions_'.length, line.lastIndexOf(' ')), Number(line.slice(line.lastIndexOf(' ') + 1))]));
  };
  const inDoubt = (protocol: string, role: string): string => `in_doubt{protocol="${protocol}",role="${role}",service="order"}`;

  it('show every protocol, and nothing in doubt where nothing is', async () => {
    const metrics = await read();
    const labels = [...metrics.keys()].filter((name) => name.startsWith('in_doubt'));
    expect(labels.sort()).toEqual([inDoubt('2pc', 'coordinator'), inDoubt('3pc', 'coordinator'), inDoubt('3pc', 'participant'), inDoubt('percolator', 'coordinator'), inDoubt('saga', 'coordinator')]);
    expect([...metrics.values()].every((value) => value === 0)).toBe(true);
    expect([...metrics.keys()]).toEqual(expect.arrayContaining([
      'oldest_prepared_seconds{protocol="3pc",service="order"}', 'locks{protocol="percolator",service="order"}', 'compensated_total{protocol="saga",service="order"}', 'compensated_total{protocol="percolator",service="order"}',
      'committed_total{protocol="percolator",service="order"}', 'retries_total{protocol="2pc",role="coordinator",service="order"}',
    ]));
  });

  it('show what is in doubt, and what is locked', async () => {
    const { database } = order;
    await database.query("INSERT INTO atomic_transaction (gid, name, state, next_attempt_at, created_at) VALUES ($1, 'checkout-2pc', '{}', '9999-01-01', now()) RETURNING gid", [newId()]);
    await database.query("INSERT INTO percolator_lock (key, start_ts, primary_site, primary_key, expires_at) VALUES ('a', 1, 'order', 'a', '9999-01-01'), ('b', 1, 'order', 'a', '9999-01-01') RETURNING key");
    const metrics = await read();
    expect([metrics.get(inDoubt('2pc', 'coordinator')), metrics.get(inDoubt('saga', 'coordinator')), metrics.get('locks{protocol="percolator",service="order"}')]).toEqual([1, 0, 2]);
  });

  it('are for this machine, not for what a proxy passes on', async () => {
    expect((await fetch(`${order.urlOf(0)}/metrics`, { headers: { 'x-forwarded-for': '203.0.113.9' } })).status).toBe(401);
  });
});
