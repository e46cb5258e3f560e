import { JSON_TYPE, RESPONSE_TYPE } from './accept.js';
import { bodyTypeRefusal, mediaTypeOf } from './content-type.js';
import { crossSiteRefusal } from './cross-site.js';
import { type Exchange } from './exchange.js';
import { badRequest, type Refusal } from './refusal.js';

export const ALLOWED_METHODS = 'GET, HEAD, POST, OPTIONS';

/** What is wrong with a request by its head alone. */
export const earlyRefusal = (exchange: Exchange): Refusal | undefined => {
  const { request, accept } = exchange;
  const isPost = request.method === 'POST';
  if (!isPost && !exchange.isSafe) return badRequest(`GraphQL is asked by GET or POST, not by ${request.method ?? ''}.`, 405, ['allow', ALLOWED_METHODS]);
  const mediaType = mediaTypeOf(request.headers['content-type']);
  const crossSite = crossSiteRefusal(request, mediaType);
  if (crossSite !== undefined) return crossSite;
  if (accept.single === undefined && !accept.parts && !exchange.wantsEvents) return badRequest(`Answers are ${JSON_TYPE} or ${RESPONSE_TYPE}; 'accept' names neither.`, 406);
  if (isPost) return bodyTypeRefusal(request, mediaType);
  return mediaType === undefined || mediaType === JSON_TYPE ? undefined : badRequest(`A GET has no content type but ${JSON_TYPE}.`, 415);
};
