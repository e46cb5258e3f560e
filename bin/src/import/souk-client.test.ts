import { createServer, type Server } from 'node:http';
import { type AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from '@jest/globals';
import { ImportError } from './import-error.js';
import { connect, type SoukClient } from './souk-client.js';

const ERROR = (code: string): string => JSON.stringify({ errors: [{ message: `It answers ${code}.`, extensions: { code } }] });

describe('the importer’s way to the platform', () => {
  let server: Server;
  let client: SoukClient;
  let requests: number;
  afterEach(async () => {
    await client.close();
    await new Promise((resolve) => server.close(resolve));
  });

  const connectTo = async (answers: readonly string[]): Promise<void> => {
    requests = 0;
    server = createServer((_request, response) => {
      const answer = answers[Math.min(requests, answers.length - 1)];
      requests += 1;
      response.end(answer);
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    client = await connect({ SOUK_URL: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, SOUK_TOKEN: 'a token' });
  };

  it.each(['SERVICE_OVERLOADED', 'SUBGRAPH_UNAVAILABLE'])('waits for a platform that answers %s for a moment', async (code) => {
    await connectTo([ERROR(code), JSON.stringify({ data: { isThere: true } })]);
    expect(await client.send('{ isThere }', {})).toEqual({ isThere: true });
    expect(requests).toBe(2);
  });

  it('ends at once at a refusal that stays one', async () => {
    await connectTo([ERROR('UNAUTHORIZED_FIELD_OR_TYPE')]);
    await expect(client.send('{ isThere }', {})).rejects.toThrow(new ImportError('the platform refused: It answers UNAUTHORIZED_FIELD_OR_TYPE. (UNAUTHORIZED_FIELD_OR_TYPE)'));
    expect(requests).toBe(1);
  });
});
