import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { hasBeenHandedOver, statesPassed, type KnownShipment } from './order-shipments.js';
import { ORDER_STATES, canMove, type OrderState } from './order-state.js';

const SHIPMENT_STATES = ['PLANNED', 'PICKING', 'PACKED', 'HANDED_OVER', 'IN_TRANSIT', 'OUT_FOR_DELIVERY', 'DELIVERED', 'EXCEPTION', 'RETURNING', 'RETURNED', 'CANCELLED'];
const parcel = (state: string, handedOver = hasBeenHandedOver(state)): KnownShipment => ({ state, handedOver });

describe('statesPassed', () => {
  it.each<[string, OrderState, readonly KnownShipment[], readonly OrderState[]]>([
    ['nothing known', 'CONFIRMED', [], []],
    ['all planned', 'CONFIRMED', [parcel('PLANNED'), parcel('PACKED')], []],
    ['one of two with its carrier', 'CONFIRMED', [parcel('HANDED_OVER'), parcel('PACKED')], ['PARTIALLY_SHIPPED']],
    ['the same again', 'PARTIALLY_SHIPPED', [parcel('IN_TRANSIT'), parcel('PACKED')], []],
    ['the second too', 'PARTIALLY_SHIPPED', [parcel('IN_TRANSIT'), parcel('HANDED_OVER')], ['SHIPPED']],
    ['one delivered, one under way', 'SHIPPED', [parcel('DELIVERED'), parcel('IN_TRANSIT')], []],
    ['one delivered before the other left', 'CONFIRMED', [parcel('DELIVERED'), parcel('PLANNED')], ['PARTIALLY_SHIPPED']],
    ['all delivered', 'SHIPPED', [parcel('DELIVERED'), parcel('DELIVERED')], ['DELIVERED']],
    ['delivered without a scan before', 'CONFIRMED', [parcel('DELIVERED')], ['SHIPPED', 'DELIVERED']],
    ['a cancelled parcel does not count', 'CONFIRMED', [parcel('DELIVERED'), parcel('CANCELLED')], ['SHIPPED', 'DELIVERED']],
    ['all cancelled', 'CONFIRMED', [parcel('CANCELLED')], []],
    ['a parcel that came back is no delivery', 'SHIPPED', [parcel('RETURNED'), parcel('DELIVERED')], []],
    ['trouble before the carrier had it', 'CONFIRMED', [parcel('EXCEPTION')], []],
    ['trouble under way', 'CONFIRMED', [parcel('EXCEPTION', true)], ['SHIPPED']],
    ['a late parcel takes nothing back', 'SHIPPED', [parcel('IN_TRANSIT'), parcel('PLANNED')], []],
    ['a cancelled order', 'CANCELLED', [parcel('HANDED_OVER')], []],
    ['an order that is not confirmed', 'PENDING', [parcel('HANDED_OVER')], []],
    ['a completed order', 'COMPLETED', [parcel('DELIVERED')], []],
  ])('%s: from %s', (_what, state, shipments, passed) => {
    expect(statesPassed(state, shipments)).toEqual(passed);
  });

  it('random parcels: each state passed may follow the one before, and a second look passes nothing', () => {
    fc.assert(fc.property(fc.constantFrom(...ORDER_STATES), fc.array(fc.tuple(fc.constantFrom(...SHIPMENT_STATES), fc.boolean()), { maxLength: 6 }), (state, parcels) => {
      const shipments = parcels.map(([word, handedOver]) => parcel(word, handedOver || hasBeenHandedOver(word)));
      const passed = statesPassed(state, shipments);
      [state, ...passed].reduce((from, to) => {
        expect(canMove(from, to)).toBe(true);
        return to;
      });
      expect(statesPassed(passed.at(-1) ?? state, shipments)).toEqual([]);
    }), { numRuns: 500, verbose: true });
  });
});
