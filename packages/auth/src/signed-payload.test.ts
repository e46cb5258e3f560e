import { beforeAll, describe, expect, it } from '@jest/globals';
import { UnauthenticatedError } from './errors.js';
import { generateKeys, parseKeySet, parseSigningKey, type KeySet, type SigningKey } from './keys.js';
import { mintGuestToken } from './guest-token.js';
import { signPayload, verifyPayload } from './signed-payload.js';

let keys: KeySet;
let logistics: SigningKey;
let order: SigningKey;

beforeAll(async () => {
  const { privateKeys, jwks } = await generateKeys(['logistics', 'order']);
  keys = parseKeySet(jwks);
  logistics = await parseSigningKey(privateKeys.logistics);
  order = await parseSigningKey(privateKeys.order);
});

const read = (text: string): Promise<unknown> => verifyPayload(keys, text, { owner: 'logistics', type: 'offer' });

describe('a signed payload', () => {
  it('is read back as it was', async () => {
    const payload = { price: 990, to: 'São Paulo', none: null };
    expect(await read(await signPayload(logistics, 'offer', payload))).toEqual(payload);
  });

  it('is refused where one character was changed', async () => {
    const [header, , signature] = (await signPayload(logistics, 'offer', { price: 990 })).split('.');
    const forged = Buffer.from(JSON.stringify({ price: 1 })).toString('base64url');
    await expect(read(`${header}.${forged}.${signature}`)).rejects.toThrow(UnauthenticatedError);
  });

  it('is refused from another owner, of another type, as a token, and as any other text', async () => {
    const others = [
      await signPayload(order, 'offer', {}),
      await signPayload(logistics, 'receipt', {}),
      await mintGuestToken(order, { orderId: '1', expiresAt: new Date(Date.now() + 60_000) }),
      '', 'a.b.c', '{}', 'x'.repeat(10_000),
    ];
    for (const text of others) await expect(read(text)).rejects.toThrow(UnauthenticatedError);
  });
});
