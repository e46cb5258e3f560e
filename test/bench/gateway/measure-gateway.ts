import { isDeepStrictEqual } from 'node:util';
import { type Pool } from 'undici';
import { load, percentile } from '../load.js';
import { type Operation } from './operations.js';
import { forgetPeaks, treeCpuMs, treePeakMb } from './process-tree.js';
import { type ReplayCounts } from './replayer.js';

export const CONNECTIONS = 16;
const WARM_UP_SECONDS = 1;
/** A gateway that batches by what arrives together makes a new body now and then. */
const MAX_EXECUTED_SHARE = 0.01;

export interface Scenario {
  readonly name: string;
  readonly operation: Operation;
  /** Whether each request has an Authorization of its own. */
  readonly isUnique: boolean;
}

export interface RunningGateway {
  readonly name: string;
  readonly isPeer: boolean;
  readonly pid: number;
  readonly pool: Pool;
  readonly path: string;
}

/** One round; times in ms, memory in MB, throughput in requests/s, cpu and fetches per request. */
export interface Round {
  readonly cpu: number;
  readonly throughput: number;
  readonly p50: number;
  readonly p99: number;
  readonly memory: number;
  readonly fetches: number;
}

/** The same load, not measured: the subgraphs learn what this gateway asks, and V8 what it runs. */
export const warmUp = async (gateway: RunningGateway, scenario: Scenario, seconds: number): Promise<void> => void (await load(sender(gateway, scenario), { lanes: CONNECTIONS, seconds }));

/** Measures, after a second of warming up; the gateway's answer must be that one before and after. */
export const measureGateway = async (gateway: RunningGateway, scenario: Scenario, expected: unknown, replayer: Pool, seconds: number): Promise<Round> => {
  await warmUp(gateway, scenario, WARM_UP_SECONDS);
  const send = sender(gateway, scenario);
  await assertAnswer(gateway, scenario, expected);
  await forgetPeaks(gateway.pid);
  const [cpuBefore, before] = [await treeCpuMs(gateway.pid), await counts(replayer)];
  const { requests, seconds: took, latenciesMs } = await load(send, { lanes: CONNECTIONS, seconds });
  const [cpuAfter, after] = [await treeCpuMs(gateway.pid), await counts(replayer)];
  const memory = await treePeakMb(gateway.pid);
  await assertAnswer(gateway, scenario, expected);
  const [fetches, executed] = [after.fetches - before.fetches, after.executed - before.executed];
  if (executed > fetches * MAX_EXECUTED_SHARE) throw new Error(`${gateway.name}, ${scenario.name}: ${executed} of ${fetches} fetches were not recorded; expected nearly all to be after the warm-up`);
  if (after.unauthorized > before.unauthorized) throw new Error(`${gateway.name}, ${scenario.name}: ${after.unauthorized - before.unauthorized} fetches came without the client's Authorization`);
  return { cpu: (cpuAfter - cpuBefore) / requests, throughput: requests / took, p50: percentile(latenciesMs, 0.5), p99: percentile(latenciesMs, 0.99), memory, fetches: fetches / requests };
};

/** The parsed answer, as a client gets it. */
export const answerOf = async (gateway: RunningGateway, { operation }: Scenario): Promise<unknown> => {
  const { statusCode, body } = await gateway.pool.request({ ...requestOf(gateway, operation), headers: headersOf('Bearer compared') });
  const text = await body.text();
  if (statusCode !== 200) throw new Error(`${gateway.name} answered ${statusCode}: ${text.slice(0, 300)}`);
  return JSON.parse(text);
};

/** Throws unless it answers that, whatever the order of the keys. */
export const assertAnswer = async (gateway: RunningGateway, scenario: Scenario, expected: unknown): Promise<void> => {
  const answer = await answerOf(gateway, scenario);
  if (!isDeepStrictEqual(answer, expected)) throw new Error(`${gateway.name}, ${scenario.name}: expected the answer ${JSON.stringify(expected).slice(0, 300)}, got ${JSON.stringify(answer).slice(0, 300)}`);
};

/** Sends and drains; an answer that is no 200 or of another length than the first one fails. */
const sender = (gateway: RunningGateway, { operation, isUnique }: Scenario): ((index: number) => Promise<void>) => {
  const request = requestOf(gateway, operation);
  const same = headersOf('Bearer identical');
  let length: number | undefined;
  return (index) => new Promise((resolve, reject) => {
    let status = 0;
    let bytes = 0;
    gateway.pool.dispatch({ ...request, headers: isUnique ? headersOf(`Bearer unique-${index}`) : same }, {
      onRequestStart: () => undefined,
      onResponseStart: (_, statusCode) => { status = statusCode; },
      onResponseData: (_, chunk) => { bytes += chunk.length; },
      onResponseEnd: () => {
        length ??= bytes;
        if (status === 200 && bytes === length) resolve();
        else reject(new Error(`${gateway.name}: expected status 200 and ${length} bytes, got ${status} and ${bytes} bytes`));
      },
      onResponseError: (_, error) => reject(error),
    });
  });
};

const requestOf = ({ path }: RunningGateway, { query, variables }: Operation) => ({ method: 'POST' as const, path, body: JSON.stringify({ query, variables }) });

const headersOf = (authorization: string): Record<string, string> => ({ 'content-type': 'application/json', accept: 'application/json', authorization });

const counts = async (replayer: Pool): Promise<ReplayCounts> => (await replayer.request({ method: 'GET', path: '/counts' })).body.json() as Promise<ReplayCounts>;
