import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { serverAudits } from 'graphql-http';
import { startTestApp, type TestApp } from './support/http-app.js';

/** An operation that never began is 400 for plain JSON too, as with Apollo Server 5: the specification allows it and recommends 200. */
const KNOWINGLY_OTHERWISE = ['572B', 'FDE2', '7B9B'];

let app: TestApp;
beforeAll(async () => { app = await startTestApp(); });
afterAll(() => app.stop());

/** A GET without such a header is refused, as any page could send it. */
const fetchFn = (url: string, init: RequestInit = {}): Promise<Response> => fetch(url, init.method === 'POST' ? init : { ...init, headers: { 'apollo-require-preflight': '1', ...init.headers } });

describe('GraphQL over HTTP, by its own audit', () => {
  it.each(serverAudits({ url: () => app.url, fetchFn }).map((audit) => [`${audit.id} ${audit.name}`, audit] as const))('%s', async (_name, audit) => {
    const result = await audit.fn();
    if (!KNOWINGLY_OTHERWISE.includes(audit.id)) return expect(result).toMatchObject({ status: 'ok' });
    expect(result).toMatchObject({ status: 'warn' });
    expect((result as unknown as { response: Response }).response.status).toBe(400);
  });
});
