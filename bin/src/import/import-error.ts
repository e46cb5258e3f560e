/** Ends the import with one line for a person: what was expected, what was found, what to do. */
export class ImportError extends Error {
  override readonly name = 'ImportError';
  constructor(message: string, readonly kind: 'usage' | 'failed' = 'failed') {
    super(message);
  }
}
