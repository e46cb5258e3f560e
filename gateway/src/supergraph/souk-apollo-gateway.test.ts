import { afterEach, describe, expect, it } from '@jest/globals';
import { composeServices } from '@apollo/composition';
import { silentLogger } from '@souk/telemetry';
import { parse } from 'graphql';
import { switchOffApolloTelemetry } from '../config.js';
import { operationsOf as readOperations } from '../plan/operations-of.js';
import { GatewayMetrics } from '../telemetry/gateway-metrics.js';
import { SoukApolloGateway } from './souk-apollo-gateway.js';
import { fromSupergraph } from './subgraph-urls.js';
import { type SupergraphChange } from './supergraph-change.js';
import { type SupergraphKeeperOptions } from './supergraph-keeper.js';

const supergraphWith = (fields: string): string => {
  const { supergraphSdl = '' } = composeServices([{ name: 'one', url: 'http://one.invalid', typeDefs: parse(`extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@authenticated"]) type Query { ${fields} }`) }]);
  return supergraphSdl;
};

const operationsOf: SupergraphKeeperOptions['operationsOf'] = readOperations({ transportsOf: () => new Map(), introspection: false, limits: undefined, metrics: new GatewayMetrics() });

let gateway: SoukApolloGateway;
let publish: (sdl: string) => Promise<void>;
let changes: SupergraphChange[];
const load = async (sdl: string, warm: SupergraphKeeperOptions['warm'] = () => Promise.resolve({ prepared: 0, refused: 0, skipped: 0 })): Promise<void> => {
  switchOffApolloTelemetry();
  changes = [];
  gateway = new SoukApolloGateway({
    source: { read: () => Promise.resolve(sdl), watch: (onChange) => { publish = onChange; return () => undefined; } },
    addressOf: fromSupergraph(), operationsOf, logger: silentLogger, warm,
  });
  gateway.onChange((change) => void changes.push(change));
  await gateway.load();
};
afterEach(() => gateway.stop());

describe('the supergraph\'s life', () => {
  it('begins with a version that plans, without Apollo Server', async () => {
    await load(supergraphWith('a: Int @authenticated'));
    expect(await gateway.served.planner.plan('{ a }')).toMatchObject({ node: { kind: 'Fetch', serviceName: 'one' } });
    expect(changes.map(({ kind }) => kind)).toEqual([]);
  });

  it('rejects the first version with its reasons', async () => {
    await expect(load('type Query { a: Int }')).rejects.toThrow(/core schema/);
  });

  it('serves the next version when it is warm, and not before', async () => {
    const seen: string[] = [];
    await load(supergraphWith('a: Int'), async (from, to) => {
      seen.push(`${from.id === gateway.served.id}`);
      await to.planner.plan('{ b }');
      return { prepared: 1, refused: 0, skipped: 0 };
    });
    const before = gateway.served;
    await publish(supergraphWith('a: Int b: Int'));
    expect(seen).toEqual(['true']);
    expect(changes.map((change) => (change.kind === 'loaded' ? [change.supergraph.id, change.previous?.id] : change.reasons))).toEqual([[gateway.served.id, before.id]]);
    expect(gateway.served.schema.getQueryType()?.getFields()).toHaveProperty('b');
  });

  it('still plans for a request that began on the version before', async () => {
    await load(supergraphWith('a: Int'));
    const { planner } = gateway.served;
    const during = planner.plan('{ a }');
    await publish(supergraphWith('a: Int b: Int'));
    expect(await during).toMatchObject({ kind: 'QueryPlan' });
    expect(await planner.plan('{ x: a }')).toMatchObject({ kind: 'QueryPlan' });
  });

  it('refuses a version that cannot be served, tells why, and takes the next good one', async () => {
    await load(supergraphWith('a: Int'));
    const before = gateway.served;
    await publish('type Query {');
    await publish(supergraphWith('a: Int').replace('http://one.invalid', ''));
    expect(gateway.served === before).toBe(true);
    expect(changes.map((change) => (change.kind === 'refused' ? change.reasons : 'loaded'))).toEqual([expect.stringMatching(/^Syntax Error/), expect.stringMatching(/without an address: one/)]);
    await publish(supergraphWith('c: Int'));
    expect(changes[2]?.kind).toBe('loaded');
    expect(await gateway.served.planner.plan('{ c }')).toMatchObject({ kind: 'QueryPlan' });
  });

  it('does nothing where nothing changed', async () => {
    await load(supergraphWith('a: Int'));
    await publish(supergraphWith('a: Int'));
    expect(changes.map(({ kind }) => kind)).toEqual([]);
  });

  it('ends while a version is being prepared, and serves it no more', async () => {
    let isWarming = (): void => undefined;
    const warming = new Promise<void>((resolve) => { isWarming = resolve; });
    await load(supergraphWith('a: Int'), async () => { isWarming(); return { prepared: 0, refused: 0, skipped: 0 }; });
    const { planner, id } = gateway.served;
    const publishing = publish(supergraphWith('a: Int b: Int'));
    await warming;
    await gateway.stop();
    await publishing;
    expect(gateway.served.id).toBe(id);
    await expect(planner.plan('{ a }')).rejects.toThrow(/closed/);
  });
});
