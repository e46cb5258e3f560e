import { type IncomingMessage } from 'node:http';
import { isIP } from 'node:net';

/**
 * Who is at the other end: the socket's peer, or with `trustedProxies` proxies in front, who the outermost of them says that it heard from (`X-Forwarded-For`; each proxy appends its peer).
 * A value that is no address is not believed: '' only where the socket is gone already.
 */
export const clientAddress = ({ headers, socket }: IncomingMessage, trustedProxies: number): string => {
  const peer = socket.remoteAddress ?? '';
  const forwardedFor = headers['x-forwarded-for'];
  if (trustedProxies === 0 || typeof forwardedFor !== 'string') return peer;
  const addresses = forwardedFor.split(',');
  const said = addresses[Math.max(0, addresses.length - trustedProxies)]?.trim() ?? '';
  return isIP(said) === 0 ? peer : said;
};
