import { z } from 'zod';

/** A URL of one of those protocols (without `://`). */
export const urlOf = (...protocols: readonly string[]) =>
  z.url({ protocol: new RegExp(`^(${protocols.join('|')})$`), error: `expected a URL that begins with ${protocols.map((protocol) => `${protocol}://`).join(' or ')}` });

/** Base URL of another service. */
export const httpUrl = urlOf('http', 'https');
