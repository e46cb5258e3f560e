const EXPOSED_HEADERS = 'retry-after, www-authenticate';
const ALLOWED_HEADERS = ['authorization', 'content-type', 'traceparent', 'apollo-require-preflight', 'x-apollo-operation-name', 'souk-explain', 'souk-cost'];
/** How long a browser remembers a preflight, in seconds. */
const PREFLIGHT_MAX_AGE_SECONDS = 600;
const VARY = ['vary', 'Origin, Accept'] as const;

/** Lets pages of those origins (or of all: '*') call the API (Fetch standard, CORS protocol). Without credentials: tokens travel in a header that scripts set. All lists are flat: name, value, … */
export class Cors {
  readonly #answer: ReadonlyMap<string, readonly string[]>;
  readonly #preflight: readonly string[];

  /** Pages may send `requestHeaders` too. */
  constructor(origins: readonly string[], requestHeaders: readonly string[]) {
    this.#answer = new Map(origins.map((origin) => [origin, [...VARY, 'access-control-allow-origin', origin, 'access-control-expose-headers', EXPOSED_HEADERS]]));
    this.#preflight = ['access-control-allow-headers', [...ALLOWED_HEADERS, ...requestHeaders].join(', '), 'access-control-allow-methods', 'GET, POST', 'access-control-max-age', String(PREFLIGHT_MAX_AGE_SECONDS)];
  }

  /** What every answer to that origin carries. */
  headersFor(origin: string | undefined): readonly string[] {
    return origin === undefined ? VARY : this.#answer.get('*') ?? this.#answer.get(origin) ?? VARY;
  }

  /** The answer to a browser that asks first. */
  preflightFor(origin: string | undefined): readonly string[] {
    const headers = this.headersFor(origin);
    return headers === VARY ? VARY : [...headers, ...this.#preflight];
  }
}
