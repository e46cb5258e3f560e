import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { moveShipment, type ShipmentProgress } from './move-shipment.js';
import { SHIPMENT_STATES, allowedTransitions, isInWarehouse, type ShipmentState } from './shipment-state.js';
import { ShipmentTransitionError } from './shipment-transition-error.js';

const AT = new Date('2026-01-15T12:00:00.000Z');
const shipment = (state: ShipmentState): ShipmentProgress => ({ state, handedOverAt: null, deliveredAt: null });

/** Every way that there is, written down a second time: a change of the table has to be meant. */
const WAYS = [
  'PLANNED>PICKING', 'PLANNED>PACKED', 'PLANNED>HANDED_OVER', 'PLANNED>CANCELLED',
  'PICKING>PACKED', 'PICKING>HANDED_OVER', 'PICKING>CANCELLED',
  'PACKED>HANDED_OVER', 'PACKED>CANCELLED',
  'HANDED_OVER>IN_TRANSIT', 'HANDED_OVER>OUT_FOR_DELIVERY', 'HANDED_OVER>DELIVERED', 'HANDED_OVER>EXCEPTION', 'HANDED_OVER>RETURNING',
  'IN_TRANSIT>OUT_FOR_DELIVERY', 'IN_TRANSIT>DELIVERED', 'IN_TRANSIT>EXCEPTION', 'IN_TRANSIT>RETURNING',
  'OUT_FOR_DELIVERY>IN_TRANSIT', 'OUT_FOR_DELIVERY>DELIVERED', 'OUT_FOR_DELIVERY>EXCEPTION', 'OUT_FOR_DELIVERY>RETURNING',
  'DELIVERED>RETURNING',
  'EXCEPTION>IN_TRANSIT', 'EXCEPTION>OUT_FOR_DELIVERY', 'EXCEPTION>DELIVERED', 'EXCEPTION>RETURNING',
  'RETURNING>EXCEPTION', 'RETURNING>RETURNED',
];

const PAIRS = SHIPMENT_STATES.flatMap((from) => SHIPMENT_STATES.filter((to) => to !== from).map((to) => ({ from, to, leads: WAYS.includes(`${from}>${to}`) })));

describe('moving a parcel', () => {
  it.each(PAIRS.filter(({ leads }) => leads))('goes from $from to $to', ({ from, to }) => {
    expect(moveShipment(shipment(from), to, AT)).toEqual({ state: to, handedOverAt: to === 'HANDED_OVER' ? AT : null, deliveredAt: to === 'DELIVERED' ? AT : null });
  });

  it.each(PAIRS.filter(({ leads }) => !leads))('is refused from $from to $to, and says what is allowed', ({ from, to }) => {
    const move = (): unknown => moveShipment(shipment(from), to, AT);
    expect(move).toThrow(ShipmentTransitionError);
    expect(move).toThrow(expect.objectContaining({ code: 'SHIPMENT_TRANSITION', details: { from, to, allowed: allowedTransitions(from) } }));
  });

  it.each(SHIPMENT_STATES)('stays %s when scanned so again', (state) => {
    const before = shipment(state);
    expect(moveShipment(before, state, AT)).toBe(before);
  });

  it('is cancellable only before it is handed over', () => {
    expect(SHIPMENT_STATES.filter(isInWarehouse)).toEqual(['PLANNED', 'PICKING', 'PACKED']);
  });
});

describe('a random sequence of scans', () => {
  it('keeps what holds for every parcel', () => {
    const seed = Number(process.env['SEED'] ?? Date.now() % 2 ** 31);
    process.stderr.write(`move-shipment: SEED=${seed}\n`);
    const scan = fc.record({ to: fc.constantFrom(...SHIPMENT_STATES), minute: fc.integer({ min: -10_000, max: 10_000 }) });
    fc.assert(fc.property(fc.array(scan, { maxLength: 40 }), (scans) => {
      let parcel = shipment('PLANNED');
      const passed = new Set<ShipmentState>([parcel.state]);
      for (const { to, minute } of scans) {
        const before = parcel;
        try {
          parcel = moveShipment(parcel, to, new Date(AT.getTime() + minute * 60_000));
        } catch (error) {
          expect(error).toBeInstanceOf(ShipmentTransitionError);
          expect(parcel).toBe(before);
        }
        passed.add(parcel.state);
        if (before.state === 'RETURNED' || before.state === 'CANCELLED') expect(parcel).toBe(before);
        if (before.state !== parcel.state) expect(allowedTransitions(before.state)).toContain(parcel.state);
      }
      expect(parcel.handedOverAt !== null).toBe(passed.has('HANDED_OVER'));
      expect(parcel.deliveredAt !== null).toBe(passed.has('DELIVERED'));
      if (passed.has('CANCELLED')) expect(passed.has('HANDED_OVER')).toBe(false);
      if (passed.has('DELIVERED') || passed.has('RETURNED')) expect(passed.has('HANDED_OVER')).toBe(true);
    }), { seed, numRuns: 2_000 });
  });
});
