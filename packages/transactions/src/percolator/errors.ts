/** Another transaction was there first, or took this one for dead: nothing was written, and a new attempt may succeed. */
export class TransactionConflictError extends Error {
  override readonly name = 'TransactionConflictError';
}

/** The answer to the decision was lost, and cannot be asked for now: committed or rolled back, it is one of the two for all. */
export class UnknownOutcomeError extends Error {
  override readonly name = 'UnknownOutcomeError';
}
