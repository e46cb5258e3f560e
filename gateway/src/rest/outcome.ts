import { type GraphQLFormattedError } from 'graphql';
import { type Answer } from '../execution/answer.js';
import { ErrorCode } from '../execution/errors.js';
import { type RestEndpoint } from './endpoint.js';
import { problemErrorOf, problemOf, type Problem } from './problem.js';

/** An answer of the engine as HTTP has it: the data where nothing failed at all, else the problem. */
export const outcomeOf = (endpoint: RestEndpoint, answer: Answer, isAnonymous: boolean): Buffer | Problem => {
  const { data, errors, status, retryAfterSeconds } = answer;
  if (errors !== undefined && errors.length > 0) return failureOf(endpoint, answer, errors, isAnonymous);
  if (data === undefined) return problemOf(status ?? 500, ErrorCode.internal, 'The operation has no answer.', retryAfter(retryAfterSeconds));
  if (endpoint.missing?.equals(data)) return problemOf(404, 'NOT_FOUND', 'There is none, or this viewer may not know that there is one.');
  return endpoint.refusals.size === 0 ? data : refusalIn(endpoint, data) ?? data;
};

/** Statuses of errors within an answer, by code. */
const STATUS_BY_CODE: Readonly<Record<string, number>> = {
  [ErrorCode.unauthenticated]: 401, [ErrorCode.unauthorized]: 403, BAD_USER_INPUT: 400, NOT_FOUND: 404, CONFLICT: 409, VALIDATION: 422, [ErrorCode.rateLimited]: 429,
  [ErrorCode.internal]: 502, [ErrorCode.invalidSubgraphResponse]: 502,
};
/** Refusals are data; another code within `errors` is what a service calls a failure of something that it needs (a database, a provider). Whether a mutation took effect is not known then, so nothing here says that it did not. */
const UNAVAILABLE_STATUS = 503;
/** Where several things went wrong: what does not go away by itself comes before what does, because a client may try again only then. */
const PRECEDENCE = [401, 403, 400, 404, 409, 422, 429, 502];

const failureOf = ({ operation }: RestEndpoint, { data, status, retryAfterSeconds }: Answer, errors: readonly GraphQLFormattedError[], isAnonymous: boolean): Problem => {
  const statuses = errors.map(({ extensions }) => statusOfCode(String(extensions?.['code']), isAnonymous));
  // What never ran has one reason, and its status with it.
  const worst = data === undefined ? status ?? 400 : PRECEDENCE.find((each) => statuses.includes(each)) ?? UNAVAILABLE_STATUS;
  const told = errors.map(problemErrorOf);
  const first = told[Math.max(0, statuses.indexOf(worst))];
  const brought = operation.method === 'POST' && data !== undefined && data.length > NULL.length ? { data: JSON.parse(data.toString()) as unknown } : {};
  return { status: worst, code: first?.code ?? ErrorCode.internal, detail: first?.message ?? '', errors: told, ...brought, headers: [...challenge(worst), ...retryAfter(retryAfterSeconds ?? first?.['retryAfterSeconds'])] };
};

const NULL = 'null';

const statusOfCode = (code: string, isAnonymous: boolean): number => (code === ErrorCode.unauthorized && isAnonymous ? 401 : STATUS_BY_CODE[code] ?? UNAVAILABLE_STATUS);

const refusalIn = ({ refusals, roots: [root] }: RestEndpoint, data: Buffer): Problem | undefined => {
  const value = root === undefined ? undefined : (JSON.parse(data.toString()) as Readonly<Record<string, Readonly<Record<string, unknown>> | null>>)[root.key];
  const type = String(value?.['__typename']);
  const status = refusals.get(type);
  if (!value || status === undefined) return undefined;
  const { code = type, message = 'The request was refused.' } = value as { readonly code?: string; readonly message?: string };
  return { ...problemOf(status, code, message, [...challenge(status), ...retryAfter(value['retryAfterSeconds'])]), refusal: value };
};

/** A 401 says how to do better (RFC 9110 §15.5.2). */
const challenge = (status: number): readonly string[] => (status === 401 ? ['www-authenticate', 'Bearer'] : []);

const retryAfter = (seconds: unknown): readonly string[] => (typeof seconds === 'number' ? ['retry-after', String(seconds)] : []);
