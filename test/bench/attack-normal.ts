import { readFileSync } from 'node:fs';
import { Client } from 'undici';
import { percentile } from './load.js';

/** What the process of the normal clients is told, once per measurement. */
export interface NormalOrder {
  readonly url: string;
  readonly slugs: readonly string[];
  readonly seconds: number;
  /** Network of their own addresses; undefined where the system has one loopback address only. */
  readonly network: string | undefined;
}

export interface NormalResult {
  readonly requests: number;
  readonly seconds: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
  /** Answers that were not what was asked for. */
  readonly failures: number;
  /** The first of them. */
  readonly firstFailure?: string;
}

const CLIENTS = 4;
/** A person's page asks, shows, and asks again. With 4 clients it comes to some 100 requests a second, 3 to 4 ms of the demo shop's process each: with twice as many it would be busy to three quarters by itself, and any other load would show as a queue. */
const THINK_MS = 30;

const operation = (file: string): string => readFileSync(new URL(`../../../schema/operations/${file}.graphql`, import.meta.url), 'utf8');
const BERLIN = { countryCode: 'DE', postalCode: '10115' };

const measure = async ({ url, slugs, seconds, network }: NormalOrder): Promise<NormalResult> => {
  const texts = { list: operation('product-list'), detail: operation('product-detail') };
  const latenciesMs: number[] = [];
  const failures: string[] = [];
  const startedAt = performance.now();
  const client = async (index: number): Promise<void> => {
    const connection = new Client(url, { ...(network === undefined ? {} : { localAddress: `${network}.${index + 1}` }) });
    for (let turn = index; performance.now() - startedAt < seconds * 1_000; turn += 1) {
      const body = turn % 2 === 0 ? { query: texts.list, variables: { first: 6 } } : { query: texts.detail, variables: { slug: slugs[turn % slugs.length], to: BERLIN } };
      const sentAt = performance.now();
      const failure = await ask(connection, JSON.stringify(body));
      if (failure === undefined) latenciesMs.push(performance.now() - sentAt);
      else failures.push(failure);
      await new Promise((resolve) => { setTimeout(resolve, THINK_MS * (0.5 + Math.random())); });
    }
    await connection.close();
  };
  await Promise.all(Array.from({ length: CLIENTS }, (_, index) => client(index)));
  latenciesMs.sort((left, right) => left - right);
  const [firstFailure] = failures;
  return { requests: latenciesMs.length, seconds: (performance.now() - startedAt) / 1_000, p50Ms: percentile(latenciesMs, 0.5), p99Ms: percentile(latenciesMs, 0.99), failures: failures.length, ...(firstFailure === undefined ? {} : { firstFailure }) };
};

/** What is wrong with the answer; undefined where it is whole. */
const ask = async (connection: Client, body: string): Promise<string | undefined> => {
  try {
    const answer = await connection.request({ path: '/graphql', method: 'POST', headers: { 'content-type': 'application/json' }, body });
    const text = await answer.body.text();
    return answer.statusCode === 200 && text.includes('"data":{') && !text.includes('"errors":') ? undefined : `${answer.statusCode} ${text.slice(0, 200)}`;
  } catch (error) {
    return String(error);
  }
};

process.on('message', (order: NormalOrder) => {
  void measure(order).then((result) => process.send?.(result));
});
