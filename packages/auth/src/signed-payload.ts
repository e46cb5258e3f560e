import { CompactSign, compactVerify, decodeProtectedHeader, errors } from 'jose';
import { UnauthenticatedError } from './errors.js';
import { type KeyOwner, type KeySet, type SigningKey } from './keys.js';

/** Longest text that is looked at, in characters. */
const MAX_LENGTH = 4_096;

/**
 * A compact JWS (RFC 7515) over JSON that its owner hands out and reads back later, e.g. an offer; so it needs no table.
 * `type` is in its header: it is never taken for something else, least of all for a token. Whoever holds it can read it.
 */
export const signPayload = (key: SigningKey, type: string, payload: Readonly<Record<string, unknown>>): Promise<string> =>
  new CompactSign(new TextEncoder().encode(JSON.stringify(payload))).setProtectedHeader({ alg: 'EdDSA', kid: key.kid, typ: type }).sign(key.privateKey);

/** The payload of a text that `owner` signed as that type; throws UnauthenticatedError on every other text. How long it holds is the payload's own affair. */
export const verifyPayload = async (keys: KeySet, text: string, { owner, type }: { readonly owner: KeyOwner; readonly type: string }): Promise<unknown> => {
  const header = text.length > MAX_LENGTH ? undefined : headerOf(text);
  const key = keys.find(header?.kid ?? '');
  if (header?.typ !== type || key?.owner !== owner) throw new UnauthenticatedError(`This was not signed by ${owner} as ${type}.`);
  try {
    const { payload } = await compactVerify(text, await key.publicKey, { algorithms: ['EdDSA'] });
    return JSON.parse(new TextDecoder().decode(payload)) as unknown;
  } catch (error) {
    if (!(error instanceof errors.JOSEError)) throw error;
    throw new UnauthenticatedError(`This was not signed by ${owner} as ${type}.`, { cause: error });
  }
};

const headerOf = (text: string): { readonly kid?: string; readonly typ?: string } | undefined => {
  try {
    return decodeProtectedHeader(text);
  } catch {
    return undefined;
  }
};
