import { type FetchEnded, type FetchObserver } from '../execution/fetch-observer.js';

/** Fetches of one operation that are recorded; a plan of a permitted operation stays far below. */
const MAX_RECORDED_FETCHES = 1_000;

/** One request to a subgraph, as `extensions.explain` shows it. Times are milliseconds since the recording began. */
export interface RecordedFetch {
  readonly subgraph: string;
  /** Numbers of the plan's fetches that travelled together, depth first from 0. */
  readonly fetches: readonly number[];
  readonly representations: number;
  readonly startMs: number;
  /** Null while no answer came. */
  readonly endMs: number | null;
  readonly bytes: number;
  readonly outcome: 'ok' | 'errors' | 'unavailable' | 'running';
}

type Started = Parameters<FetchObserver['fetchStarted']>[0];

/** Writes down what one operation fetched, and when: for who asked for an explanation. */
export class FetchRecorder implements FetchObserver {
  readonly #recorded: Entry[] = [];
  readonly #beganMs = performance.now();

  fetchStarted(started: Started): FetchEnded {
    const entry = new Entry(started, this.#beganMs);
    if (this.#recorded.length < MAX_RECORDED_FETCHES) this.#recorded.push(entry);
    return entry;
  }

  /** In the order in which they left. */
  get fetches(): readonly RecordedFetch[] {
    return this.#recorded.map((entry) => entry.record);
  }
}

class Entry implements FetchEnded {
  readonly #startMs: number;
  #endMs: number | undefined;
  #bytes = 0;
  #outcome: RecordedFetch['outcome'] = 'running';

  constructor(private readonly started: Started, private readonly beganMs: number) {
    this.#startMs = performance.now() - beganMs;
  }

  ended(outcome: Exclude<RecordedFetch['outcome'], 'running'>, responseBytes: number): void {
    this.#endMs = performance.now() - this.beganMs;
    this.#outcome = outcome;
    this.#bytes = responseBytes;
  }

  get record(): RecordedFetch {
    const { subgraph, fetches, representations } = this.started;
    return { subgraph, fetches, representations, startMs: rounded(this.#startMs), endMs: this.#endMs === undefined ? null : rounded(this.#endMs), bytes: this.#bytes, outcome: this.#outcome };
  }
}

/** To a hundredth: more would be noise. */
const rounded = (ms: number): number => Math.round(ms * 100) / 100;
