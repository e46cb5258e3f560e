import { describe, expect, it } from '@jest/globals';
import { type StoredEvent } from './event.js';
import { decodeEvent, encodeEvent } from './wire-event.js';

describe('an event on the wire', () => {
  const event: StoredEvent = {
    id: '018f0000-0000-7000-8000-000000000001', tx: '18446744073709551615', position: '9223372036854775807', service: 'order', streamId: 'order-1', version: 3, type: 'OrderPlaced', schemaVersion: 2,
    data: { lines: [{ text: 'ü' }] }, meta: { actor: 'system' }, occurredAt: new Date('2020-01-02T03:04:05.678Z'), recordedAt: new Date('2026-01-02T03:04:05.678Z'),
  };
  it('comes back as it was', () => {
    expect(decodeEvent(JSON.parse(encodeEvent(event).toString()))).toEqual(event);
  });
  it.each([undefined, null, 'text', Buffer.from('x'), {}, { ...event, occurredAt: undefined }, { ...event, data: null }, { ...event, version: '3' }])('is not made of %p', (body) => {
    expect(decodeEvent(body)).toBeUndefined();
  });
});
