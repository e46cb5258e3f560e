/** Longest cursor that is read, in characters; ours are far shorter. */
const MAX_CURSOR_LENGTH = 512;

type CursorPart = string | number | null;

/** An opaque Relay cursor over the keyset columns of a row, in their order. */
export const encodeCursor = (parts: readonly CursorPart[]): string => base64Url(JSON.stringify(parts));

/**
 * The keyset columns of a cursor that `encodeCursor` made, or undefined where the text is not one:
 * a wrong length, a wrong type, or not ours at all.
 */
export const decodeCursor = (cursor: string, types: readonly ('string' | 'number' | 'nullable-string' | 'nullable-number')[]): readonly CursorPart[] | undefined => {
  if (cursor.length > MAX_CURSOR_LENGTH) return undefined;
  const parts = parse(cursor);
  if (!Array.isArray(parts) || parts.length !== types.length) return undefined;
  const fits = parts.every((part, index) => {
    const type = types[index] ?? '';
    return (part === null && type.startsWith('nullable-')) || typeof part === type.replace('nullable-', '');
  });
  return fits ? (parts as CursorPart[]) : undefined;
};

const parse = (cursor: string): unknown => {
  try {
    const bytes = Uint8Array.from(atob(cursor.replaceAll('-', '+').replaceAll('_', '/')), (character) => character.charCodeAt(0));
    return JSON.parse(new TextDecoder().decode(bytes));
  } catch {
    return undefined;
  }
};

const base64Url = (text: string): string => {
  let binary = '';
  for (const byte of new TextEncoder().encode(text)) binary += String.fromCharCode(byte);
  return btoa(binary).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
};
