/** An error of the API, as RFC 9457 (problem details) writes it; `code` is stable. */
export class Problem extends Error {
  override readonly name = 'Problem';
  constructor(readonly status: number, readonly code: string, message: string, readonly extra: Readonly<Record<string, unknown>> = {}) {
    super(message);
  }

  toJSON(): Record<string, unknown> {
    return { type: 'about:blank', title: this.code, status: this.status, code: this.code, detail: this.message, ...this.extra };
  }
}
