import { DomainError } from '@souk/kernel';

/** A member of a mutation's result union that implements `UserError`, with the fields of its type beside these. */
export interface UserErrorFields {
  readonly __typename: string;
  readonly message: string;
  readonly code: string;
  readonly path: readonly string[] | null;
}

/**
 * An expected refusal as data: `catch (error) { return asUserError(error); }`.
 * Its GraphQL type is the code in Pascal case and `Error` (`INSUFFICIENT_STOCK` is `InsufficientStockError`), or what `details.__typename` says; `details` are its fields.
 * Throws anything that is not a DomainError on, as it is.
 */
export const asUserError = <Result extends { readonly __typename?: string }>(error: unknown): Result => {
  if (!(error instanceof DomainError)) throw error;
  const { __typename, ...details } = error.details;
  const fields: UserErrorFields = {
    ...details,
    __typename: typeof __typename === 'string' ? __typename : `${pascalCase(error.code)}Error`,
    message: error.message,
    code: error.code,
    path: error.path ?? null,
  };
  // The union's members are the schema's affair: graphql refuses a type that is not one of them.
  return fields as unknown as Result;
};

const pascalCase = (code: string): string => code.toLowerCase().replaceAll(/(?:^|_)([a-z0-9])/g, (_match, letter: string) => letter.toUpperCase());
