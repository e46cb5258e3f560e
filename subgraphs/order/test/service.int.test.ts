import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { waitFor } from '@souk/testing';
import { NOBODY, startOrder, type OrderFixture } from './order-fixture.js';

let order: OrderFixture;
beforeAll(async () => {
  order = await startOrder();
});
afterAll(() => order.stop());

const connections = async (): Promise<number> =>
  (await order.database.query<{ count: number }>("SELECT count(*) AS count FROM pg_stat_activity WHERE datname = current_database() AND application_name LIKE 'souk-order%' AND application_name <> 'souk-order-test'"))[0]?.count ?? 0;

describe('the service', () => {
  it('is ready as long as it runs, and serves again after a restart what it served before', async () => {
    expect((await fetch(`${order.urlOf(0)}/health/ready`)).status).toBe(200);
    const placed = await order.place({}, 1);
    await order.restart();
    expect((await fetch(`${order.urlOf(0)}/health/ready`)).status).toBe(200);
    expect(await order.ask(NOBODY, 'query ($number: String!) { order(by: { number: $number }) { id } }', { number: placed.number })).toEqual({ data: { order: null } });
  });

  it('that finds its port taken says so, and leaves no connection behind', async () => {
    const before = await connections();
    await expect(order.addReplica(Number(new URL(order.urlOf(0)).port))).rejects.toMatchObject({ code: 'PORT_TAKEN' });
    expect(await waitFor(async () => (await connections()) <= before)).toBe(true);
  });

  it('refuses a request without a viewer token', async () => {
    const response = await fetch(`${order.urlOf(0)}/graphql`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ query: '{ __typename }' }) });
    expect(response.status).toBe(401);
  });
});
