import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import { type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { composeServices } from '@apollo/composition';
import { waitFor } from '@souk/testing';
import { parse } from 'graphql';

const CLI = path.resolve('gateway/dist/cli.js');
const START_MS = 30_000;

interface Cli {
  readonly process: ChildProcess;
  readonly out: () => string;
  readonly err: () => string;
  readonly exitCode: Promise<number | null>;
}

let folder: string;
let file: string;
let subgraph: Server;
let received: { url: string | undefined; headers: Record<string, unknown> }[];
let running: Cli[];
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'souk-cli-'));
  file = path.join(folder, 'supergraph.graphql');
  received = [];
  running = [];
  subgraph = createServer((request, response) => {
    received.push({ url: request.url, headers: request.headers });
    request.resume().on('end', () => response.setHeader('content-type', 'application/json').end('{"data":{"hello":"world"}}'));
  }).listen(0, '127.0.0.1');
  await once(subgraph, 'listening');
  await writeFile(file, supergraphWith('hello: String'));
});
afterEach(async () => {
  for (const { process: child } of running) child.kill('SIGKILL');
  subgraph.closeAllConnections();
  subgraph.close();
  await rm(folder, { recursive: true });
});

const subgraphUrl = (): string => `http://127.0.0.1:${(subgraph.address() as AddressInfo).port}/a/query`;
const supergraphWith = (fields: string, url = subgraphUrl()): string => {
  const { supergraphSdl = '' } = composeServices([{ name: 'one', url, typeDefs: parse(`extend schema @link(url: "https://specs.apollo.dev/federation/v2.3") type Query { ${fields} }`) }]);
  return supergraphSdl;
};
const cli = (...argv: readonly string[]): Cli => {
  const child = spawn(process.execPath, [CLI, ...argv], { stdio: ['ignore', 'pipe', 'pipe'] });
  const texts = { out: '', err: '' };
  child.stdout.on('data', (text: Buffer) => { texts.out += text.toString(); });
  child.stderr.on('data', (text: Buffer) => { texts.err += text.toString(); });
  const started: Cli = { process: child, out: () => texts.out, err: () => texts.err, exitCode: once(child, 'exit').then(([code]) => code as number | null) };
  running.push(started);
  return started;
};
const urlOf = (gateway: Cli): Promise<string> => waitFor(() => /^The gateway answers at (http:\S+)\n$/.exec(gateway.out())?.[1], { timeoutMs: START_MS });
const ask = async (url: string, query: string, headers: Record<string, string> = {}): Promise<unknown> =>
  (await fetch(url, { method: 'POST', headers: { 'content-type': 'application/json', ...headers }, body: JSON.stringify({ query }) })).json();

describe('the gateway on the command line', () => {
  it('answers over any supergraph at the addresses that it names, follows its file, and stops at SIGTERM', async () => {
    const gateway = cli('--supergraph', file, '--port', '0', '--forward-header', 'X-Tenant', '--introspection');
    const url = await urlOf(gateway);
    expect(await ask(url, '{ hello __schema { queryType { name } } }', { 'x-tenant': 'souk', 'x-other': 'no' })).toMatchObject({ data: { hello: 'world', __schema: { queryType: { name: 'Query' } } } });
    expect(received[0]).toMatchObject({ url: '/a/query', headers: { 'x-tenant': 'souk' } });
    expect(received[0]?.headers).not.toHaveProperty('x-other');
    await writeFile(`${file}.new`, supergraphWith('hello: String good: Int'));
    await rename(`${file}.new`, file);
    await waitFor(async () => JSON.stringify(await ask(url, '{ __type(name: "Query") { fields { name } } }')).includes('good'), { timeoutMs: START_MS });
    gateway.process.kill('SIGTERM');
    expect(await gateway.exitCode).toBe(0);
  });

  it('asks another address where it is told to, and keeps its schema to itself', async () => {
    await writeFile(file, supergraphWith('hello: String', 'http://one.invalid'));
    const gateway = cli('--supergraph', file, '--port', '0', '--subgraph', `one=${subgraphUrl()}`, '--no-limits');
    const url = await urlOf(gateway);
    expect(await ask(url, '{ hello }')).toEqual({ data: { hello: 'world' } });
    expect(JSON.stringify(await ask(url, '{ __schema { queryType { name } } }'))).toMatch(/^{"errors":.*introspection has been disabled/);
    gateway.process.kill('SIGINT');
    expect(await gateway.exitCode).toBe(0);
  });

  it.each([
    ['a wrong flag', ['--frobnicate'], 2, /Unknown option '--frobnicate'.*--help/s],
    ['a subgraph that is not there', ['--subgraph', 'two=http://x.invalid'], 2, /no subgraph 'two', it has one/],
    ['a file that is not there', ['--supergraph', '/nowhere/supergraph.graphql'], 1, /'\/nowhere\/supergraph.graphql' \(--supergraph\) cannot be read: ENOENT/],
    ['a port that is taken', () => ['--port', String((subgraph.address() as AddressInfo).port)], 1, /the port is taken; choose another one \(--port\)/],
  ])('says what is wrong and ends: %s', async (_what, flags, code, words) => {
    const gateway = cli('--supergraph', file, ...(typeof flags === 'function' ? flags() : flags));
    expect(await gateway.exitCode).toBe(code);
    expect(gateway.err()).toMatch(words);
    expect(gateway.out()).toBe('');
  });

  it('says why a supergraph cannot be served', async () => {
    await writeFile(file, 'type Query { a: Int }');
    const gateway = cli('--supergraph', file);
    expect(await gateway.exitCode).toBe(1);
    expect(gateway.err()).toMatch(/cannot start: .*must be a core schema/);
  });
});
