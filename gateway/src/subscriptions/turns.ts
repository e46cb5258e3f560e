/**
 * Bounds how much happens at a time: whoever comes while all turns are taken waits for one, first come, first served.
 * After a restart of a subgraph every stream is replayed at once; without turns that burst would fill the queues to the other subgraphs.
 */
export class Turns {
  readonly #waiting: (() => void)[] = [];
  #taken = 0;

  constructor(private readonly max: number) {}

  /** Runs the work when it is its turn; its outcome is the work's. */
  async run<Result>(work: () => Promise<Result>): Promise<Result> {
    if (this.#taken >= this.max) await new Promise<void>((resolve) => { this.#waiting.push(resolve); });
    else this.#taken += 1;
    try {
      return await work();
    } finally {
      const next = this.#waiting.shift();
      if (next === undefined) this.#taken -= 1;
      else next(); // its turn passes on
    }
  }
}
