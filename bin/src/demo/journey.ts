/** A scan that the demo's carrier makes. `ship` hands the parcel over, which is a mutation of its own. */
export interface JourneyStep {
  readonly kind: 'scan' | 'ship';
  readonly state: string;
  readonly place: string;
  readonly message: string;
}

const scan = (state: string, place: string, message: string): JourneyStep => ({ kind: 'scan', state, place, message });

/** From the warehouse to the door. */
export const JOURNEY: readonly JourneyStep[] = [
  scan('PICKING', 'Rotterdam', 'Being picked from the shelves'),
  scan('PACKED', 'Rotterdam', 'Packed and labelled'),
  { kind: 'ship', state: 'HANDED_OVER', place: 'Rotterdam', message: 'Handed over' },
  scan('IN_TRANSIT', 'Antwerp', 'Left the sorting centre'),
  scan('IN_TRANSIT', 'Paris', 'Arrived at the hub'),
  scan('IN_TRANSIT', 'Lyon', 'Arrived at the depot'),
  scan('OUT_FOR_DELIVERY', 'Lyon', 'On the van'),
  scan('DELIVERED', 'Lyon', 'Delivered to the recipient'),
];

/** What comes after the scans that a parcel has; undefined when it has arrived, or went another way. */
export const nextStep = (state: string, scannedStates: readonly string[]): JourneyStep | undefined => {
  if (state === 'PLANNED') return JOURNEY[0];
  const scansInState = Math.max(1, scannedStates.filter((scanned) => scanned === state).length);
  const first = JOURNEY.findIndex((step) => step.state === state);
  const last = JOURNEY.findLastIndex((step) => step.state === state);
  return first < 0 ? undefined : JOURNEY[Math.min(first + scansInState, last + 1)];
};
