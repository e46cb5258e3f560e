import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { sleep } from '@souk/kernel';
import { waitFor } from '@souk/testing';
import { startLogistics, type Logistics } from './logistics-fixture.js';

/** Twice the time between two polls of the service. */
const SETTLING_MS = 500;

let logistics: Logistics;
beforeAll(async () => {
  logistics = await startLogistics();
});
afterAll(() => logistics.stop());

describe('the service', () => {
  it('that cannot have its port says so, and leaves nothing open', async () => {
    const connections = async (): Promise<number> => (await logistics.sql("SELECT FROM pg_stat_activity WHERE datname = current_database() AND application_name LIKE 'souk-logistics%'")).length;
    /** How many there are when the service that runs opens no more of its own. */
    const settled = (): Promise<number> => waitFor(async () => {
      const count = await connections();
      await sleep(SETTLING_MS);
      return (await connections()) === count ? count : undefined;
    });
    const before = await settled();
    await expect(logistics.start(Number(new URL(logistics.urlOf(0)).port))).rejects.toMatchObject({ code: 'PORT_TAKEN' });
    expect(await settled()).toBe(before);
  });

  it('is live and ready', async () => {
    for (const path of ['/health/live', '/health/ready']) expect((await fetch(`${logistics.urlOf(0)}${path}`)).status).toBe(200);
  });

  it('answers nobody without a viewer token', async () => {
    const response = await fetch(`${logistics.urlOf(0)}/graphql`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ query: '{ carriers { id } }' }) });
    expect(response.status).toBe(401);
  });
});
