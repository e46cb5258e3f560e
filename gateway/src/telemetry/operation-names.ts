/** Operation names that are told apart; all others count as OTHER. A name is a dozen lines of every scrape. */
export const MAX_OPERATION_NAMES = 200;
export const ANONYMOUS = 'anonymous';
export const OTHER = 'other';

/** A name as GraphQL has it, of bearable length: clients choose them. */
const NAME = /^[_A-Za-z][_0-9A-Za-z]{0,99}$/;

/**
 * Which operation names may be labels of metrics: those that are known beforehand (persisted, allow-listed), then whichever come first.
 * At most MAX_OPERATION_NAMES ever: a client that invents names gets no time series for them.
 */
export class OperationNames {
  readonly #names = new Set<string>();

  /** Gives names their place before any client can take it. Those beyond MAX_OPERATION_NAMES have none. */
  reserve(names: Iterable<string>): void {
    for (const name of names) this.labelOf(name);
  }

  labelOf(name: string | undefined): string {
    if (name === undefined || name === '') return ANONYMOUS;
    if (this.#names.has(name)) return name;
    if (this.#names.size >= MAX_OPERATION_NAMES || !NAME.test(name)) return OTHER;
    this.#names.add(name);
    return name;
  }
}
