import { createHash, timingSafeEqual } from 'node:crypto';
import { type IncomingMessage, type ServerResponse } from 'node:http';
import { isLoopback } from './loopback.js';

interface MetricsRouteOptions {
  /** In Prometheus' text format, and the media type of that. */
  readonly metrics: { readonly contentType: string; text(): Promise<string> };
  /** Whoever bears it may read, from anywhere, and nobody else. Without it this machine may, and nobody else. */
  readonly token?: string | undefined;
}

/**
 * Answers GET and HEAD of /metrics in Prometheus' text format. The endpoint is on a port that others use, too, so it is closed by default: without a token only
 * connections of this machine that no proxy passed on are answered; others get 401 and read what to set. Never rejects.
 */
export const metricsRoute = ({ metrics, token }: MetricsRouteOptions) => {
  const mayRead = token === undefined ? isOfThisMachine : bears(token);
  return async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    if (request.method !== 'GET' && request.method !== 'HEAD') return say(response, 405, 'Metrics are read by GET.', { allow: 'GET, HEAD' });
    if (!mayRead(request)) return say(response, 401, 'Metrics are for this machine, or for who bears the token that METRICS_TOKEN sets.', { 'www-authenticate': 'Bearer' });
    try {
      say(response, 200, await metrics.text(), { 'content-type': metrics.contentType, 'cache-control': 'no-store' });
    } catch (error) {
      say(response, 500, `Metrics cannot be read: ${error instanceof Error ? error.message : String(error)}`, {});
    }
  };
};

const say = (response: ServerResponse, status: number, text: string, headers: Readonly<Record<string, string>>): void => {
  response.writeHead(status, { 'content-type': 'text/plain; charset=utf-8', ...headers, 'content-length': Buffer.byteLength(text) }).end(text);
};

/** A proxy on this machine speaks for the whole world: what it passed on is not of this machine. */
const isOfThisMachine = ({ socket, headers }: IncomingMessage): boolean =>
  isLoopback(socket.remoteAddress ?? '') && headers['x-forwarded-for'] === undefined && headers.forwarded === undefined && headers.via === undefined;

const bears = (token: string) => {
  const expected = digest(token);
  return ({ headers }: IncomingMessage): boolean => {
    const given = /^Bearer (\S+)$/i.exec(headers.authorization ?? '')?.[1];
    // Digests have one length, and comparing them tells nothing by its time.
    return given !== undefined && timingSafeEqual(digest(given), expected);
  };
};

const digest = (text: string): Buffer => createHash('sha256').update(text).digest();
