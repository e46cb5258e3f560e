import { type Progress } from '../progress.js';
import { type Rejects } from '../rejects.js';
import { type SoukClient } from '../souk-client.js';

export interface ImportOptions {
  readonly client: SoukClient;
  readonly folder: string;
  readonly progress: Progress;
  readonly rejects: Rejects;
  /** Aborted: no further batch is sent. */
  readonly signal: AbortSignal;
}
