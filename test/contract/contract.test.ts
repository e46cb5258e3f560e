import { beforeAll, describe, expect, it } from '@jest/globals';
import { openFederation } from './support/open-federation.js';
import { type SubjectAnswer } from './support/subject.js';
import { type ContractCase } from './support/suite.js';
import { soukSubject } from './support/souk-subject.js';
import { vanillaSubject } from './support/vanilla-subject.js';
import { suites } from './suites/suites.js';

const titleOf = ({ name, query }: ContractCase): string => name ?? query.replace(/\s+/g, ' ').trim();

const expected = ({ data, errors = [] }: ContractCase) => text(data, [...errors]);

const plain = ({ data, errors = [] }: SubjectAnswer) => text(data ?? null, errors.map(({ path }) => (path === undefined ? '(no path)' : path.join('/'))));

const text = (data: unknown, errors: string[]): string => JSON.stringify({ ...(errors.length === 0 ? {} : { errors: errors.sort() }), data });

describe.each(suites)('$feature', (suite) => {
  let opened: Awaited<ReturnType<typeof openFederation>>;

  beforeAll(async () => {
    opened = await openFederation(suite, [vanillaSubject, soukSubject]);
  });

  it.each(suite.cases.map((one) => [titleOf(one), one] as const))('%s', async (_title, one) => {
    const request = { query: one.query, variables: one.variables ?? {} };
    const answers: Record<string, string> = one.notMerged === undefined ? { reference: plain((await opened.reference(request)).answer) } : {};
    const wrong: Record<string, string> = {};
    for (const subject of opened.subjects) {
      if (subject.name === 'vanilla' && one.vanilla !== undefined) continue;
      (subject.name === 'souk' && one.souk !== undefined ? wrong : answers)[subject.name] = await subject.run(request).then(plain, String);
    }
    expect(answers).toEqual(Object.fromEntries(Object.keys(answers).map((name) => [name, expected(one)])));
    for (const answer of Object.values(wrong)) expect(answer).not.toBe(expected(one));
  });
});
