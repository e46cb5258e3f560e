import { type GraphQLError } from 'graphql';
import { answerPieces, type Answer } from '../execution/answer.js';
import { persistedStatusOf } from '../persisted/persisted-code.js';
import { JSON_TYPE } from './accept.js';
import { answerParts, PARTS_TYPE } from './answer-parts.js';
import { type Exchange } from './exchange.js';

/** 400 where the operation never began, with either media type: what clients of Apollo Server 5 expect. A field's error is 200. Rejects where a deferred part cannot be made. */
export const sendAnswer = async (exchange: Exchange, answer: Answer): Promise<void> => {
  const status = answer.status ?? (answer.data === undefined ? 400 : 200);
  if (!exchange.takesParts || (answer.later === undefined && exchange.accept.single !== undefined)) return exchange.send(status, answerPieces(answer), answerHeaders(status, answer));
  const { response } = exchange;
  if (response.destroyed) return void await answer.later?.[Symbol.asyncIterator]().return?.();
  exchange.begin(status, [...answerHeaders(status, answer), 'content-type', PARTS_TYPE]);
  await answerParts(response, answer);
};

/** Why the operation that a client named by its hash or id does not run. With plain JSON that is 200 where the client is to send the text, as Apollo's protocol has it. */
export const sendPersistedError = (exchange: Exchange, error: GraphQLError): void =>
  exchange.send(exchange.accept.single === JSON_TYPE ? persistedStatusOf(error) : 400, [Buffer.from(JSON.stringify({ errors: [error.toJSON()] }))]);

const answerHeaders = (status: number, { retryAfterSeconds }: Answer): readonly string[] => {
  if (retryAfterSeconds === undefined && status !== 405) return NO_HEADERS;
  return [...(retryAfterSeconds === undefined ? [] : ['retry-after', String(retryAfterSeconds)]), ...(status === 405 ? ['allow', 'POST'] : [])];
};

const NO_HEADERS: readonly string[] = [];
