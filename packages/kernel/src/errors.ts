/** What is wrong with one field of an input: `rule` is stable, `message` is for people. */
export interface FieldIssue {
  readonly path: readonly string[];
  readonly rule: string;
  readonly message: string;
}

/**
 * An expected refusal (out of stock, a stale version): rolls the transaction back and reaches the client as data.
 * `details` become fields of the GraphQL error type that `code` names.
 */
export class DomainError extends Error {
  override readonly name: string = 'DomainError';
  constructor(readonly code: string, message: string, readonly details: Readonly<Record<string, unknown>> = {}, readonly path?: readonly string[]) {
    super(message);
  }
}

/** An input that breaks a rule; lists every broken one. */
export class ValidationError extends DomainError {
  override readonly name = 'ValidationError';
  constructor(readonly issues: readonly FieldIssue[], message = issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`).join('; ')) {
    super('VALIDATION', message, { issues }, issues[0]?.path);
  }
}

/** The thing named does not exist, or the viewer may not know that it does. */
export class NotFoundError extends DomainError {
  override readonly name = 'NotFoundError';
  constructor(readonly entityId: string, message = `Nothing was found under '${entityId}'.`) {
    super('NOT_FOUND', message, { entityId });
  }
}

/** Somebody else wrote first: read again, decide again. */
export class ConflictError extends DomainError {
  override readonly name = 'ConflictError';
  constructor(readonly expectedVersion: number, readonly actualVersion: number, message = `Expected version ${expectedVersion}, found ${actualVersion}: read it again and repeat the change.`) {
    super('CONFLICT', message, { expectedVersion, actualVersion });
  }
}

/** The key stands for another input: a client that meant to repeat itself did not. */
export class IdempotencyMismatchError extends DomainError {
  override readonly name = 'IdempotencyMismatchError';
  constructor() {
    super('IDEMPOTENCY_MISMATCH', 'This idempotencyKey was used before with another input: take a new key for a new intent.', {}, ['idempotencyKey']);
  }
}

interface OperationalErrorOptions extends ErrorOptions {
  /** What clients are told instead of "try again"; `message` is for the log. */
  readonly clientMessage?: string;
}

/** Something that we depend on failed (a time-out, a refused connection); `retryable` says whether trying again may help. */
export class OperationalError extends Error {
  override readonly name: string = 'OperationalError';
  readonly clientMessage: string | undefined;
  constructor(readonly code: string, message: string, readonly retryable: boolean, options: OperationalErrorOptions = {}) {
    super(message, options);
    this.clientMessage = options.clientMessage;
  }
}

/** A programmer's error if false: stops the work, is logged, and is masked from clients. */
export function assertInvariant(condition: unknown, message: string): asserts condition {
  if (!condition) throw new Error(`Invariant broken: ${message}`);
}
