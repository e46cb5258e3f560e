import { describe, expect, it } from '@jest/globals';
import { clientPath, clientSafe, subgraphAnswerOf } from './subgraph-answer.js';

const TRACE = { traceId: 'a'.repeat(32), traceparent: '' };
const answer = (text: string, status = 200) => subgraphAnswerOf({ status, text });

describe('an answer of a subgraph', () => {
  it.each(['', '<html>', 'null', '1', '"x"', '{}', '{"errors":[]}', '{"errors":"x"}', '{"data":1}', '{"data":"x"}'])('is none: %s', (text) => {
    expect(answer(text)).toBeUndefined();
  });

  it.each([401, 403])('is none where the token was refused: %d', (status) => {
    expect(answer('{"data":{}}', status)).toBeUndefined();
  });

  it.each([[200, '{"data":{"a":1}}', { data: { a: 1 } }], [200, '{"data":null}', { data: null }], [400, '{"errors":[{"message":"x","path":["a",0],"extensions":{"code":"C"}}]}', { errors: [{ message: 'x', path: ['a', 0], extensions: { code: 'C' } }] }]])('%d %s', (status, text, expected) => {
    expect(answer(text, status)).toEqual({ isPlain: true, ...expected });
  });

  it.each([['{"data":{"a":"é 漢 😀"}}', true], ['{"data":{"a":"\\n"}}', false], ['{"data":{"a":"\\ud800"}}', false]])('says whether its strings have anything to escape: %s', (text, isPlain) => {
    expect(answer(text)?.isPlain).toBe(isPlain);
  });

  it.each(['null', '7', '"x"', '[]', '{}', '{"message":{"toString":1},"path":"a","extensions":[]}', '{"message":7,"path":[null],"extensions":"x"}', '{"path":[[]]}'])('has nothing of an error that is not one: %s', (error) => {
    expect(answer(`{"errors":[${error}]}`)).toMatchObject({ errors: [{ message: 'Internal server error' }] });
  });
});

describe('what a client reads of an error', () => {
  it('is the message of one with a code of its own, without what is internal', () => {
    const extensions = { code: 'OUT_OF_STOCK', left: 1, stacktrace: ['at x'], exception: {}, http: { status: 418 } };
    expect(clientSafe({ message: 'Nothing left.', path: ['a'], extensions }, TRACE)).toEqual({ message: 'Nothing left.', path: ['a'], extensions: { code: 'OUT_OF_STOCK', left: 1 } });
  });

  it.each([undefined, {}, { code: 'INTERNAL_SERVER_ERROR', query: 'SELECT' }, { code: 7 }])('is nothing but a trace id of any other: %j', (extensions) => {
    expect(clientSafe({ message: 'SELECT failed', ...(extensions === undefined ? {} : { extensions }) }, TRACE)).toEqual({ message: 'Internal server error', extensions: { code: 'INTERNAL_SERVER_ERROR', traceId: TRACE.traceId } });
  });

  it('has the client\'s names in its path', () => {
    expect(clientPath(['a__alias_12', 0, 'price__souk', '__proto____souk', 'b'])).toEqual(['a', 0, 'price', '__proto__', 'b']);
  });
});
