import { MAX_BODY_BYTES } from './limits.js';

/** An answer to a request that no operation was made of. */
export interface Refusal {
  readonly status: number;
  /** JSON: a GraphQL error. */
  readonly text: string;
}

/** A refusal as GraphQL writes it. */
export const refusal = (status: number, message: string, code: string): Refusal => ({ status, text: JSON.stringify({ errors: [{ message, extensions: { code } }] }) });

export const TOO_LARGE = refusal(413, `The body is larger than ${MAX_BODY_BYTES} bytes.`, 'PAYLOAD_TOO_LARGE');
export const NOT_JSON = refusal(400, 'The body is not valid JSON.', 'BAD_REQUEST');
export const UNREADABLE = refusal(400, 'The body cannot be read.', 'BAD_REQUEST');
export const FAILED = refusal(500, 'Something went wrong on our side.', 'INTERNAL_SERVER_ERROR');
