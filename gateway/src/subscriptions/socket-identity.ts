import { type IncomingMessage } from 'node:http';
import { type BearerIdentity } from '../security/viewer-of-bearer.js';
import { type Identify } from './socket-connection.js';

type Fields = Readonly<Record<string, unknown>>;

/**
 * How a socket's client says who it is: `authorization` in connection_init's payload or in its `headers`, else in the handshake's header
 * (which browsers cannot set, so no other site's page can speak for anybody). Headers to pass on are looked for in the same places.
 */
export const identifierOf = ({ headers }: IncomingMessage, identify: (authorization: unknown) => Promise<BearerIdentity>, forwardedHeaders: readonly string[]): Identify => {
  const handshake = new Map(['authorization', ...forwardedHeaders].map((name) => [name, headers[name]]));
  return async (payload) => {
    const told = [lowerCase(payload['headers']), lowerCase(payload)];
    const valueOf = (name: string): unknown => told.find((fields) => fields[name] !== undefined && fields[name] !== null)?.[name] ?? handshake.get(name);
    const { viewer, expiresAt } = await identify(valueOf('authorization'));
    const forwarded = forwardedHeaders.flatMap((name) => {
      const value = valueOf(name);
      // A line break would begin another header.
      return typeof value === 'string' && !/[\r\n\0]/.test(value) ? [name, value] : [];
    });
    return { viewer, forwarded, ...(expiresAt === undefined ? {} : { expiresAt }) };
  };
};

const lowerCase = (fields: unknown): Fields => {
  if (typeof fields !== 'object' || fields === null) return {};
  return Object.fromEntries(Object.entries(fields).map(([name, value]) => [name.toLowerCase(), value]));
};
