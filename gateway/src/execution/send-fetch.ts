import { SubgraphUnavailableError } from '../transport/transport.js';
import { type RunContext } from './operation.js';
import { type RunEnvironment } from './operation-run.js';
import { subgraphAnswerOf, type SubgraphAnswer } from './subgraph-answer.js';

/** A request to a subgraph, but for what belongs to one run. */
export interface OutgoingFetch {
  readonly subgraph: string;
  readonly operation: string;
  readonly operationName: string | undefined;
  readonly variableNames: readonly string[];
  readonly isQuery: boolean;
  /** Numbers of the plan's fetches that travel in it. */
  readonly numbers: readonly number[];
  /** Representations per variable, as JSON lists. */
  readonly representations?: ReadonlyMap<string, { readonly text: string; readonly count: number }>;
}

/** Characters of a failed answer that the log gets. */
const LOGGED_CHARACTERS = 500;

/** The subgraph's answer, or undefined where there is none: the reason goes to the log. Never rejects. */
export const sendFetch = async (fetch: OutgoingFetch, context: RunContext, { transports, texts }: RunEnvironment): Promise<SubgraphAnswer | undefined> => {
  const transport = transports.get(fetch.subgraph);
  const observed = context.observer?.fetchStarted({ subgraph: fetch.subgraph, isQuery: fetch.isQuery, fetches: fetch.numbers, representations: countOf(fetch) });
  try {
    // Variables may be nested so deeply that writing them fails.
    const body = `${texts.bodyHead(fetch.operation, fetch.operationName)}${variablesText(fetch, context)}}`;
    if (transport === undefined) throw new SubgraphUnavailableError(fetch.subgraph, 'connection', `No way to the subgraph '${fetch.subgraph}' is known.`);
    const headers = observed?.traceparent === undefined ? context.headers : withTraceparent(context.headers, observed.traceparent);
    const response = await transport.fetch({ body, isQuery: fetch.isQuery, headers, deadlineAtMs: context.deadlineAtMs });
    const answer = subgraphAnswerOf(response);
    observed?.ended(answer === undefined ? 'unavailable' : answer.errors === undefined ? 'ok' : 'errors', response.text.length);
    if (answer === undefined) context.logger.warn({ subgraph: fetch.subgraph, traceId: context.trace.traceId, status: response.status, answer: response.text.slice(0, LOGGED_CHARACTERS) }, 'subgraph gave no GraphQL answer');
    return answer;
  } catch (error) {
    observed?.ended('unavailable', 0);
    context.logger.warn({ err: error, subgraph: fetch.subgraph, traceId: context.trace.traceId }, 'subgraph gave no answer');
    return undefined;
  }
};

const variablesText = ({ representations, variableNames }: OutgoingFetch, { variables }: RunContext): string => {
  const parts: string[] = [];
  if (representations !== undefined) for (const [name, { text }] of representations) parts.push(`"${name}":${text}`);
  for (const name of variableNames) {
    const value = Object.hasOwn(variables, name) ? variables[name] : undefined;
    if (value !== undefined) parts.push(`${JSON.stringify(name)}:${JSON.stringify(value)}`);
  }
  return `{${parts.join(',')}}`;
};

const countOf = ({ representations }: OutgoingFetch): number => {
  let count = 0;
  if (representations !== undefined) for (const list of representations.values()) count += list.count;
  return count;
};

const withTraceparent = (headers: readonly string[], traceparent: string): readonly string[] => {
  const at = headers.indexOf('traceparent');
  return at === -1 ? [...headers, 'traceparent', traceparent] : headers.map((value, index) => (index === at + 1 ? traceparent : value));
};
