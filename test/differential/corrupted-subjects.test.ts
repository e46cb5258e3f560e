import { describe, expect, it } from '@jest/globals';
import { parse, print, visit } from 'graphql';
import { composeFederation, type Federation } from '../contract/support/federation.js';
import { type SubjectFactory } from '../contract/support/open-federation.js';
import { referenceOf } from '../contract/support/reference.js';
import { type Resolvers } from '../contract/support/resolvers.js';
import { type SubjectAnswer, type SubjectRequest } from '../contract/support/subject.js';
import { type ContractSuite } from '../contract/support/suite.js';
import { multipleKeys } from '../contract/suites/keys.js';
import { failures } from '../contract/suites/operations.js';
import { runDifferential } from './run-differential.js';

/** Enough for each fault to show with this seed. */
const OPERATIONS = 480;
const SEED = 20_261_122;

/** What a broken gateway does to an operation or to its answer. */
interface Fault {
  /** Whose operations show it. */
  readonly over?: ContractSuite;
  request?(request: SubjectRequest): SubjectRequest;
  answer?(answer: SubjectAnswer): SubjectAnswer;
}

const faults: Readonly<Record<string, Fault>> = {
  'swaps two entities of a list': { answer: ({ data, errors }) => ({ data: everyList(data, ([first, second, ...rest]) => (second === undefined ? [first] : [second, first, ...rest])), ...(errors === undefined ? {} : { errors }) }) },
  'loses the last item of a list': { answer: ({ data, errors }) => ({ data: everyList(data, (items) => items.slice(0, -1)), ...(errors === undefined ? {} : { errors }) }) },
  'drops an error': { answer: ({ data, errors = [] }) => ({ data, errors: errors.slice(1) }) },
  'forgets indexes in paths': { answer: ({ data, errors = [] }) => ({ data, errors: errors.map((error) => ({ ...error, path: error.path?.filter((part) => typeof part === 'string') ?? [] })) }) },
  'ignores @skip': { request: ({ query, variables }) => ({ variables, query: print(visit(parse(query), { Directive: ({ name }) => (name.value === 'skip' ? null : undefined) })) }) },
  'ignores variables that are null': { over: multipleKeys, request: ({ query, variables }) => ({ query, variables: Object.fromEntries(Object.entries(variables).filter(([, value]) => value !== null)) }) },
  'lets null climb one place too far': { answer: ({ data, errors }) => (errors === undefined ? { data } : { data: withoutHoles(data), errors }) },
  'says numbers as texts': { answer: ({ data, errors }) => ({ data: JSON.parse(JSON.stringify(data ?? null, (_key, value: unknown) => (typeof value === 'number' ? String(value) : value))) as unknown, ...(errors === undefined ? {} : { errors }) }) },
};

describe('the differential test', () => {
  const federation = composeFederation(failures.subgraphs);

  it('finds nothing in what is right', async () => {
    const result = await runDifferential({ federation, subjectOf: perfect({}), seed: SEED, operations: OPERATIONS });
    expect(result.difference).toBeUndefined();
    expect(result.operations).toBe(OPERATIONS);
    expect(result.withErrors).toBeGreaterThan(30);
  });

  it.each(Object.entries(faults))('finds a gateway that %s, and shows a small operation', async (_name, fault) => {
    const { difference } = await runDifferential({ federation: fault.over === undefined ? federation : composeFederation(fault.over.subgraphs), subjectOf: perfect(fault), seed: SEED, operations: OPERATIONS });
    expect(difference).toMatch(new RegExp(`^seed ${SEED}\n`));
    const query = /\n((?:query|mutation|\{)[\s\S]*?)\nvariables: /.exec(difference ?? '')?.[1] ?? '';
    expect(query.match(/\w+/g)?.length).toBeLessThan(20);
  });
});

/** The reference itself as a subject, with one fault. */
const perfect = (fault: Fault): SubjectFactory => (federation: Federation, _subgraphs, resolvers: Resolvers) => {
  const reference = referenceOf(federation, resolvers);
  return {
    name: 'corrupted',
    planOf: () => 'none',
    async run(request) {
      const { answer } = await reference(fault.request?.(request) ?? request);
      return fault.answer?.(answer) ?? answer;
    },
  };
};

const everyList = (value: unknown, change: (items: readonly unknown[]) => readonly unknown[]): unknown => {
  if (Array.isArray(value)) return change(value.map((item) => everyList(item, change)));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, field]) => [key, everyList(field, change)]));
};

/** Each object or list that holds null becomes null itself. */
const withoutHoles = (value: unknown): unknown => {
  if (typeof value !== 'object' || value === null) return value;
  if (Object.values(value).includes(null)) return null;
  return Array.isArray(value) ? value.map(withoutHoles) : Object.fromEntries(Object.entries(value).map(([key, field]) => [key, withoutHoles(field)]));
};
