import { KEY_OWNERS, generateKeys, parseKeySet, parseSigningKey, type KeyOwner, type KeySet, type SigningKey } from '@souk/auth';

export interface TestKeys {
  /** Public keys of every owner. */
  readonly keys: KeySet;
  /** Private keys, by owner. */
  readonly signing: Readonly<Record<KeyOwner, SigningKey>>;
  /** The same as services read them: a private JWK per owner (SOUK_SIGNING_KEY). */
  readonly privateKeys: Readonly<Record<KeyOwner, string>>;
  /** The public JWKS (SOUK_JWKS). */
  readonly jwks: string;
}

/** Fresh keys for every owner, that belong together. */
export const testKeys = async (): Promise<TestKeys> => {
  const { privateKeys, jwks } = await generateKeys(KEY_OWNERS);
  const entries = await Promise.all(KEY_OWNERS.map(async (owner) => [owner, await parseSigningKey(privateKeys[owner])] as const));
  return { keys: parseKeySet(jwks), signing: Object.fromEntries(entries) as Record<KeyOwner, SigningKey>, privateKeys, jwks };
};
