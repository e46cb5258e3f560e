import { OperationalError } from '@souk/kernel';

/** Whoever asks did not prove who they are: no token, a forged one, one for somebody else, or one that is over. Says no more than that to the client. */
export class UnauthenticatedError extends OperationalError {
  override readonly name = 'UnauthenticatedError';
  constructor(message = 'A valid token is required.', options?: ErrorOptions) {
    super('UNAUTHENTICATED', message, false, options);
  }
}
