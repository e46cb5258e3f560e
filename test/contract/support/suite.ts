import { type Records } from './records.js';

/** One feature of federation: subgraphs, what they know, and operations with the answers that they must have. */
export interface ContractSuite {
  readonly feature: string;
  /** SDL by subgraph name. */
  readonly subgraphs: Readonly<Record<string, string>>;
  readonly records: Records;
  readonly cases: readonly ContractCase[];
  /** Says why random operations over generated data do not suit these subgraphs. Absent: they do. */
  readonly notDifferential?: string;
}

export interface ContractCase {
  /** What it shows, where the query does not say it. */
  readonly name?: string;
  readonly query: string;
  readonly variables?: Readonly<Record<string, unknown>>;
  readonly data: unknown;
  /** Paths of the errors, `/`-separated; none where absent. */
  readonly errors?: readonly string[];
  /** Says why one merged schema could not give this answer. Absent: it gives exactly this one. */
  readonly notMerged?: string;
  /** A known limit: what Souk gets wrong here. The test then fails as soon as it does not. */
  readonly souk?: string;
  /** What @apollo/gateway gets wrong here. Absent: it gives the same answer. */
  readonly vanilla?: string;
}
