import fc from 'fast-check';
import { print } from 'graphql';
import { type Federation } from '../contract/support/federation.js';
import { InMemorySubgraph } from '../contract/support/in-memory-subgraph.js';
import { referenceOf } from '../contract/support/reference.js';
import { type SubjectFactory } from '../contract/support/open-federation.js';
import { type Subject, type SubjectAnswer, type SubjectRequest } from '../contract/support/subject.js';
import { differencesOf } from './compare.js';
import { GeneratedData } from './generated-data.js';
import { RUNS_PER_DOCUMENT, operationsOf } from './operations.js';
import { type GeneratedOperation } from './operation.js';

/** Smaller operations that are tried in search of the smallest that still differs. */
const MAX_SHRINKS = 2_000;


export interface DifferentialRun {
  readonly federation: Federation;
  readonly subjectOf: SubjectFactory;
  readonly seed: number;
  /** Executions: one document with one set of variables over one set of data. */
  readonly operations: number;
}

export interface DifferentialResult {
  readonly operations: number;
  readonly documents: number;
  /** Operations whose answer had errors. */
  readonly withErrors: number;
  /** The smallest operation found that differs, told in full. */
  readonly difference?: string;
}

/** Runs random operations through a subject and through the reference until they differ or all have run. */
export const runDifferential = async ({ federation, subjectOf, seed, operations }: DifferentialRun): Promise<DifferentialResult> => {
  const data = new GeneratedData(federation);
  const subject = await subjectOf(federation, federation.subgraphs.map((subgraph) => new InMemorySubgraph(subgraph, data)), data);
  const reference = referenceOf(federation, data);
  const counted = { operations: 0, documents: 0, withErrors: 0 };

  const differencesIn = async ({ document, runs }: GeneratedOperation): Promise<string | undefined> => {
    const query = print(document);
    for (const { variables, seed: dataSeed } of runs) {
      data.use(dataSeed);
      const expected = await reference({ query, variables });
      const got = await answerOf(subject, { query, variables });
      counted.operations += 1;
      if (expected.answer.errors !== undefined) counted.withErrors += 1;
      const differences = typeof got === 'string' ? [got] : differencesOf(expected, got);
      if (differences.length > 0) return [differences.join('\n'), query, `variables: ${JSON.stringify(variables)}`, `data: ${JSON.stringify(dataSeed)}`, `expected: ${JSON.stringify(expected.answer)}`, `got (${subject.name}): ${JSON.stringify(got)}`, `plan: ${planOf(subject, { query, variables })}`].join('\n');
    }
    return undefined;
  };

  let smallest: string | undefined;
  let shrinks = 0;
  const details = await fc.check(fc.asyncProperty(operationsOf(federation), async (operation) => {
    if (smallest !== undefined && (shrinks += 1) > MAX_SHRINKS) return true;
    if (smallest === undefined) counted.documents += 1;
    const difference = await differencesIn(operation);
    smallest = difference ?? smallest;
    return difference === undefined;
  }), { seed, numRuns: Math.ceil(operations / RUNS_PER_DOCUMENT), endOnFailure: false });
  if (details.failed && smallest === undefined) throw details.errorInstance;
  return { ...counted, ...(smallest === undefined ? {} : { difference: `seed ${seed}\n${smallest}` }) };
};

/** A subject never rejects: that it does is what differs. */
const answerOf = (subject: Subject, request: SubjectRequest): Promise<SubjectAnswer | string> =>
  subject.run(request).catch((error: unknown) => `rejected: ${error instanceof Error ? error.stack ?? error.message : String(error)}`);

const planOf = (subject: Subject, request: SubjectRequest): string => {
  try {
    return subject.planOf(request);
  } catch (error) {
    return `none: ${String(error)}`;
  }
};
