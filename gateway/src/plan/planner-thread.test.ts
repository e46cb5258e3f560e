import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { Supergraph, operationFromDocument } from '@apollo/federation-internals';
import { QueryPlanner } from '@apollo/query-planner';
import { silentLogger } from '@souk/telemetry';
import { parse } from 'graphql';
import { withoutEnforcedPurposes } from '../supergraph/security-purpose.js';
import { createPlannerThread, type PlannerThread } from './planner-thread.js';

const SUPERGRAPH_FILE = path.resolve('schema/supergraph.graphql');
const QUERY = '{ products(first: 1) { nodes { name variants(first: 1) { nodes { shippingEstimate(to: { countryCode: "DE", postalCode: "10115" }) { __typename } } } } } }';

let sdl: string;
let planner: PlannerThread;
beforeEach(async () => {
  sdl = withoutEnforcedPurposes(await readFile(SUPERGRAPH_FILE, 'utf8'));
  planner = createPlannerThread(sdl, { logger: silentLogger });
});
afterEach(() => planner.close());

describe('the planner\'s thread', () => {
  it('plans as the planner does, as plain data', async () => {
    const supergraph = Supergraph.build(sdl);
    const expected = new QueryPlanner(supergraph).buildQueryPlan(operationFromDocument(supergraph.apiSchema(), parse(QUERY)));
    const plan = await planner.plan(QUERY);
    expect(JSON.parse(JSON.stringify(plan))).toEqual(JSON.parse(JSON.stringify(expected)));
    expect(JSON.stringify(plan)).toContain('"serviceName":"logistics"');
  });

  it('plans what is put off', async () => {
    const plan = await planner.plan('{ products(first: 1) { nodes { name ... @defer(label: "later") { reviews(first: 1) { nodes { id } } } } } }');
    expect(plan.node).toMatchObject({ kind: 'Defer', deferred: [{ label: 'later' }] });
  });

  it('takes operations in turn and counts those that wait', async () => {
    const plans = Promise.all([planner.plan(QUERY), planner.plan('{ products(first: 1) { nodes { id } } }'), planner.plan('{ viewer { id } }')]);
    expect(planner.queued).toBe(3);
    expect((await plans).map(({ node }) => node?.kind)).toEqual(['Sequence', 'Fetch', 'Fetch']);
    expect(planner.queued).toBe(0);
  });

  it('refuses at once where too many wait', async () => {
    const plans = Array.from({ length: 250 }, () => planner.plan('{ viewer { id } }').then(() => 'planned', (error: { extensions: { code: string } }) => error.extensions.code));
    const outcomes = await Promise.all(plans);
    expect(outcomes.filter((outcome) => outcome === 'planned')).toHaveLength(201);
    expect(outcomes.filter((outcome) => outcome === 'OVERLOADED')).toHaveLength(49);
  });

  it('ends with an operation that takes too long, refuses that one from then on and goes on with the others', async () => {
    const strict = createPlannerThread(sdl, { logger: silentLogger, deadlineMs: 1_000 });
    await strict.ready();
    const [hostile, honest] = await Promise.allSettled([strict.plan(bomb(20)), strict.plan(QUERY)]);
    expect(hostile).toMatchObject({ status: 'rejected', reason: { extensions: { code: 'PLAN_DEADLINE_EXCEEDED' } } });
    expect(honest).toMatchObject({ status: 'fulfilled', value: { kind: 'QueryPlan' } });
    const startedMs = performance.now();
    await expect(strict.plan(bomb(20))).rejects.toMatchObject({ extensions: { code: 'PLAN_DEADLINE_EXCEEDED' } });
    expect(performance.now() - startedMs).toBeLessThan(50);
    await strict.close();
  });

  it('refuses what is too complex in words for the client', async () => {
    await expect(planner.plan(bomb(40))).rejects.toMatchObject({ message: expect.stringMatching(/maximum recursive selections/), extensions: { code: 'OPERATION_TOO_COMPLEX' } });
  });

  it('remembers for a while what it cannot plan', async () => {
    const unknown = '{ nothing }';
    const first = await planner.plan(unknown).catch((error: unknown) => error);
    expect(first).toMatchObject({ message: expect.stringMatching(/nothing/) });
    const again = planner.plan(unknown).catch(({ message }: Error) => message);
    expect(planner.queued).toBe(0);
    expect(await again).toBe((first as Error).message);
  });

  it('says what is wrong with a supergraph that cannot be planned over', async () => {
    const broken = createPlannerThread('type Query { a: Int }', { logger: silentLogger });
    await expect(broken.ready()).rejects.toThrow(/cannot be planned over: .*core schema/);
    await expect(broken.plan('{ a }')).rejects.toThrow(/cannot be planned over/);
    await broken.close();
  });

  it('rejects what waits when it is closed, and whatever comes later', async () => {
    const waiting = [planner.plan(QUERY), planner.plan('{ viewer { id } }')].map((plan) => plan.catch(({ message }: Error) => message));
    await planner.close();
    await planner.close();
    expect(await Promise.all(waiting)).toEqual([expect.stringMatching(/closed/), expect.stringMatching(/closed/)]);
    await expect(planner.plan(QUERY)).rejects.toThrow(/closed/);
  });
});

/** Twice as much with every fragment. */
const bomb = (fragments: number): string => {
  const spread = (index: number): string => (index === fragments ? 'id' : `parent { ...F${index} } again: parent { ...F${index} }`);
  return `{ category(by: { slug: "x" }) { ...F0 } }${Array.from({ length: fragments }, (_, index) => ` fragment F${index} on Category { ${spread(index + 1)} }`).join('')}`;
};
