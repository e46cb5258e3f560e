/** What a cache keeps for one key. No `value` means: the source was asked and has nothing (a negative entry). */
export interface Entry {
  readonly value?: unknown;
  /** Version of the source that the value shows; compared with invalidations. */
  readonly version: number;
  readonly tags: readonly string[];
  readonly expiresAtMs: number;
  /** How long loading it took, in ms: the later it is refreshed, the likelier a reader waits that long. */
  readonly loadMs: number;
}

/** Older than every version: whatever was heard about a key that "is not there" outdates that answer. */
export const NEGATIVE_VERSION = -1;

/** Longest life of an entry in any tier, and so the longest that an invalidation lost with its process can matter. */
export const MAX_TTL_MS = 10 * 60_000;

const TOMBSTONE_BODY = '-';

/** The text that shared tiers store: the version first, so that a server-side script can compare it without parsing the rest. */
export const encodeEntry = ({ value, version, tags, expiresAtMs, loadMs }: Entry): string =>
  `${version} ${JSON.stringify({ e: expiresAtMs, l: loadMs, ...(tags.length > 0 && { t: tags }), ...(value !== undefined && { v: value }) })}`;

/** The text of a key that is known to be stale below that version. */
export const encodeTombstone = (version: number): string => `${version} ${TOMBSTONE_BODY}`;

/** The version that `encodeEntry` or `encodeTombstone` wrote, or undefined where the text is neither. */
export const versionOf = (text: string): number | undefined => {
  const version = Number.parseInt(text, 10);
  return Number.isSafeInteger(version) ? version : undefined;
};

/** The entry in a stored text; undefined for a tombstone and for whatever we did not write. */
export const decodeEntry = (text: string): Entry | undefined => {
  const version = versionOf(text);
  const body = text.slice(text.indexOf(' ') + 1);
  if (version === undefined || body === TOMBSTONE_BODY) return undefined;
  const stored = parseObject(body);
  if (typeof stored?.['e'] !== 'number') return undefined;
  return {
    version,
    expiresAtMs: stored['e'],
    loadMs: typeof stored['l'] === 'number' ? stored['l'] : 0,
    tags: Array.isArray(stored['t']) ? (stored['t'] as readonly string[]) : [],
    ...('v' in stored && { value: stored['v'] }),
  };
};

const parseObject = (text: string): Record<string, unknown> | undefined => {
  try {
    const parsed: unknown = JSON.parse(text);
    return typeof parsed === 'object' && parsed !== null ? (parsed as Record<string, unknown>) : undefined;
  } catch {
    return undefined;
  }
};
