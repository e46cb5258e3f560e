import { type GraphQLFormattedError } from 'graphql';

/** What an operation brought. Its data is JSON already, in UTF-8: it is written once, straight from what subgraphs sent. */
export interface Answer {
  /** `null` where null climbed to the top; undefined where the operation never began (it is not valid, or was refused). */
  readonly data?: Buffer;
  readonly errors?: readonly GraphQLFormattedError[];
  /** Only what the client asked for: cost, plan. */
  readonly extensions?: Readonly<Record<string, unknown>>;
  /** HTTP status where it is neither 200 nor 400 by itself, and after how many seconds a refused client may come back. */
  readonly status?: number;
  readonly retryAfterSeconds?: number;
  /** What `@defer` put off, in the order in which it became ready. Present only for clients that said that they take parts. */
  readonly later?: AsyncIterable<LaterPart>;
}

/** One later part of a deferred answer (GraphQL's incremental delivery as Apollo clients read it: multipart, `deferSpec=20220824`). */
export interface LaterPart {
  readonly incremental: readonly DeferredPatch[];
  readonly hasNext: boolean;
}

export interface DeferredPatch {
  /** As in Answer. */
  readonly data: Buffer;
  readonly path: readonly (string | number)[];
  readonly label?: string;
  readonly errors?: readonly GraphQLFormattedError[];
}

/** The whole answer as JSON, errors first as the specification recommends, in pieces: data is large, and not copied. */
export const answerPieces = (answer: Answer): readonly Buffer[] => {
  const { data, errors, extensions, later } = answer;
  if (data !== undefined && errors === undefined && extensions === undefined && later === undefined) return [DATA_ONLY, data, CLOSE];
  const [before, after] = aroundData(answer);
  return data === undefined ? [Buffer.from(before + after)] : [Buffer.from(before), data, Buffer.from(after)];
};

/** The same in one piece. */
export const answerBytes = (answer: Answer): Buffer => Buffer.concat(answerPieces(answer));

/** The same as a string. */
export const answerText = (answer: Answer): string => {
  const [before, after] = aroundData(answer);
  return `${before}${answer.data?.toString() ?? ''}${after}`;
};

const aroundData = ({ data, errors, extensions, later }: Answer): readonly [before: string, after: string] => {
  const before = [...(errors === undefined || errors.length === 0 ? [] : [`"errors":${JSON.stringify(errors)}`]), ...(data === undefined ? [] : ['"data":'])];
  const after = [...(extensions === undefined ? [] : [`"extensions":${JSON.stringify(extensions)}`]), ...(later === undefined ? [] : ['"hasNext":true'])];
  return [`{${before.join(',')}`, `${before.length > 0 && after.length > 0 ? ',' : ''}${after.join(',')}}`];
};

const DATA_ONLY = Buffer.from('{"data":');
const CLOSE = Buffer.from('}');
