import { describe, expect, it } from '@jest/globals';
import { traceOf } from './trace.js';

describe('the trace of a request', () => {
  it('is the client\'s where it sends a good one', () => {
    const traceparent = '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01';
    expect(traceOf(traceparent)).toEqual({ traceId: '0af7651916cd43dd8448eb211c80319c', traceparent });
  });

  it.each([undefined, '', 'nonsense', '01-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01', `00-${'0'.repeat(32)}-b7ad6b7169203331-01`, '00-0af7651916cd43dd8448eb211c80319c-0000000000000000-01', '00-0AF7651916CD43DD8448EB211C80319C-b7ad6b7169203331-01'])('is a new one for %j', (header) => {
    const { traceId, traceparent } = traceOf(header);
    expect(traceId).toMatch(/^[0-9a-f]{32}$/);
    expect(traceparent).toMatch(new RegExp(`^00-${traceId}-[0-9a-f]{16}-00$`));
    expect(traceOf(header).traceId).not.toBe(traceId);
  });
});
