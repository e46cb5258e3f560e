import { type Dispatcher } from 'undici';
import { type Call, type FailureKind, type Reply } from './wire.js';

/** Undici's and node's codes of a connection that broke, or that nobody took. */
const BROKEN = new Set(['ECONNREFUSED', 'ECONNRESET', 'EPIPE', 'UND_ERR_SOCKET']);
/** Undici's codes of a request that it would not send: a header that cannot be written, a pool that is closed. */
const UNSENDABLE = new Set(['UND_ERR_INVALID_ARG', 'UND_ERR_NOT_SUPPORTED', 'UND_ERR_DESTROYED', 'UND_ERR_CLOSED']);
const TOO_LARGE = 'UND_ERR_RES_EXCEEDED_MAX_SIZE';

/**
 * One request on a connection of undici's: collects the answer's bytes and decodes them once.
 * It takes undici's first generation of handler methods, which 7.x marks as deprecated and calls still: the newer ones parse the answer's headers, which nobody reads here (4 of 40 µs).
 */
export class HttpCall implements Dispatcher.DispatchHandler, Call {
  #abort: ((error?: Error) => void) | undefined;
  #isAborted = false;
  #status = 0;
  #first: Buffer | undefined;
  #all: Buffer[] | undefined;

  constructor(private readonly reply: Reply) {}

  abort(): void {
    this.#isAborted = true;
    this.#abort?.();
  }

  /** The last moment before bytes leave. */
  onConnect(abort: (error?: Error) => void): void {
    this.#abort = abort;
    if (this.#isAborted) abort();
  }

  onHeaders(status: number): boolean {
    this.#status = status;
    return true;
  }

  onData(chunk: Buffer): boolean {
    if (this.#first === undefined) this.#first = chunk;
    else (this.#all ??= [this.#first]).push(chunk);
    return true;
  }

  onComplete(): void {
    if (this.#isAborted) return;
    const bytes = this.#all === undefined ? this.#first : Buffer.concat(this.#all);
    this.reply.answered(this.#status, bytes === undefined ? '' : bytes.toString('utf8'));
  }

  onError(error: Error): void {
    if (!this.#isAborted) this.reply.failed(kindOf(error), error);
  }
}

const kindOf = (error: Error): FailureKind => {
  const code = 'code' in error ? String(error.code) : '';
  if (BROKEN.has(code)) return 'broken';
  if (code === TOO_LARGE) return 'too-large';
  return UNSENDABLE.has(code) ? 'unsendable' : 'unreachable';
};
