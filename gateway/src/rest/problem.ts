import { STATUS_CODES } from 'node:http';
import { type GraphQLFormattedError } from 'graphql';

export const PROBLEM_TYPE = 'application/problem+json';

/** One of the things that went wrong. More members are those of a GraphQL error's `extensions`. */
export interface ProblemError {
  readonly message: string;
  readonly code: string;
  /** Of the answer: field names and list indexes. */
  readonly path?: readonly (string | number)[];
  /** The parameter of the query string. */
  readonly parameter?: string;
  /** Into the body (JSON Pointer, RFC 6901). */
  readonly pointer?: string;
  readonly [extension: string]: unknown;
}

/** Why a request has no answer (RFC 9457), before it is known to which request that belongs. */
export interface Problem {
  readonly status: number;
  /** Stable, for programs. */
  readonly code: string;
  readonly detail: string;
  readonly errors: readonly ProblemError[];
  /** What an expected refusal says, as the operation selects it. */
  readonly refusal?: Readonly<Record<string, unknown>>;
  /** Of a mutation that was run and yet failed somewhere: what it brought. It may have taken effect. */
  readonly data?: unknown;
  /** Flat: name, value, … */
  readonly headers: readonly string[];
}

/** A problem with nothing more to say of it. */
export const problemOf = (status: number, code: string, detail: string, headers: readonly string[] = []): Problem => ({ status, code, detail, errors: [{ message: detail, code }], headers });

export const problemText = ({ status, code, detail, errors, refusal, data }: Problem, traceId: string): string =>
  JSON.stringify({ type: 'about:blank', title: STATUS_CODES[status], status, detail, code, traceId, errors, refusal, data });

export const problemErrorOf = ({ message, path, extensions: { code, ...rest } = {} }: GraphQLFormattedError): ProblemError =>
  ({ message, code: String(code), ...(path === undefined ? {} : { path }), ...rest });
