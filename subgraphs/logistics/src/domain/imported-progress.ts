import { type ShipmentProgress } from './move-shipment.js';

/**
 * How far an imported parcel had come by that time, as far as its source tells: it begins with the first time given (else with the import), is in the
 * furthest state whose time has come, and in the state that the source gave once all times have. Null before it begins.
 */
export const importedProgress = (facts: ShipmentProgress, importedAt: Date, at: Date): ShipmentProgress | null => {
  const known = [facts.handedOverAt, facts.deliveredAt].filter((time) => time !== null);
  if (known.every((time) => time <= at)) return known.length > 0 || importedAt <= at ? facts : null;
  const ifCome = (time: Date | null): Date | null => (time !== null && time <= at ? time : null);
  const [handedOverAt, deliveredAt] = [ifCome(facts.handedOverAt), ifCome(facts.deliveredAt)];
  if (handedOverAt === null && deliveredAt === null) return null;
  return { state: deliveredAt === null ? 'HANDED_OVER' : 'DELIVERED', handedOverAt, deliveredAt };
};
