import { ErrorCode } from '../execution/errors.js';

/** Why a request never became an operation, as the client is told. */
export class Refusal {
  constructor(
    readonly status: number,
    readonly code: string,
    readonly message: string,
    /** Flat: name, value, … */
    readonly headers: readonly string[] = [],
  ) {}
}

export const badRequest = (message: string, status = 400, headers: readonly string[] = []): Refusal => new Refusal(status, ErrorCode.badRequest, message, headers);

export const tooLarge = (maxBytes: number): Refusal => new Refusal(413, ErrorCode.payloadTooLarge, `The body is larger than ${maxBytes} bytes.`);
