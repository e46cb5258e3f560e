import { exportJWK, generateKeyPair, importJWK, type CryptoKey, type JWK } from 'jose';
import { OperationalError } from '@souk/kernel';

/** Who may hold a signing key; a token's issuer is one of these. */
export const KEY_OWNERS = ['gateway', 'user', 'catalog', 'order', 'logistics'] as const;
export type KeyOwner = (typeof KEY_OWNERS)[number];

/** Keys that a set holds at most: five owners, each with an old and a new one while they rotate. */
const MAX_KEYS = 32;

/** A service's own private key, for signing only. */
export interface SigningKey {
  readonly kid: string;
  readonly owner: KeyOwner;
  readonly privateKey: CryptoKey;
}

/** Everybody's public keys, found by key id. */
export interface KeySet {
  /** The public key under that id, or undefined; imported once. */
  find(kid: string): { readonly owner: KeyOwner; readonly publicKey: Promise<CryptoKey> } | undefined;
  /** The set as JWKS, to be published. */
  readonly jwks: { readonly keys: readonly JWK[] };
}

/**
 * Reads a private Ed25519 JWK (RFC 8037) with a `kid` of the form `<owner>-<number>`.
 * Throws OperationalError BAD_SIGNING_KEY with what is wrong, and never with the key itself.
 */
export const parseSigningKey = async (json: string): Promise<SigningKey> => {
  const jwk = readJson(json, 'BAD_SIGNING_KEY') as JWK;
  const { kid, owner } = identify(jwk, 'BAD_SIGNING_KEY');
  if (typeof jwk.d !== 'string') throw bad('BAD_SIGNING_KEY', `key '${kid}' has no private part (d)`);
  return { kid, owner, privateKey: await importEd25519(jwk, kid, 'BAD_SIGNING_KEY') };
};

/**
 * Reads a JWKS (RFC 7517 §5) of Ed25519 public keys, given by value.
 * Throws OperationalError BAD_KEY_SET on a key of another kind, an unknown owner, a key id given twice, or a private key where only public ones belong.
 */
export const parseKeySet = (json: string): KeySet => {
  const { keys } = readJson(json, 'BAD_KEY_SET') as { keys?: unknown };
  if (!Array.isArray(keys) || keys.length === 0 || keys.length > MAX_KEYS) throw bad('BAD_KEY_SET', `expected {"keys": [...]} with 1 to ${MAX_KEYS} keys`);
  const byId = new Map<string, { readonly owner: KeyOwner; readonly publicKey: Promise<CryptoKey> }>();
  for (const jwk of keys as JWK[]) {
    const { kid, owner } = identify(jwk, 'BAD_KEY_SET');
    if (byId.has(kid)) throw bad('BAD_KEY_SET', `key '${kid}' is there twice`);
    if (jwk.d !== undefined) throw bad('BAD_KEY_SET', `key '${kid}' is private; list public keys only`);
    const publicKey = importEd25519(jwk, kid, 'BAD_KEY_SET');
    // A key that cannot be imported is reported by the first token that needs it, not by an unhandled rejection.
    publicKey.catch(() => undefined);
    byId.set(kid, { owner, publicKey });
  }
  return { find: (kid) => byId.get(kid), jwks: { keys: keys as JWK[] } };
};

/** Fresh keys, ready for the environment: a private JWK per owner (SOUK_SIGNING_KEY) and the JWKS of all (SOUK_JWKS), each as JSON. */
export const generateKeys = async <Owner extends KeyOwner>(owners: readonly Owner[]): Promise<{ readonly privateKeys: Readonly<Record<Owner, string>>; readonly jwks: string }> => {
  const pairs = await Promise.all(owners.map(async (owner) => {
    const { privateKey } = await generateKeyPair('EdDSA', { crv: 'Ed25519', extractable: true });
    const { kty, crv, x, d } = await exportJWK(privateKey);
    return { owner, d, publicJwk: { kid: `${owner}-1`, kty, crv, x, alg: 'EdDSA', use: 'sig' } };
  }));
  return {
    privateKeys: Object.fromEntries(pairs.map(({ owner, d, publicJwk }) => [owner, JSON.stringify({ ...publicJwk, d })])) as Record<Owner, string>,
    jwks: JSON.stringify({ keys: pairs.map(({ publicJwk }) => publicJwk) }),
  };
};

type KeyErrorCode = 'BAD_SIGNING_KEY' | 'BAD_KEY_SET';

const bad = (code: KeyErrorCode, what: string): OperationalError => new OperationalError(code, `${code === 'BAD_KEY_SET' ? 'SOUK_JWKS' : 'SOUK_SIGNING_KEY'}: ${what}.`, false);

const readJson = (json: string, code: KeyErrorCode): object => {
  let value: unknown;
  try {
    value = JSON.parse(json);
  } catch {
    throw bad(code, 'expected JSON, got something else');
  }
  if (typeof value !== 'object' || value === null) throw bad(code, 'expected a JSON object');
  return value;
};

const identify = (jwk: JWK, code: KeyErrorCode): { readonly kid: string; readonly owner: KeyOwner } => {
  const kid: unknown = typeof jwk === 'object' && jwk !== null ? jwk.kid : undefined;
  const owner = typeof kid === 'string' ? /^([a-z]+)-[0-9]{1,6}$/.exec(kid)?.[1] : undefined;
  if (typeof kid !== 'string' || !isKeyOwner(owner)) throw bad(code, `a key's kid is '<owner>-<number>' with an owner of ${KEY_OWNERS.join(', ')}; got ${typeof kid === 'string' ? `'${kid.slice(0, 40)}'` : typeof kid}`);
  if (jwk.kty !== 'OKP' || jwk.crv !== 'Ed25519' || typeof jwk.x !== 'string') throw bad(code, `key '${kid}' is not an Ed25519 key (kty OKP, crv Ed25519)`);
  return { kid, owner };
};

const isKeyOwner = (text: unknown): text is KeyOwner => (KEY_OWNERS as readonly unknown[]).includes(text);

const importEd25519 = async (jwk: JWK, kid: string, code: KeyErrorCode): Promise<CryptoKey> => {
  try {
    const key = await importJWK({ ...jwk, alg: 'EdDSA' }, 'EdDSA');
    if (key instanceof Uint8Array) throw new TypeError('a symmetric key');
    return key;
  } catch {
    throw bad(code, `key '${kid}' cannot be read as Ed25519`);
  }
};
