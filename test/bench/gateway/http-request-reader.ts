const HEAD_END = Buffer.from('\r\n\r\n');
const LINE_END = Buffer.from('\r\n');
const EMPTY = Buffer.alloc(0);

const MAX_REQUEST_BYTES = 4 * 1024 * 1024;

export interface HttpRequest {
  /** Request line and header lines, lower-cased. */
  readonly head: string;
  readonly body: Buffer;
}

/**
 * Cuts the bytes of an HTTP/1.1 connection into requests: kept alive, pipelined, with Content-Length or chunked. It reads
 * what the gateways of the benchmark send and checks nothing else: llhttp costs several times what an answer costs here.
 */
export const readHttpRequests = (onRequest: (request: HttpRequest) => void): ((chunk: Buffer) => void) => {
  let rest: Buffer = EMPTY;
  return (chunk) => {
    let bytes = rest.length === 0 ? chunk : Buffer.concat([rest, chunk]);
    for (;;) {
      const read = readRequest(bytes);
      if (!read) break;
      onRequest(read.request);
      bytes = bytes.subarray(read.end);
    }
    if (bytes.length > MAX_REQUEST_BYTES) throw new Error(`expected a request of at most ${MAX_REQUEST_BYTES} bytes`);
    rest = bytes;
  };
};

const readRequest = (bytes: Buffer): { readonly request: HttpRequest; readonly end: number } | undefined => {
  const headEnd = bytes.indexOf(HEAD_END);
  if (headEnd < 0) return undefined;
  const head = bytes.toString('latin1', 0, headEnd).toLowerCase();
  const start = headEnd + HEAD_END.length;
  const length = /\r\ncontent-length: *(\d+)/.exec(head)?.[1];
  if (length === undefined && head.includes('\r\ntransfer-encoding: chunked')) return readChunks(bytes, start, head);
  const end = start + Number(length ?? 0);
  return bytes.length < end ? undefined : { request: { head, body: bytes.subarray(start, end) }, end };
};

const readChunks = (bytes: Buffer, start: number, head: string): ReturnType<typeof readRequest> => {
  const parts: Buffer[] = [];
  for (let at = start; ;) {
    const lineEnd = bytes.indexOf(LINE_END, at);
    if (lineEnd < 0) return undefined;
    const size = Number.parseInt(bytes.toString('latin1', at, lineEnd), 16);
    const next = lineEnd + 2 + size + 2;
    if (!(bytes.length >= next)) return undefined;
    if (size === 0) return { request: { head, body: Buffer.concat(parts) }, end: next };
    parts.push(bytes.subarray(lineEnd + 2, lineEnd + 2 + size));
    at = next;
  }
};
