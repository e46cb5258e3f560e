/** What became of a transaction, somebody of whom died, once the others had recovered. */
export interface AfterCrash {
  /** All of its effects stand, or none, and nothing stands twice. */
  readonly isWhole: boolean;
  /** It was acknowledged, and ended otherwise. */
  readonly isLost: boolean;
  /** What has no end yet: transactions, prepared branches, locks. */
  readonly inDoubt: number;
}

/** Counts the boundaries of one protocol at which somebody died, and what came of it. */
export class CrashTally {
  #crashed = 0;
  readonly #sums = { violations: 0, acknowledgedLost: 0, inDoubt: 0 };

  constructor(private readonly protocol: string) {}

  add({ isWhole, isLost, inDoubt }: AfterCrash): void {
    this.#crashed += 1;
    if (!isWhole) this.#sums.violations += 1;
    if (isLost) this.#sums.acknowledgedLost += 1;
    this.#sums.inDoubt += inDoubt;
  }

  /** On standard output, for whoever runs the tests. */
  print(): void {
    const { violations, acknowledgedLost, inDoubt } = this.#sums;
    process.stdout.write(`${this.protocol}: crashed at ${this.#crashed} boundaries; after recovery ${violations} violations, ${acknowledgedLost} acknowledged lost, ${inDoubt} in doubt\n`);
  }
}
