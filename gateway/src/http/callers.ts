import { type IncomingMessage } from 'node:http';
import { OperationalError } from '@souk/kernel';
import { ANONYMOUS_VIEWER, UnauthenticatedError, type KeySet, type Viewer } from '@souk/auth';
import { type Logger } from '@souk/telemetry';
import { type Caller } from '../execution/caller.js';
import { ErrorCode } from '../execution/errors.js';
import { type Trace } from '../execution/trace.js';
import { viewerOfBearer } from '../security/viewer-of-bearer.js';
import { clientAddress } from './client-address.js';
import { badRequest, Refusal } from './refusal.js';

/** Characters that the forwarded headers of one request have together at most: they go with each of its fetches. */
export const MAX_FORWARDED_CHARACTERS = 8 * 1_024;
/** The gateway says these to subgraphs itself, or they belong to one connection. */
const NEVER_FORWARDED: readonly string[] = [
  'souk-viewer', 'traceparent', 'host', 'accept', 'content-type', 'content-length', 'content-encoding', 'connection', 'keep-alive', 'proxy-authorization', 'proxy-connection', 'te', 'trailer', 'transfer-encoding', 'upgrade', 'expect', 'accept-encoding',
];
const NOTHING: readonly string[] = [];

export interface CallersOptions {
  /** Verifies access tokens. Without it everybody is anonymous, and `Authorization` means nothing here. */
  readonly keys?: KeySet;
  /** Headers of the client's that go on to subgraphs, in any case. */
  readonly forwardHeaders: readonly string[];
  /** Proxies in front that append to `X-Forwarded-For`; 0 believes nobody. */
  readonly trustedProxies: number;
  readonly logger: Logger;
}

export interface IdentifiedCaller extends Caller {
  /** When the access token is over; undefined where there was none. */
  readonly expiresAt?: Date;
}

/** Who asks, per request. */
export class Callers {
  readonly #options: CallersOptions;
  /** In lower case. */
  readonly forwardHeaders: readonly string[];

  /** Throws OperationalError BAD_SETTING where a header must not be forwarded. */
  constructor(options: CallersOptions) {
    this.#options = options;
    this.forwardHeaders = [...new Set(options.forwardHeaders.map((name) => name.toLowerCase()))];
    const wrong = this.forwardHeaders.find((name) => NEVER_FORWARDED.includes(name));
    if (wrong !== undefined) throw new OperationalError('BAD_SETTING', `The header '${wrong}' cannot be forwarded to subgraphs: the gateway sets it itself, or it belongs to one connection.`, false);
  }

  /** Finds out who asks. A bad token is refused with 401, never silently anonymous. A promise only where there is a token to verify; it rejects with what is nobody's fault. */
  identify(request: IncomingMessage, trace: Trace): IdentifiedCaller | Refusal | Promise<IdentifiedCaller | Refusal> {
    const forwarded = this.#forwardedOf(request);
    if (forwarded instanceof Refusal) return forwarded;
    const { authorization } = request.headers;
    return this.#options.keys === undefined || authorization === undefined
      ? this.#caller(ANONYMOUS_VIEWER, request, forwarded, trace)
      : this.#verify(this.#options.keys, authorization, request, forwarded, trace);
  }

  async #verify(keys: KeySet, authorization: string, request: IncomingMessage, forwarded: readonly string[], trace: Trace): Promise<IdentifiedCaller | Refusal> {
    try {
      const { viewer, expiresAt } = await viewerOfBearer(keys, authorization);
      const caller = this.#caller(viewer, request, forwarded, trace);
      return expiresAt === undefined ? caller : { ...caller, expiresAt };
    } catch (error) {
      if (error instanceof UnauthenticatedError) return new Refusal(401, ErrorCode.unauthenticated, error.message, ['www-authenticate', 'Bearer']);
      throw error;
    }
  }

  #caller(viewer: Viewer, request: IncomingMessage, forwarded: readonly string[], trace: Trace): Caller {
    return { viewer, address: clientAddress(request, this.#options.trustedProxies), forwarded, trace, logger: this.#options.logger };
  }

  #forwardedOf({ headers }: IncomingMessage): readonly string[] | Refusal {
    if (this.forwardHeaders.length === 0) return NOTHING;
    const forwarded: string[] = [];
    let characters = 0;
    for (const name of this.forwardHeaders) {
      const value = headers[name];
      if (value === undefined) continue;
      const text = typeof value === 'string' ? value : value.join(', ');
      characters += name.length + text.length;
      forwarded.push(name, text);
    }
    return characters <= MAX_FORWARDED_CHARACTERS ? forwarded : badRequest(`The headers ${this.forwardHeaders.join(', ')} have more than ${MAX_FORWARDED_CHARACTERS} characters together.`, 431);
  }
}
