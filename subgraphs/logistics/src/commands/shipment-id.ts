import { createHash } from 'node:crypto';
import { uuidOfHex } from '@souk/kernel';

/**
 * The id of the parcel that this sender (a warehouse or a merchant; none is a sender too) ships for this order: always the same UUID,
 * so that planning or importing it twice finds the first one.
 */
export const shipmentIdOf = (orderId: string, senderId: string | null): string => {
  const hex = createHash('sha256').update(`${orderId}:${senderId ?? ''}`).digest('hex');
  return uuidOfHex(hex.slice(0, 32));
};
