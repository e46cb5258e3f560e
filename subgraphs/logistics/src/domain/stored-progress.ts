import { type ShipmentProgress } from './move-shipment.js';
import { type ShipmentState } from './shipment-state.js';

/** A parcel's progress as JSON: times in ISO 8601. */
export interface StoredProgress {
  readonly state: ShipmentState;
  readonly handedOverAt: string | null;
  readonly deliveredAt: string | null;
}

export const toStored = ({ state, handedOverAt, deliveredAt }: ShipmentProgress): StoredProgress =>
  ({ state, handedOverAt: handedOverAt?.toISOString() ?? null, deliveredAt: deliveredAt?.toISOString() ?? null });

export const fromStored = ({ state, handedOverAt, deliveredAt }: StoredProgress): ShipmentProgress => ({ state, handedOverAt: dateOf(handedOverAt), deliveredAt: dateOf(deliveredAt) });

/** What was, and over it what came later: its state, and the times that it knows. */
export const laidOver = (before: ShipmentProgress, later: ShipmentProgress): ShipmentProgress =>
  ({ state: later.state, handedOverAt: later.handedOverAt ?? before.handedOverAt, deliveredAt: later.deliveredAt ?? before.deliveredAt });

const dateOf = (text: string | null): Date | null => (text === null ? null : new Date(text));
