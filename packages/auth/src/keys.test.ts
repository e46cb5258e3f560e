import { beforeAll, describe, expect, it } from '@jest/globals';
import { generateKeys, parseKeySet, parseSigningKey } from './keys.js';

describe('keys', () => {
  let privateKey: Record<string, unknown>;
  let publicKey: Record<string, unknown>;
  beforeAll(async () => {
    const { privateKeys, jwks } = await generateKeys(['user']);
    privateKey = JSON.parse(privateKeys.user) as Record<string, unknown>;
    publicKey = (JSON.parse(jwks) as { keys: Record<string, unknown>[] }).keys[0] ?? {};
  });

  it('are read back as they were made', async () => {
    await expect(parseSigningKey(JSON.stringify(privateKey))).resolves.toMatchObject({ kid: 'user-1', owner: 'user' });
    expect(parseKeySet(JSON.stringify({ keys: [publicKey] })).find('user-1')).toMatchObject({ owner: 'user' });
    expect(parseKeySet(JSON.stringify({ keys: [publicKey] })).find('order-1')).toBeUndefined();
  });

  it.each([
    ['text that is no JSON', () => 'secret', 'expected JSON'],
    ['null', () => 'null', 'expected a JSON object'],
    ['an owner that nobody is', () => JSON.stringify({ ...privateKey, kid: 'root-1' }), "got 'root-1'"],
    ['a kid without a number', () => JSON.stringify({ ...privateKey, kid: 'user' }), "got 'user'"],
    ['another kind of key', () => JSON.stringify({ ...privateKey, kty: 'RSA' }), 'not an Ed25519 key'],
    ['a public key', () => JSON.stringify(publicKey), 'no private part'],
    ['a broken key', () => JSON.stringify({ ...privateKey, d: 'x' }), 'cannot be read'],
  ])('refuses %s as a signing key, and says what is wrong without showing it', async (_what, json, message) => {
    const error: unknown = await parseSigningKey(json()).catch((reason: unknown) => reason);
    expect(error).toMatchObject({ code: 'BAD_SIGNING_KEY', message: expect.stringContaining(message) });
    expect(String(error)).not.toContain(String(privateKey['d']));
  });

  it.each([
    ['no keys', () => ({ keys: [] }), '1 to 32 keys'],
    ['no list', () => ({}), '1 to 32 keys'],
    ['a private key', () => ({ keys: [privateKey] }), 'is private'],
    ['one kid twice', () => ({ keys: [publicKey, publicKey] }), 'is there twice'],
    ['null as a key', () => ({ keys: [null] }), 'kid'],
  ])('refuses %s as a key set', (_what, jwks, message) => {
    expect(() => parseKeySet(JSON.stringify(jwks()))).toThrow(message);
  });
});
