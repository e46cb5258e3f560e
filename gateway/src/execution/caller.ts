import { type Viewer } from '@souk/auth';
import { type Logger } from '@souk/telemetry';
import { type Trace } from './trace.js';

/** Who asks, and under which trace: the same for a request over HTTP, an operation over a socket and an event pushed to it. */
export interface Caller {
  readonly viewer: Viewer;
  readonly trace: Trace;
  readonly logger: Logger;
}
