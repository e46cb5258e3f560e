import { type TypedDocumentNode } from '@graphql-typed-document-node/core';
import { print } from 'graphql';

/** Longest wait for an answer, in milliseconds. */
const DEADLINE_MS = 10_000;

interface GraphQLFault {
  readonly message: string;
  readonly path?: readonly (string | number)[];
  readonly extensions?: { readonly code?: string; readonly service?: string };
}

/** What the endpoint answers: data, errors, or both where a part is missing. */
export interface Answer<Data> {
  readonly data?: Data | null;
  readonly errors?: readonly GraphQLFault[];
}

/** Sends one operation. Throws where there is no answer at all: no network, a time-out, not JSON. */
export const request = async <Data, Variables>(document: TypedDocumentNode<Data, Variables>, variables: Variables, accessToken?: string): Promise<Answer<Data>> => {
  const response = await fetch('/graphql', {
    method: 'POST',
    headers: { 'content-type': 'application/json', accept: 'application/json', ...(accessToken ? { authorization: `Bearer ${accessToken}` } : {}) },
    body: JSON.stringify({ query: print(document), variables }),
    signal: AbortSignal.timeout(DEADLINE_MS),
  });
  return (await response.json()) as Answer<Data>;
};
