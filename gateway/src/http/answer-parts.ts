import { type ServerResponse } from 'node:http';
import { answerText, type Answer, type DeferredPatch, type LaterPart } from '../execution/answer.js';

/** As Apollo Server says it: clients look for the boundary and the specification. */
export const PARTS_TYPE = 'multipart/mixed; boundary="-"; deferSpec=20220824';

const PART_HEAD = 'content-type: application/json; charset=utf-8\r\n\r\n';
const NEXT = '\r\n---\r\n';
const END = '\r\n-----\r\n';

/**
 * Writes an answer part by part as it becomes ready (multipart/mixed, RFC 2046 §5.1; GraphQL incremental delivery of 2022-08-24), each on its way before the next is asked for.
 * Begins after the head was sent. Where the client goes away, what still makes parts is told to stop (`return()`). Rejects where making them fails.
 */
export const answerParts = async (response: ServerResponse, answer: Answer): Promise<void> => {
  const { later } = answer;
  response.write(`${NEXT}${PART_HEAD}${answerText(answer)}${later === undefined ? END : NEXT}`);
  if (later !== undefined) await writeLater(response, later[Symbol.asyncIterator]());
  response.end();
};

const writeLater = async (response: ServerResponse, parts: AsyncIterator<LaterPart>): Promise<void> => {
  const stop = (): void => { void parts.return?.().catch(() => undefined); };
  response.once('close', stop);
  try {
    for (;;) {
      const { value, done } = await parts.next();
      if (response.destroyed) return;
      const part: LaterPart = done === true ? { incremental: [], hasNext: false } : value;
      const isTaken = response.write(`${PART_HEAD}${partText(part)}${part.hasNext ? NEXT : END}`);
      if (!part.hasNext) return;
      if (!isTaken) await drained(response);
    }
  } finally {
    response.off('close', stop);
    if (!response.destroyed) stop();
  }
};

/** A slow client holds its own parts up, and only its own. */
const drained = (response: ServerResponse): Promise<void> => new Promise((resolve) => {
  const go = (): void => {
    response.off('drain', go).off('close', go);
    resolve();
  };
  response.on('drain', go).on('close', go);
});

const partText = ({ incremental, hasNext }: LaterPart): string =>
  `{${incremental.length === 0 ? '' : `"incremental":[${incremental.map(patchText).join(',')}],`}"hasNext":${String(hasNext)}}`;

const patchText = ({ data, path, label, errors }: DeferredPatch): string => {
  const fields = [`"data":${data.toString()}`, `"path":${JSON.stringify(path)}`];
  if (label !== undefined) fields.push(`"label":${JSON.stringify(label)}`);
  if (errors !== undefined && errors.length > 0) fields.push(`"errors":${JSON.stringify(errors)}`);
  return `{${fields.join(',')}}`;
};
