import { isUtf8 } from 'node:buffer';
import { type IncomingMessage } from 'node:http';
import { isNestedTooDeeply, MAX_NESTING } from './json-nesting.js';
import { badRequest, tooLarge } from './refusal.js';

/**
 * Hands over the JSON value of a request's body, or why there is none. Never reads on once there are more than `maxBytes`, whatever its length was said to be.
 * Silent where the client goes away before its end: then nobody waits for an answer.
 */
export const readJson = (request: IncomingMessage, maxBytes: number, done: (body: unknown) => void): void => {
  const chunks: Buffer[] = [];
  let bytes = 0;
  const onData = (chunk: Buffer): void => {
    bytes += chunk.length;
    if (bytes <= maxBytes) return void chunks.push(chunk);
    request.pause().off('data', onData).off('end', onEnd);
    done(tooLarge(maxBytes));
  };
  const onEnd = (): void => done(parsed(chunks.length === 1 && chunks[0] !== undefined ? chunks[0] : Buffer.concat(chunks, bytes)));
  request.on('data', onData).on('end', onEnd);
};

/** The length that the request announces; undefined where it comes in chunks. */
export const announcedLength = ({ headers }: IncomingMessage): number | undefined =>
  headers['transfer-encoding'] === undefined ? Number(headers['content-length'] ?? 0) : undefined;

const parsed = (body: Buffer): unknown => {
  if (!isUtf8(body)) return badRequest('The body is not valid UTF-8.');
  if (body.length === 0) return badRequest('The body is empty; expected a JSON object.');
  if (isNestedTooDeeply(body)) return badRequest(`The body is nested more than ${MAX_NESTING} levels deep.`);
  try {
    return JSON.parse(body.toString('utf8')) as unknown;
  } catch {
    return badRequest('The body is not valid JSON.');
  }
};
