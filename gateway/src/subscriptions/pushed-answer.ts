/** The answer to one event, made once and written to everybody who shares the stream. */
export interface PushedAnswer {
  /** JSON in UTF-8, on one line: an event stream's `data:` is one. */
  readonly body: Buffer;
  readonly sequence: number | undefined;
}

const [LINE_FEED, CARRIAGE_RETURN, SPACE] = [0x0a, 0x0d, 0x20];

export const pushedAnswer = (json: Buffer, sequence?: number): PushedAnswer => ({ body: onOneLine(json), sequence });

/** Within JSON a line break is white space between tokens, never part of a string. */
const onOneLine = (json: Buffer): Buffer =>
  json.includes(LINE_FEED) || json.includes(CARRIAGE_RETURN) ? Buffer.from(json.map((byte) => (byte === LINE_FEED || byte === CARRIAGE_RETURN ? SPACE : byte))) : json;
