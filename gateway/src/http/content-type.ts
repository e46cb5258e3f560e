import { type IncomingMessage } from 'node:http';
import { JSON_TYPE } from './accept.js';
import { badRequest, type Refusal } from './refusal.js';

/** Type and subtype in lower case; undefined where nothing was said. */
export const mediaTypeOf = (contentType: string | undefined): string | undefined =>
  contentType === undefined || contentType === JSON_TYPE ? contentType : essenceOf(contentType);

const essenceOf = (contentType: string): string => {
  const end = contentType.indexOf(';');
  return (end < 0 ? contentType : contentType.slice(0, end)).trim().toLowerCase();
};

/** A body must be JSON in UTF-8 (RFC 8259 §8.1), as it is. */
export const bodyTypeRefusal = ({ headers }: IncomingMessage, mediaType: string | undefined): Refusal | undefined => {
  const { 'content-type': contentType = '', 'content-encoding': encoding = 'identity' } = headers;
  if (mediaType !== JSON_TYPE) return badRequest(`Expected the content type ${JSON_TYPE}, got '${contentType}'.`, 415, ['accept-post', JSON_TYPE]);
  const charset = contentType === JSON_TYPE ? undefined : /;\s*charset\s*=\s*"?([^";\s]*)/i.exec(contentType)?.[1];
  if (charset !== undefined && !/^utf-?8$/i.test(charset)) return badRequest(`Expected JSON in utf-8, got the charset '${charset}'.`, 415, ['accept-post', JSON_TYPE]);
  if (encoding.toLowerCase() !== 'identity') return badRequest(`Bodies are taken as they are; this one has the content encoding '${encoding}'.`, 415, ['accept-encoding', 'identity']);
  return undefined;
};
