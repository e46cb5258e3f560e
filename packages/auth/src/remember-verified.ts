import { type KeySet } from './keys.js';

/** What a process remembers of one kind: the least recently used is forgotten first. */
const MAX_REMEMBERED = 10_000;

interface Verified<Value> {
  readonly value: Value;
  readonly expiresAtMs: number;
}

/**
 * A memory of tokens that were verified by a key set, each until it expires: callers show one token many times, and a signature costs more than all else of a small call.
 * What `verify` throws is not remembered. `name` tells apart what one token was verified for.
 */
export const rememberVerified = <Value>(): ((keys: KeySet, name: string, now: Date, verify: () => Promise<Verified<Value>>) => Promise<Value>) => {
  const perKeySet = new WeakMap<KeySet, Map<string, Verified<Value>>>();
  return async (keys, name, now, verify) => {
    let remembered = perKeySet.get(keys);
    if (remembered === undefined) perKeySet.set(keys, (remembered = new Map()));
    const known = remembered.get(name);
    remembered.delete(name);
    if (known !== undefined && known.expiresAtMs > now.getTime()) {
      remembered.set(name, known); // moves it to the end: the first one is the least recently used
      return known.value;
    }
    const verified = await verify();
    remembered.set(name, verified);
    if (remembered.size > MAX_REMEMBERED) {
      const [oldest] = remembered.keys();
      if (oldest !== undefined) remembered.delete(oldest);
    }
    return verified.value;
  };
};
