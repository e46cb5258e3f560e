import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import { createServer, type AddressInfo, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from '@jest/globals';
import { composeServices } from '@apollo/composition';
import { createGateway, type Gateway, type GatewayConfig } from '@souk/gateway';
import { silentLogger } from '@souk/telemetry';
import { waitFor } from '@souk/testing';
import { parse } from 'graphql';

const DEADLINE_MS = 1_000;
/** What a gateway beside a busy test may take for itself. */
const LEEWAY_MS = 3_000;
const NEEDS_ONE = '{ products { id name } }';
const NEEDS_BOTH = '{ products { id name rating } averageRating }';
const UNAVAILABLE = 'SUBGRAPH_UNAVAILABLE';
const WHOLE = { products: [{ id: '1', name: 'Product 1', rating: 1 }, { id: '2', name: 'Product 2', rating: 2 }, { id: '3', name: 'Product 3', rating: 3 }], averageRating: 4.5 };
const PARTIAL = { products: WHOLE.products.map((product) => ({ ...product, rating: null })), averageRating: null };
const MISSING = [['averageRating'], ['products', 0, 'rating'], ['products', 1, 'rating'], ['products', 2, 'rating']];

interface Answer {
  readonly data?: Readonly<Record<string, unknown>> | null;
  readonly errors?: readonly { readonly message: string; readonly path?: readonly (string | number)[]; readonly extensions: Readonly<Record<string, unknown>> }[];
  readonly tookMs: number;
}

const closing: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

const ask = async (gateway: Gateway, query: string): Promise<Answer> => {
  const sentAtMs = performance.now();
  const response = await fetch(`${gateway.url}/graphql`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ query }) });
  return { ...(await response.json()) as object, tookMs: performance.now() - sentAtMs };
};

const startGateway = async (config: Pick<GatewayConfig, 'supergraph'> & Partial<GatewayConfig>): Promise<Gateway> => {
  const gateway = await createGateway({ host: '127.0.0.1', port: 0, introspection: true, deadlineMs: DEADLINE_MS, logger: silentLogger, ...config });
  closing.push(() => gateway.stop());
  return gateway;
};

interface SubgraphProcess {
  readonly name: string;
  readonly url: string;
  readonly child: ChildProcess;
}

const startSubgraph = async (name: 'catalog' | 'review'): Promise<SubgraphProcess> => {
  const child = spawn(process.execPath, [join(__dirname, '../support/subgraph-process.mjs'), name], { stdio: ['ignore', 'pipe', 'inherit'] });
  closing.push(() => child.kill('SIGKILL'));
  const [port] = (await once(child.stdout, 'data')) as [Buffer];
  return { name, url: `http://127.0.0.1:${port.toString().trim()}/graphql`, child };
};

/** Of subgraphs that tell their schema themselves. */
const composed = async (subgraphs: readonly SubgraphProcess[]): Promise<string> =>
  compose(await Promise.all(subgraphs.map(async ({ name, url }) => {
    const answer = await (await fetch(url, { method: 'POST', body: JSON.stringify({ query: '{ _service { sdl } }' }) })).json() as { readonly data: { readonly _service: { readonly sdl: string } } };
    return { name, url, sdl: answer.data._service.sdl };
  })));

const compose = (subgraphs: readonly { readonly name: string; readonly url: string; readonly sdl: string }[]): string => {
  const { supergraphSdl, errors } = composeServices(subgraphs.map(({ name, url, sdl }) => ({ name, url, typeDefs: parse(sdl) })));
  if (supergraphSdl === undefined) throw new Error(errors?.map(({ message }) => message).join('\n'));
  return supergraphSdl;
};

const medianOf = (times: readonly number[]): number => [...times].sort((left, right) => left - right)[Math.floor(times.length / 2)] ?? Number.NaN;

const pathsOf = ({ errors = [] }: Answer): unknown => errors.map(({ path, extensions }) => ({ path, code: extensions['code'] })).sort((left, right) => String(left.path).localeCompare(String(right.path)));
const EXPECTED_ERRORS = MISSING.map((path) => ({ path, code: UNAVAILABLE }));

describe('a subgraph process that is stopped (SIGSTOP)', () => {
  const ROUNDS = 100;
  const CROWD = 12;
  const timesOf = async (gateway: Gateway): Promise<readonly number[]> => {
    const times: number[] = [];
    for (let round = 0; round < ROUNDS; round += 1) {
      const { data, errors, tookMs } = await ask(gateway, NEEDS_ONE);
      expect([errors, data?.['products']]).toEqual([undefined, WHOLE.products.map(({ id, name }) => ({ id, name }))]);
      times.push(tookMs);
    }
    return times;
  };

  it('costs its own fields within the deadline, then nothing, never those who do not need it, and heals by itself', async () => {
    const [catalog, review] = await Promise.all([startSubgraph('catalog'), startSubgraph('review')]);
    const gateway = await startGateway({ supergraph: { sdl: await composed([catalog, review]) } });
    expect(await ask(gateway, NEEDS_BOTH)).toMatchObject({ data: WHOLE });
    await timesOf(gateway);
    const beforeMs = medianOf(await timesOf(gateway));

    review.child.kill('SIGSTOP');
    const crowd = Promise.all(Array.from({ length: CROWD }, () => ask(gateway, NEEDS_BOTH)));
    const whileMs = medianOf(await timesOf(gateway));
    process.stdout.write(`median of ${ROUNDS} requests that do not need the stopped subgraph: ${beforeMs.toFixed(2)} ms before, ${whileMs.toFixed(2)} ms while it is stopped and ${CROWD} requests wait for it\n`);
    expect(whileMs).toBeLessThanOrEqual(5 * beforeMs + 50);

    for (const answer of await crowd) {
      expect([answer.data, pathsOf(answer)]).toEqual([PARTIAL, EXPECTED_ERRORS]);
      expect(answer.tookMs).toBeLessThan(DEADLINE_MS + LEEWAY_MS);
    }
    const atOnce = await ask(gateway, NEEDS_BOTH);
    expect([atOnce.data, pathsOf(atOnce)]).toEqual([PARTIAL, EXPECTED_ERRORS]);
    expect(atOnce.tookMs).toBeLessThan(DEADLINE_MS / 2);

    review.child.kill('SIGCONT');
    expect((await waitFor(async () => {
      const answer = await ask(gateway, NEEDS_BOTH);
      return answer.errors === undefined ? answer : undefined;
    }, { timeoutMs: 10_000 })).data).toEqual(WHOLE);
  });
});

describe('a subgraph that hangs up after it has read the whole request', () => {
  const SDL = 'extend schema @link(url: "https://specs.apollo.dev/federation/v2.9") type Query { stock: Int } type Mutation { buy: Int, pay: Int }';

  /** Speaks just enough HTTP. `bodies` holds every request that arrived whole, in order. */
  const openTcp = async (onRequest: (socket: Socket, count: number) => void): Promise<{ readonly url: string; readonly bodies: readonly string[] }> => {
    const bodies: string[] = [];
    const server = createServer((socket) => {
      let text = '';
      socket.on('error', () => undefined).on('data', (chunk) => {
        text += chunk.toString('latin1');
        const head = text.indexOf('\r\n\r\n');
        const length = Number(/content-length: (\d+)/i.exec(text)?.[1]);
        if (head < 0 || text.length < head + 4 + length) return;
        bodies.push(text.slice(head + 4, head + 4 + length));
        text = '';
        onRequest(socket, bodies.length);
      });
    }).listen(0, '127.0.0.1');
    await once(server, 'listening');
    closing.push(() => { server.close(); });
    return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/graphql`, bodies };
  };
  const answer = (socket: Socket, body: string): void => void socket.end(`HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: ${body.length}\r\nconnection: close\r\n\r\n${body}`);
  const gatewayOver = (url: string): Promise<Gateway> => startGateway({ supergraph: { sdl: compose([{ name: 'till', url, sdl: SDL }]) } });

  it.each([
    ['ends it', (socket: Socket) => void socket.destroy()],
    ['resets it', (socket: Socket) => void socket.resetAndDestroy()],
  ])('gets a mutation once where it %s, and the client is told the path', async (_how, hangUp) => {
    const { url, bodies } = await openTcp(hangUp);
    const gateway = await gatewayOver(url);
    const { data, errors } = await ask(gateway, 'mutation { buy }');
    expect(data).toEqual({ buy: null });
    expect(errors).toMatchObject([{ path: ['buy'], extensions: { code: UNAVAILABLE } }]);
    // Longer than any retry would rest.
    await new Promise((resolve) => { setTimeout(resolve, DEADLINE_MS); });
    expect(bodies).toHaveLength(1);
    expect(bodies[0]).toContain('buy');
  });

  it('gets each of many mutations once', async () => {
    const MUTATIONS = 60;
    // One in three: with more failures the circuit would open, and nothing would be sent at all.
    const { url, bodies } = await openTcp((socket, count) => (count % 3 === 0 ? socket.destroy() : answer(socket, '{"data":{"buy":1}}')));
    const gateway = await gatewayOver(url);
    let failed = 0;
    for (let round = 0; round < MUTATIONS; round += 1) failed += (await ask(gateway, 'mutation { buy }')).errors?.length ?? 0;
    expect([bodies.length, failed]).toEqual([MUTATIONS, MUTATIONS / 3]);
  });

  it('is asked a query again, which the second connection answers', async () => {
    const { url, bodies } = await openTcp((socket, count) => (count === 1 ? socket.destroy() : answer(socket, '{"data":{"stock":7}}')));
    expect(await ask(await gatewayOver(url), '{ stock }')).toMatchObject({ data: { stock: 7 } });
    expect(bodies).toHaveLength(2);
    expect(bodies[1]).toBe(bodies[0]);
  });
});

describe('a supergraph that moves a subgraph while requests are in flight', () => {
  const SLOW_MS = 2_500;
  const REQUEST_DEADLINE_MS = 3_000;

  it('drops none of them: they are answered from where they were sent, new ones from the new address', async () => {
    const [before, after, review] = await Promise.all([startSubgraph('catalog'), startSubgraph('catalog'), startSubgraph('review')]);
    const folder = await mkdtemp(join(tmpdir(), 'souk-resilience-'));
    closing.push(() => rm(folder, { recursive: true }));
    const file = join(folder, 'supergraph.graphql');
    await writeFile(file, await composed([before, review]));
    const gateway = await startGateway({ supergraph: { file }, deadlineMs: REQUEST_DEADLINE_MS, requestDeadlineMs: REQUEST_DEADLINE_MS });
    const whoAnswers = async (afterMs: number): Promise<unknown> => {
      const { data, errors } = await ask(gateway, `{ answeredBy(afterMs: ${afterMs}) averageRating }`);
      return errors ?? data?.['answeredBy'];
    };

    const results: unknown[] = [];
    let isMoved = false;
    const client = async (): Promise<void> => {
      while (!isMoved) results.push(await whoAnswers(20));
    };
    const clients = [client(), client(), client()];
    const slow = Array.from({ length: 10 }, () => whoAnswers(SLOW_MS));
    await waitFor(() => results.length > 10);
    await writeFile(`${file}.new`, await composed([after, review]));
    await rename(`${file}.new`, file);
    await waitFor(() => results.includes(after.child.pid), { timeoutMs: 20_000 });
    // Past the moment when the old connections are closed.
    await new Promise((resolve) => { setTimeout(resolve, REQUEST_DEADLINE_MS + LEEWAY_MS); });
    isMoved = true;
    await Promise.all(clients);
    expect(await Promise.all(slow)).toEqual(slow.map(() => before.child.pid));
    const first = results.indexOf(after.child.pid);
    expect(new Set(results)).toEqual(new Set([before.child.pid, after.child.pid]));
    // At most those that were in flight are answered from the old address after the first from the new one.
    expect(results.slice(first + clients.length).every((pid) => pid === after.child.pid)).toBe(true);
  });
});
