import { describe, expect, it } from '@jest/globals';
import { clientSafe } from './subgraph-data-source.js';

const trace = { traceId: 'trace', traceparent: '' };

describe('an error of a subgraph, as a client reads it', () => {
  it('keeps what was said on purpose, without traces of the code', () => {
    expect(clientSafe({ message: 'Sold out.', path: ['a__alias_0', 1], extensions: { code: 'SOLD_OUT', left: 0, stacktrace: ['at x'], exception: {}, http: { status: 500 } } }, trace)).toEqual({ message: 'Sold out.', path: ['a', 1], extensions: { code: 'SOLD_OUT', left: 0 } });
  });

  it.each([{}, { code: 'INTERNAL_SERVER_ERROR', detail: 'SELECT' }, { code: 42 }])('says nothing else: %j', (extensions) => {
    expect(clientSafe({ message: 'column "x" does not exist', extensions }, trace)).toEqual({ message: 'Internal server error', extensions: { code: 'INTERNAL_SERVER_ERROR', traceId: 'trace' } });
  });
});
