import { type GraphQLFormattedError } from 'graphql';

/** What is tested: something that answers operations over a federation. */
export interface Subject {
  readonly name: string;
  run(request: SubjectRequest): Promise<SubjectAnswer>;
  /** For the report of a difference. */
  planOf(request: SubjectRequest): string;
}

export interface SubjectRequest {
  readonly query: string;
  readonly operationName?: string;
  readonly variables: Readonly<Record<string, unknown>>;
}

/** As a client reads it: plain JSON. */
export interface SubjectAnswer {
  readonly data?: unknown;
  readonly errors?: readonly GraphQLFormattedError[];
}
