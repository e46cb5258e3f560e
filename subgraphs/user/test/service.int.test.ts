import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { waitFor } from '@souk/testing';
import { openUserFixture, type UserFixture } from './user-fixture.js';

describe('the service', () => {
  let user: UserFixture & { readonly databaseUrl: string };
  beforeAll(async () => {
    user = await openUserFixture();
  });
  afterAll(() => user.stop());
  const connections = async (): Promise<number> => (await user.database.query("SELECT FROM pg_stat_activity WHERE datname = current_database() AND application_name LIKE 'souk-user%'")).length;

  it('is ready while its database answers', async () => {
    expect((await fetch(`${user.url}/health/ready`)).status).toBe(200);
  });

  it('that cannot start says why in one line and leaves nothing open', async () => {
    const before = await connections();
    const { port } = new URL(user.url);
    await expect(openUserFixture({ databaseUrl: user.databaseUrl, env: { PORT: port } })).rejects.toThrow(`user cannot listen on 127.0.0.1:${port}: the port is taken; choose another one (PORT).`);
    await waitFor(async () => (await connections()) <= before);
  });

  it('that stops lets go of its database', async () => {
    const other = await openUserFixture({ databaseUrl: user.databaseUrl });
    const during = await connections();
    await other.stop();
    await waitFor(async () => (await connections()) < during);
    await expect(fetch(`${other.url}/health/live`)).rejects.toThrow();
  });
});
