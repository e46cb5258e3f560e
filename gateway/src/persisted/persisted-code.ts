import { type GraphQLError } from 'graphql';

/** Stable codes of persisted operations; the first two are those of Apollo's protocol, which clients branch on. */
export const PersistedCode = {
  /** Nobody has said yet what that hash stands for: send the text along once. HTTP 200. */
  notFound: 'PERSISTED_QUERY_NOT_FOUND',
  /** A version of the protocol other than 1, or a hash that is none: send texts. HTTP 200. */
  notSupported: 'PERSISTED_QUERY_NOT_SUPPORTED',
  /** Only listed operations run here, and this is none. HTTP 400. */
  required: 'PERSISTED_OPERATION_REQUIRED',
  /** Neither a text nor a hash, or a hash that is not the text's. HTTP 400. */
  badRequest: 'BAD_REQUEST',
} as const;

/** The HTTP status of an answer that is that refusal of resolve()'s alone. Apollo's clients expect 200 where they are to send the text. */
export const persistedStatusOf = ({ extensions: { code } }: Pick<GraphQLError, 'extensions'>): 200 | 400 => (code === PersistedCode.notFound || code === PersistedCode.notSupported ? 200 : 400);
