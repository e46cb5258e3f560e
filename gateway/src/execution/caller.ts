import { type Viewer } from '@souk/auth';
import { type Logger } from '@souk/telemetry';
import { type Trace } from './trace.js';

/** Who asks, from where, and under which trace: the same for a request over HTTP, an operation over a socket and an event pushed to it. */
export interface Caller {
  readonly viewer: Viewer;
  /** Of the client, for rate limits; '' where nobody knows it. */
  readonly address: string;
  /** Headers of the client's that are passed on, flat: name, value, … */
  readonly forwarded: readonly string[];
  readonly trace: Trace;
  readonly logger: Logger;
}
