import { createHash } from 'node:crypto';
import { type Logger } from '@souk/telemetry';
import { isRefused } from '../plan/document-cache.js';
import { type ServedSupergraph } from '../supergraph/supergraph.js';
import { endpointOf, type RestEndpoint } from './endpoint.js';
import { openApiOf } from './openapi/document.js';
import { pageOf } from './page.js';
import { type RestOperation } from './rest-operation.js';

/** Bytes that are sent again and again. */
export interface Representation {
  readonly type: string;
  readonly bytes: Buffer;
  /** Strong (RFC 9110 §8.8.3): of the bytes. */
  readonly etag: string;
}

/** All of REST on one version of the supergraph. */
export interface RestApi {
  readonly id: string;
  endpointAt(path: string): RestEndpoint | undefined;
  readonly document: Representation;
  readonly page: Representation;
}

/** What of the supergraph is asked. */
export type DescribedSupergraph = Pick<ServedSupergraph, 'id' | 'schema' | 'rules' | 'documents'>;

/** Makes paths of the operations that the supergraph can run; one that it cannot is logged and not offered. */
export const restApiOf = (operations: readonly RestOperation[], { id, schema, rules, documents }: DescribedSupergraph, logger: Logger): RestApi => {
  const endpoints = new Map<string, RestEndpoint>();
  for (const operation of operations) {
    const read = documents.read(operation.text);
    if (isRefused(read)) logger.error({ supergraph: id, operation: operation.path, reasons: read.map(({ message }) => message) }, 'an operation is not valid on the supergraph, so REST does not offer it');
    else endpoints.set(operation.path, endpointOf(operation, schema, rules));
  }
  const document = openApiOf([...endpoints.values()], schema, id);
  return {
    id,
    endpointAt: (path) => endpoints.get(path),
    document: representationOf('application/json; charset=utf-8', JSON.stringify(document)),
    page: representationOf('text/html; charset=utf-8', pageOf(document)),
  };
};

const representationOf = (type: string, text: string): Representation => {
  const bytes = Buffer.from(text);
  return { type, bytes, etag: etagOf(bytes) };
};

export const etagOf = (bytes: Buffer): string => `"${createHash('sha256').update(bytes).digest('base64url')}"`;

/** Whether the client has that version (RFC 9110 §13.1.2: compared weakly). */
export const isKnown = (etag: string, ifNoneMatch: string | undefined): boolean =>
  ifNoneMatch !== undefined && (ifNoneMatch.trim() === '*' || ifNoneMatch.split(',').some((each) => each.trim().replace(/^W\//, '') === etag));
