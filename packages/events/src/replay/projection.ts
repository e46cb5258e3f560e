import { type Transaction } from '@souk/persistence';
import { type StoredEvent } from '../event.js';

/** A table that a projection writes. */
export interface ProjectedTable {
  readonly name: string;
  /** Columns that the log does not carry, personal data above all: never compared, never overwritten. */
  readonly kept?: readonly string[];
}

/** Tables that follow from a service's events. */
export interface Projection {
  readonly name: string;
  /** What others refer to first. */
  readonly tables: readonly ProjectedTable[];
  /** Which events it is made of, each with the first version of its shape that carries all of it. */
  readonly handles: Readonly<Record<string, number>>;
  /** Writes what these events lead to, in feed order, each exactly once. Names its tables without a schema: a replay lets the names mean its own. */
  apply(tx: Transaction, events: readonly StoredEvent[]): Promise<void>;
}

/** A table, or columns of one, that no replay can make. */
interface NotDerivable {
  readonly what: string;
  readonly why: string;
}

/** All that one service's log can be replayed into, and what not. */
export interface ServiceProjections {
  readonly service: string;
  readonly projections: readonly Projection[];
  readonly notDerivable: readonly NotDerivable[];
}
