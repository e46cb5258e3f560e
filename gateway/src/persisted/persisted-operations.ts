import { GraphQLError } from 'graphql';
import { type Clock } from '@souk/kernel';
import { type Logger } from '@souk/telemetry';
import { sha256Of, type AllowList } from './allow-list.js';
import { AutomaticQueries } from './automatic-queries.js';
import { PersistedCode } from './persisted-code.js';

export interface PersistedOperationsSettings {
  /** With it only its operations run, and nothing is registered. */
  readonly allowList?: AllowList;
  readonly redisUrl?: string;
  readonly clock: Clock;
  readonly logger: Logger;
  /** Told whether a hash that came without its text was known. */
  onLookup?(isKnown: boolean): void;
}

/** What of a request says which operation it means. */
export interface OperationParams {
  readonly query?: string | undefined;
  readonly operationName?: string | undefined;
  readonly extensions?: Readonly<Record<string, unknown>> | undefined;
}

export interface PersistedOperations {
  /** The text to run, or why there is none. At once unless Redis has to be asked. Never throws, never rejects. */
  resolve(params: OperationParams): string | GraphQLError | Promise<string | GraphQLError>;
  close(): Promise<void>;
}

/**
 * Automatic persisted queries by Apollo's protocol (`extensions.persistedQuery: { version: 1, sha256Hash }`), or, with an allow-list,
 * its operations alone: by their text, by a hash of it, or by the operation's name where nothing else is sent.
 */
export const createPersistedOperations = ({ allowList, onLookup, ...settings }: PersistedOperationsSettings): PersistedOperations => {
  if (allowList !== undefined) return { resolve: (params) => listed(allowList, params), close: () => Promise.resolve() };
  const queries = new AutomaticQueries(settings);
  return {
    resolve: (params) => automatic(queries, params, onLookup),
    close: () => {
      queries.close();
      return Promise.resolve();
    },
  };
};

const automatic = (queries: AutomaticQueries, { query, extensions }: OperationParams, onLookup: PersistedOperationsSettings['onLookup']): string | GraphQLError | Promise<string | GraphQLError> => {
  const hash = hashOf(extensions);
  if (hash instanceof GraphQLError) return hash;
  if (hash === undefined) return query === undefined || query === '' ? missing() : query;
  if (query === undefined || query === '') {
    const text = queries.textOf(hash);
    const found = (known: string | undefined): string | GraphQLError => {
      onLookup?.(known !== undefined);
      return known ?? notFound();
    };
    return text instanceof Promise ? text.then(found) : found(text);
  }
  if (sha256Of(query) !== hash) return mismatch();
  queries.remember(hash, query);
  return query;
};

const listed = (allowList: AllowList, { query, operationName, extensions }: OperationParams): string | GraphQLError => {
  const hash = hashOf(extensions);
  if (hash instanceof GraphQLError) return hash;
  if (query !== undefined && query !== '') {
    const text = allowList.ofText(query);
    if (text === undefined) return required();
    return hash !== undefined && sha256Of(query) !== hash ? mismatch() : text;
  }
  if (hash !== undefined) return allowList.ofHash(hash) ?? required();
  return operationName === undefined ? missing() : allowList.ofName(operationName) ?? required();
};

/** Undefined where the request names no persisted query. */
const hashOf = (extensions: OperationParams['extensions']): string | undefined | GraphQLError => {
  const persistedQuery = extensions?.['persistedQuery'];
  if (persistedQuery === undefined || persistedQuery === null) return undefined;
  const { version, sha256Hash } = persistedQuery as { readonly version?: unknown; readonly sha256Hash?: unknown };
  if (version !== 1 || typeof sha256Hash !== 'string' || !SHA256.test(sha256Hash)) return refusal('PersistedQueryNotSupported', PersistedCode.notSupported);
  return sha256Hash;
};

const SHA256 = /^[0-9a-f]{64}$/;

const notFound = (): GraphQLError => refusal('PersistedQueryNotFound', PersistedCode.notFound);
const mismatch = (): GraphQLError => refusal('provided sha does not match query', PersistedCode.badRequest);
const required = (): GraphQLError => refusal('Only listed operations run here: send one of them, its SHA-256 or its name.', PersistedCode.required);
const missing = (): GraphQLError => refusal('Expected an operation: a non-empty `query` or the `persistedQuery` extension.', PersistedCode.badRequest);

const refusal = (message: string, code: string): GraphQLError => new GraphQLError(message, { extensions: { code } });
