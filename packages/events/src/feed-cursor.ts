/** A place in a log's feed: everything up to and including (tx, position) has been seen. Decimal texts of 64-bit numbers. */
export interface Cursor {
  readonly tx: string;
  readonly position: string;
}

/** Before the first event. */
export const START: Cursor = { tx: '0', position: '0' };

/** Negative, 0 or positive as `left` lies before, at or after `right` in the feed. */
export const compareCursors = (left: Cursor, right: Cursor): number =>
  compareDecimals(left.tx, right.tx) || compareDecimals(left.position, right.position);

/** The cursor as a text, for a message's header. */
export const encodeCursor = ({ tx, position }: Cursor): string => `${tx}/${position}`;

/** The cursor in such a text; undefined where it is none. */
export const decodeCursor = (text: unknown): Cursor | undefined => {
  const [, tx, position] = (typeof text === 'string' && /^(\d{1,20})\/(\d{1,20})$/.exec(text)) || [];
  return tx === undefined || position === undefined ? undefined : { tx, position };
};

/** Compares whole numbers without sign or leading zeros: the longer is the larger. */
const compareDecimals = (left: string, right: string): number => {
  if (left.length !== right.length) return left.length - right.length;
  if (left === right) return 0;
  return left < right ? -1 : 1;
};
