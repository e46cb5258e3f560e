/** A 32-bit number from a text, the same everywhere and for ever (FNV-1a, then MurmurHash3's finaliser so that every bit counts). */
export const hash = (text: string): number => {
  let state = 0x811c9dc5;
  for (let index = 0; index < text.length; index += 1) state = Math.imul(state ^ text.charCodeAt(index), 0x01000193);
  return finalised(state);
};

/** Another number from two: the same every time, and unlike either. */
export const mixed = (left: number, right: number): number => finalised(left ^ Math.imul(right + 0x9e3779b9, 0x85ebca6b));

const finalised = (number: number): number => {
  let state = Math.imul(number ^ (number >>> 16), 0x85ebca6b);
  state = Math.imul(state ^ (state >>> 13), 0xc2b2ae35);
  return (state ^ (state >>> 16)) >>> 0;
};

/** JSON text that does not depend on the order of keys. */
export const stableText = (value: unknown): string => {
  if (Array.isArray(value)) return `[${value.map(stableText).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? 'undefined';
  return `{${Object.keys(value).sort().map((key) => `${JSON.stringify(key)}:${stableText((value as Record<string, unknown>)[key])}`).join(',')}}`;
};
