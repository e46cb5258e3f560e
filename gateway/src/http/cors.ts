import { type RequestHandler } from 'express';

const ALLOWED_HEADERS = 'authorization, content-type, traceparent, apollo-require-preflight, x-apollo-operation-name';
/** How long a browser remembers a preflight, in seconds. */
const PREFLIGHT_MAX_AGE_SECONDS = 600;

/** Lets pages of those origins (or of all: '*') call the API (Fetch standard, CORS protocol). Without credentials: tokens travel in a header that scripts set. */
export const cors = (origins: readonly string[]): RequestHandler => (request, response, next) => {
  const origin = request.header('origin');
  response.vary('Origin');
  if (origin !== undefined && (origins.includes('*') || origins.includes(origin))) {
    response.setHeader('access-control-allow-origin', origins.includes('*') ? '*' : origin);
    response.setHeader('access-control-allow-headers', ALLOWED_HEADERS);
    response.setHeader('access-control-allow-methods', 'GET, POST');
    response.setHeader('access-control-max-age', PREFLIGHT_MAX_AGE_SECONDS);
  }
  if (request.method === 'OPTIONS') return void response.status(204).end();
  next();
};
