import { type IncomingMessage } from 'node:http';
import { badRequest, type Refusal } from './refusal.js';

/** Types that a page of another site may send without being asked for leave (Fetch standard, CORS-safelisted content types). */
const SIMPLE_TYPES: readonly string[] = ['application/x-www-form-urlencoded', 'multipart/form-data', 'text/plain'];
/** A header of one's own makes a browser ask first; clients send these for that reason. */
const PREFLIGHT_HEADERS = ['x-apollo-operation-name', 'apollo-require-preflight'] as const;

/** Prevents cross-site request forgery the way Apollo Server does: a request that a browser would send for any page is refused. `mediaType` is the essence of the content type. */
export const crossSiteRefusal = ({ headers }: IncomingMessage, mediaType: string | undefined): Refusal | undefined => {
  if (mediaType !== undefined && !SIMPLE_TYPES.includes(mediaType)) return undefined;
  if (PREFLIGHT_HEADERS.some((name) => (headers[name] ?? '') !== '')) return undefined;
  return badRequest(`This operation has been blocked as a potential Cross-Site Request Forgery (CSRF). Send a 'content-type' header that is none of ${SIMPLE_TYPES.join(', ')}, or a non-empty value for one of the headers ${PREFLIGHT_HEADERS.join(', ')}.`);
};
