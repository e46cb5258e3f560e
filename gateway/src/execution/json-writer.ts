const QUOTE = 34;
const BACKSLASH = 92;
const FIRST_PRINTABLE = 32;
const LAST_PRINTABLE = 126;
/** Anything but printable ASCII that stands for itself. */
const NOT_PLAIN = /[^ !#-[\]-~]/;
/** Up to that length a call into native code costs more than it saves, in characters. */
const LONGEST_COPIED_BY_HAND = 24;
/** UTF-8 takes at most three bytes for each UTF-16 unit. */
const BYTES_PER_UNIT = 3;
const INITIAL_BYTES = 64 * 1024;
/** What is kept after one answer that needed more. */
const MAX_KEPT_BYTES = 8 * 1024 * 1024;

/** Part of what was written: from where to where. */
export interface Written {
  readonly from: number;
  readonly to: number;
}

/**
 * Writes JSON as bytes. Joining strings and encoding them at the end costs several times as much: each piece is touched once here,
 * and what is the same again is copied as it stands. Grows as needed and is used again and again; one text at a time.
 */
export class JsonWriter {
  #bytes = Buffer.allocUnsafe(INITIAL_BYTES);
  #at = 0;
  #isPlain = false;

  /** Begins anew. `isPlain` promises that no string has anything to escape: no quote, backslash, control character or lone surrogate. */
  begin(isPlain: boolean): void {
    this.#at = 0;
    this.#isPlain = isPlain;
  }

  /** Where the next byte goes. */
  get position(): number {
    return this.#at;
  }

  /** Takes back everything after that position. */
  rewind(position: number): void {
    this.#at = position;
  }

  /** A copy of everything, and begins anew. */
  take(): Buffer {
    const text = Buffer.from(this.#bytes.subarray(0, this.#at));
    this.#at = 0;
    if (this.#bytes.length > MAX_KEPT_BYTES) this.#bytes = Buffer.allocUnsafe(INITIAL_BYTES);
    return text;
  }

  /** JSON text as it is; ASCII only. */
  ascii(bytes: Uint8Array): void {
    const length = bytes.length;
    if (this.#at + length > this.#bytes.length) this.#grow(length);
    const target = this.#bytes;
    const at = this.#at;
    for (let index = 0; index < length; index += 1) target[at + index] = bytes[index] as number;
    this.#at = at + length;
  }

  byte(byte: number): void {
    if (this.#at + 1 > this.#bytes.length) this.#grow(1);
    this.#bytes[this.#at] = byte;
    this.#at += 1;
  }

  /** JSON text as it is. */
  text(text: string): void {
    if (this.#at + text.length * BYTES_PER_UNIT > this.#bytes.length) this.#grow(text.length * BYTES_PER_UNIT);
    this.#at += this.#bytes.write(text, this.#at);
  }

  /** A string, quoted (RFC 8259 §7). Most are printable ASCII and need no escapes. */
  string(value: string): void {
    const length = value.length;
    if (this.#at + length + 2 > this.#bytes.length) this.#grow(length + 2);
    if (length > LONGEST_COPIED_BY_HAND) return this.#isPlain ? this.#plainString(value) : this.#longString(value);
    const target = this.#bytes;
    let at = this.#at;
    target[at] = QUOTE;
    at += 1;
    for (let index = 0; index < length; index += 1) {
      const unit = value.charCodeAt(index);
      if (unit < FIRST_PRINTABLE || unit > LAST_PRINTABLE || unit === QUOTE || unit === BACKSLASH) return this.text(JSON.stringify(value));
      target[at] = unit;
      at += 1;
    }
    target[at] = QUOTE;
    this.#at = at + 1;
  }

  #plainString(value: string): void {
    const most = value.length * BYTES_PER_UNIT + 2;
    if (this.#at + most > this.#bytes.length) this.#grow(most);
    this.#bytes[this.#at] = QUOTE;
    this.#at += 1 + this.#bytes.write(value, this.#at + 1);
    this.byte(QUOTE);
  }

  #longString(value: string): void {
    if (NOT_PLAIN.test(value)) return this.text(JSON.stringify(value));
    this.#bytes[this.#at] = QUOTE;
    this.#at += 1 + this.#bytes.write(value, this.#at + 1, 'latin1');
    this.byte(QUOTE);
  }

  /** An integer of 32 bits. */
  int(value: number): void {
    if (value >= 0 && value < 10) this.byte(value + 48);
    else this.text(String(value));
  }

  /** The same once more. */
  repeat({ from, to }: Written): void {
    if (this.#at + to - from > this.#bytes.length) this.#grow(to - from);
    this.#bytes.copyWithin(this.#at, from, to);
    this.#at += to - from;
  }

  #grow(needed: number): void {
    const larger = Buffer.allocUnsafe(Math.max(this.#bytes.length * 2, this.#at + needed));
    this.#bytes.copy(larger, 0, 0, this.#at);
    this.#bytes = larger;
  }
}
