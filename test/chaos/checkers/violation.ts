/** A promise that was not kept. */
export interface Violation {
  /** Which one, in a few words. */
  readonly rule: string;
  /** What was expected, and what was found. */
  readonly message: string;
  /** Orders, variants and idempotency keys that it is about. */
  readonly keys: readonly string[];
}
