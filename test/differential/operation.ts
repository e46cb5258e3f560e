import { type DocumentNode } from 'graphql';
import { type DataSeed } from './generated-data.js';

/** A document and the runs that try it: planned once, run with several variables and data. */
export interface GeneratedOperation {
  readonly document: DocumentNode;
  readonly runs: readonly GeneratedRun[];
}

interface GeneratedRun {
  readonly variables: Readonly<Record<string, unknown>>;
  readonly seed: DataSeed;
}
