import { describe, expect, it } from '@jest/globals';
import { afterDeliveryStep, afterOrderStep, lastDeliverySequence, type TrackedOrder } from './tracking.js';

const order: TrackedOrder = {
  id: 'ord_1', number: 'SK-1', state: 'CONFIRMED', placedAt: '2026-04-01T12:00:00.000Z', version: 2, promisedBy: null, deliverBy: null,
  total: { decimal: '10.00', currency: 'EUR' }, lines: [], shipments: [],
  events: { nodes: [{ __typename: 'OrderStateChanged', id: 'evt_1', sequence: 2, at: '2026-04-01T12:00:01.000Z', from: 'PENDING', to: 'CONFIRMED', reason: null }] },
};
const scan = { sequence: 1, at: '2026-04-02T08:00:00.000Z', state: 'IN_TRANSIT' as const, place: 'Leipzig', message: 'Sorted' };
const shipment = { id: 'shp_1', state: 'IN_TRANSIT' as const, trackingNumber: 'T1', carrier: null, estimatedDelivery: null, deliveredAt: null };
const orderStep = { sequence: 3, event: { __typename: 'OrderStateChanged' as const, id: 'evt_2', at: '2026-04-02T08:00:00.000Z', actor: 'carrier', from: 'CONFIRMED' as const, to: 'SHIPPED' as const, reason: null }, order: { id: 'ord_1', state: 'SHIPPED' as const, version: 3, buyer: null, lines: [], shipments: [] } };

describe('what the tracking page knows', () => {
  it('moves with the order and keeps its history', () => {
    const after = afterOrderStep(order, orderStep);
    expect(after.state).toBe('SHIPPED');
    expect(after.events.nodes.map(({ sequence }) => sequence)).toEqual([2, 3]);
  });

  it('shows a step once, however often it arrives', () => {
    const twice = afterOrderStep(afterOrderStep(order, orderStep), orderStep);
    expect(twice.events.nodes).toHaveLength(2);
  });

  it('adds a shipment that it did not know, and a scan to one that it knows', () => {
    const one = afterDeliveryStep(order, { sequence: 1, event: scan, shipment });
    const two = afterDeliveryStep(one, { sequence: 2, event: { ...scan, sequence: 2, state: 'DELIVERED' }, shipment: { ...shipment, state: 'DELIVERED' } });
    expect(two.shipments).toHaveLength(1);
    expect(two.shipments?.[0]?.state).toBe('DELIVERED');
    expect(two.shipments?.[0]?.trackingEvents.map(({ sequence }) => sequence)).toEqual([1, 2]);
    expect(lastDeliverySequence(two)).toBe(2);
  });

  it('knows of no scan before the first', () => {
    expect(lastDeliverySequence({ ...order, shipments: null })).toBe(0);
  });
});
