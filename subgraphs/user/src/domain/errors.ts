import { DomainError } from '@souk/kernel';

/** E-mail and password do not belong together, or a refresh token is worth nothing. Never says which. */
export class InvalidCredentialsError extends DomainError {
  override readonly name = 'InvalidCredentialsError';
  constructor(message = 'E-mail and password do not belong together.') {
    super('INVALID_CREDENTIALS', message);
  }
}

/** Too much at once; the same thing may work later. */
export class RateLimitedError extends DomainError {
  override readonly name = 'RateLimitedError';
  constructor(retryAfterSeconds: number) {
    super('RATE_LIMITED', `Too many tries; try again in ${retryAfterSeconds} seconds.`, { retryAfterSeconds });
  }
}
