import { GraphQLError, type GraphQLFormattedError } from 'graphql';
import { UnauthenticatedError } from '@souk/auth';
import { DomainError, OperationalError } from '@souk/kernel';
import { Code, ConnectError } from '@souk/rpc';

const INTERNAL = 'INTERNAL_SERVER_ERROR';

/** An error as clients see it, and whether it is news to us too and belongs into the log. */
export interface PresentedError {
  readonly formatted: GraphQLFormattedError;
  readonly isUnexpected: boolean;
}

/**
 * Refusals keep code, message and details; failures of what we depend on keep their code, and their message for clients where they have one; all else is masked.
 * Never a stack, never a message that was not written for clients.
 */
export const presentError = (error: GraphQLError): PresentedError => {
  const cause = rootCause(error);
  if (cause instanceof DomainError) {
    const { __typename: _, ...details } = cause.details;
    return shown(error, cause.message, { ...details, code: cause.code });
  }
  if (cause instanceof UnauthenticatedError) return shown(error, cause.message, { code: cause.code });
  if (cause instanceof OperationalError) return failed(error, cause.code, cause.clientMessage);
  if (cause instanceof ConnectError) return failed(error, cause.code === Code.DeadlineExceeded ? 'DEADLINE_EXCEEDED' : cause.code === Code.Unavailable ? 'SERVICE_UNAVAILABLE' : INTERNAL);
  // Apollo Server puts the code on its own error around graphql's.
  if (cause instanceof GraphQLError && typeof error.extensions['code'] === 'string' && error.extensions['code'] !== INTERNAL) return shown(error, error.message, forClients(error.extensions));
  return failed(error, INTERNAL);
};

/** `http` is an instruction to the Apollo Server that answers. */
const forClients = ({ http: _, ...extensions }: GraphQLError['extensions']): Readonly<Record<string, unknown>> => extensions;

const shown = (error: GraphQLError, message: string, extensions: Readonly<Record<string, unknown>>): PresentedError => ({ formatted: format(error, message, extensions), isUnexpected: false });

const failed = (error: GraphQLError, code: string, message = code === INTERNAL ? 'Something went wrong on our side.' : 'A service that this needs does not answer right now; try again.'): PresentedError => ({
  formatted: format(error, message, { code }),
  isUnexpected: true,
});

const format = ({ locations, path }: GraphQLError, message: string, extensions: Readonly<Record<string, unknown>>): GraphQLFormattedError => ({
  message,
  ...(locations === undefined ? {} : { locations }),
  ...(path === undefined ? {} : { path }),
  extensions,
});

/** What was thrown in the first place; graphql wraps it once per place it passes. */
const rootCause = (error: Error): unknown => (error instanceof GraphQLError && error.originalError !== undefined ? rootCause(error.originalError) : error);
