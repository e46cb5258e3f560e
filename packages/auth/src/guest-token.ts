import { UnauthenticatedError } from './errors.js';
import { type KeySet, type SigningKey } from './keys.js';
import { signToken, verifyToken } from './token.js';

const AUDIENCE = 'souk:guest';

/** A link's secret: its bearer may see that one order (raw UUID). Signed by the order service. */
export const mintGuestToken = (key: SigningKey, { orderId, expiresAt }: { readonly orderId: string; readonly expiresAt: Date }): Promise<string> =>
  signToken(key, { audience: AUDIENCE, subject: orderId, expiresAt });

/** Throws UnauthenticatedError unless the order service signed it and it is not over. */
export const verifyGuestToken = async (keys: KeySet, token: string, now: Date = new Date()): Promise<{ readonly orderId: string }> => {
  const { sub } = await verifyToken(keys, token, { audience: AUDIENCE, issuers: ['order'], now });
  if (sub === undefined) throw new UnauthenticatedError();
  return { orderId: sub };
};
