/** Ends the command with one line for a person: what was expected, what was found, what to do. */
export class MessagesError extends Error {
  override readonly name = 'MessagesError';
  constructor(message: string, readonly kind: 'usage' | 'failed' = 'failed') {
    super(message);
  }
}
