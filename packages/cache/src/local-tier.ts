import { LRUCache } from 'lru-cache';
import { type Entry } from './entry.js';

/** Bytes that an entry costs beside its text: keys, objects, list nodes. */
const ENTRY_OVERHEAD_BYTES = 200;

export interface LocalTierOptions {
  readonly maxEntries: number;
  /** Counted by the size of each value's JSON, which is near enough to bound the heap. */
  readonly maxBytes: number;
}

/** The tier inside the process: bounded by entries and by bytes, least recently used out first. */
export class LocalTier {
  readonly #entries: LRUCache<string, Entry>;
  readonly #keysOfTag = new Map<string, Set<string>>();

  constructor({ maxEntries, maxBytes }: LocalTierOptions) {
    this.#entries = new LRUCache<string, Entry>({ max: maxEntries, maxSize: maxBytes, dispose: (entry, key) => this.#unindex(key, entry) });
  }

  get size(): number {
    return this.#entries.size;
  }

  get bytes(): number {
    return this.#entries.calculatedSize;
  }

  get(key: string, nowMs: number): Entry | undefined {
    const entry = this.#entries.get(key);
    if (entry === undefined || entry.expiresAtMs > nowMs) return entry;
    this.#entries.delete(key);
    return undefined;
  }

  /** Keeps the entry unless a newer one is there, or it is larger than the whole tier. */
  set(key: string, entry: Entry, textLength: number): void {
    const current = this.#entries.peek(key);
    if (current !== undefined && current.version > entry.version) return;
    this.#entries.set(key, entry, { size: textLength + key.length + ENTRY_OVERHEAD_BYTES });
    if (this.#entries.peek(key) === entry) this.#index(key, entry);
  }

  forgetKey(key: string, version: number): void {
    const entry = this.#entries.peek(key);
    if (entry !== undefined && entry.version < version) this.#entries.delete(key);
  }

  forgetTag(tag: string, version: number): void {
    for (const key of [...(this.#keysOfTag.get(tag) ?? [])]) this.forgetKey(key, version);
  }

  clear(): void {
    this.#entries.clear();
  }

  #index(key: string, { tags }: Entry): void {
    for (const tag of tags) {
      const keys = this.#keysOfTag.get(tag);
      if (keys === undefined) this.#keysOfTag.set(tag, new Set([key]));
      else keys.add(key);
    }
  }

  #unindex(key: string, { tags }: Entry): void {
    for (const tag of tags) {
      const keys = this.#keysOfTag.get(tag);
      keys?.delete(key);
      if (keys?.size === 0) this.#keysOfTag.delete(tag);
    }
  }
}
