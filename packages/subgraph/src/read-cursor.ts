import { ValidationError, decodeCursor, isUuid } from '@souk/kernel';

type Parts = NonNullable<ReturnType<typeof decodeCursor>>;

/** The parts of a cursor of ours. Throws ValidationError for anything else: another list's cursor, or parts that could not have come from a row. */
export const readCursor = (cursor: string, types: Parameters<typeof decodeCursor>[1], isOurs: (parts: Parts) => boolean): Parts => {
  const parts = decodeCursor(cursor, types);
  if (parts === undefined || !isOurs(parts)) throw new ValidationError([{ path: ['after'], rule: 'cursor', message: 'Expected the cursor of an edge of this very list; begin at its start again.' }]);
  return parts;
};

type Part = Parts[number] | undefined;

/** Whether a part of a cursor is an instant (ISO 8601). */
export const isInstantPart = (part: Part): part is string => typeof part === 'string' && /^\d{4}-\d\d-\d\dT[\d:.+Z-]{1,40}$/.test(part) && !Number.isNaN(Date.parse(part));

/** Whether it is a UUID. */
export const isUuidPart = (part: Part): part is string => typeof part === 'string' && isUuid(part);
