import { type IncomingMessage, type ServerResponse } from 'node:http';
import { type Trace } from '../execution/trace.js';
import { beginTrace, endTrace, RequestSpan } from '../telemetry/request-span.js';
import { acceptedBy, JSON_TYPE, type Accepted } from './accept.js';
import { type Refusal } from './refusal.js';
import { announcedLength } from './read-json.js';

/** How long a client that is still sending may read why it was refused before its connection is cut, in milliseconds. */
const LINGER_MS = 1_000;

/** Up to that length joining an answer's pieces costs less than a write for each, in bytes. */
const MAX_COPIED_BYTES = 16 * 1024;

/** One request to GraphQL or REST, and how it is answered. */
export class Exchange {
  readonly accept: Accepted;
  #trace: Trace | undefined;

  constructor(
    readonly request: IncomingMessage,
    readonly response: ServerResponse,
    /** That every answer carries, flat. */
    private readonly headers: readonly string[],
    /** What may be read off a connection to keep it. */
    private readonly maxBodyBytes: number,
    /** Event streams are served. */
    private readonly canStream: boolean,
  ) {
    this.accept = acceptedBy(request.headers.accept);
  }

  /** Of the client's `traceparent`, or a new one; as a span it ends with the response. */
  get trace(): Trace {
    return (this.#trace ??= this.#beginTrace());
  }

  #beginTrace(): Trace {
    const { traceparent } = this.request.headers;
    const trace = beginTrace('HTTP request', typeof traceparent === 'string' ? traceparent : undefined);
    if (trace instanceof RequestSpan) this.response.once('close', () => endTrace(trace, this.response.statusCode));
    return trace;
  }

  /** Asks by a method that may change nothing. */
  get isSafe(): boolean {
    const { method } = this.request;
    return method === 'GET' || method === 'HEAD';
  }

  /** What is asked by HEAD is answered in one piece: it has to end. */
  get takesParts(): boolean {
    return this.accept.parts && this.request.method !== 'HEAD';
  }

  get wantsEvents(): boolean {
    return this.accept.eventStream && this.canStream && this.request.method !== 'HEAD';
  }

  /** `content-type` of an answer in one piece. */
  get contentType(): string {
    return `${this.accept.single ?? JSON_TYPE}; charset=utf-8`;
  }

  /** For who writes the head on their own: an event stream. */
  presetHeaders(): void {
    for (let index = 0; index < this.headers.length; index += 2) this.response.setHeader(this.headers[index] ?? '', this.headers[index + 1] ?? '');
  }

  /** Answers in one piece. */
  send(status: number, pieces: readonly Buffer[], headers: readonly string[] = [], contentType = this.contentType): void {
    const { response } = this;
    if (response.headersSent || response.destroyed) return;
    let length = 0;
    for (const piece of pieces) length += piece.length;
    response.writeHead(status, [...this.headers, ...headers, 'content-type', contentType, 'content-length', String(length)]);
    if (length <= MAX_COPIED_BYTES) return void response.end(pieces.length === 1 ? pieces[0] : Buffer.concat(pieces));
    // Corked, all pieces leave with the head in one system call.
    response.cork();
    for (const piece of pieces) response.write(piece);
    response.end();
  }

  /** Begins an answer of unknown length. */
  begin(status: number, headers: readonly string[]): void {
    this.response.writeHead(status, [...this.headers, ...headers]);
  }

  /** Answers without a body. */
  sendEmpty(status: number, headers: readonly string[]): void {
    this.response.writeHead(status, [...headers]).end();
  }

  /** Tells why the request never became an operation. */
  refuse(refusal: Refusal): void {
    this.sendEarly(refusal.status, JSON.stringify({ errors: [{ message: refusal.message, extensions: { code: refusal.code, traceId: this.trace.traceId } }] }), refusal.headers);
  }

  /** Answers a request that may not have been read. The connection lives on, unless the rest of the body would have to be read for that and may be too large. */
  sendEarly(status: number, text: string, headers: readonly string[], contentType = this.contentType): void {
    if (this.request.complete || (announcedLength(this.request) ?? Infinity) <= this.maxBodyBytes) this.send(status, [Buffer.from(text)], headers, contentType);
    else this.#sendAndClose(status, text, headers, contentType);
  }

  /** Cutting the connection while the client still sends would make its system drop the answer unread (RST, RFC 9112 §9.6): so it is sent, nothing more is read, and the cut comes later. */
  #sendAndClose(status: number, text: string, headers: readonly string[], contentType: string): void {
    const { request, response } = this;
    if (response.headersSent || response.destroyed) return;
    request.pause();
    response.writeHead(status, [...this.headers, ...headers, 'connection', 'close', 'content-type', contentType, 'content-length', String(Buffer.byteLength(text))]);
    response.write(text);
    const cut = setTimeout(() => response.end(), LINGER_MS);
    response.once('close', () => clearTimeout(cut));
  }
}
