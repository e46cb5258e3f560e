import { describe, expect, it } from '@jest/globals';
import { DEFAULT_DOCUMENT_LIMITS } from '../limits/check-document.js';
import { smallGateway, type SmallGatewayOptions } from '../../test/support/small-gateway.js';
import { type Answer } from './answer.js';

const gatewayWith = (options: SmallGatewayOptions = {}) => smallGateway({
  a: {
    sdl: 'type Query { item: Item name(of: Color, filter: Filter): String secret: String @authenticated } type Mutation { add(n: Int!): Int } type Subscription { added: Int } enum Color { RED } input Filter { text: String } type Item { name: String many: [Item] }',
    says: ({ query }) => (query.includes('add') ? { data: { add: 1 } } : { data: { name: 'x', item: { name: 'y' } } }),
  },
}, options);

const unlimited = { take: () => undefined, close: () => Promise.resolve() };
const codesOf = ({ errors = [] }: Answer): readonly unknown[] => errors.map(({ extensions }) => extensions?.['code']);

describe('an operation', () => {
  it('is answered', async () => {
    const { data, errors, status } = await gatewayWith().run('{ name }');
    expect([data?.toString(), errors, status]).toEqual(['{"name":"x"}', undefined, undefined]);
  });

  it.each([
    ['that is no document', '{', {}, 'GRAPHQL_PARSE_FAILED'], ['that is not valid', '{ nobody }', {}, 'GRAPHQL_VALIDATION_FAILED'],
    ['with a wrong variable', 'query ($c: Color) { name(of: $c) }', { c: 'BLUE' }, 'BAD_USER_INPUT'], ['without a variable that it needs', 'mutation ($n: Int!) { add(n: $n) }', {}, 'BAD_USER_INPUT'], ['of several, unnamed', 'query A { name } query B { name }', {}, 'OPERATION_RESOLUTION_FAILURE'],
  ])('%s is refused before anything is planned', async (_what, query, variables, code) => {
    const gateway = gatewayWith();
    const answer = await gateway.run(query, variables);
    expect([answer.data, answer.status, codesOf(answer), gateway.planned]).toEqual([undefined, 400, [code], []]);
  });

  it('has nothing of what may not be seen, and asks no subgraph where that is all', async () => {
    const gateway = gatewayWith();
    const answer = await gateway.run('{ secret }');
    expect([answer.data?.toString(), codesOf(answer), gateway.sent]).toEqual(['{"secret":null}', ['UNAUTHORIZED_FIELD_OR_TYPE'], []]);
  });

  it('tells nothing of a fault of ours but its trace', async () => {
    const gateway = gatewayWith();
    Object.assign(gateway.served.planner, { plan: () => Promise.reject(new Error('password=x')) });
    expect(await gateway.run('{ name }')).toEqual({ status: 500, errors: [{ message: 'Internal server error', extensions: { code: 'INTERNAL_SERVER_ERROR', traceId: '1'.repeat(32) } }] });
  });
});

describe('a mutation by GET', () => {
  it('is refused, planned never and sent to nobody', async () => {
    const gateway = gatewayWith();
    const answer = await gateway.run('mutation { add(n: 1) }', {}, { isReadOnly: true });
    expect([answer.status, codesOf(answer), answer.data, gateway.planned, gateway.sent]).toEqual([405, ['BAD_REQUEST'], undefined, [], []]);
  });

  it('is one only where the mutation is the one that is meant', async () => {
    const { data } = await gatewayWith().run('{ name }', {}, { isReadOnly: true });
    expect(data?.toString()).toBe('{"name":"x"}');
  });
});

describe('a subscription over HTTP', () => {
  it('is told the way', async () => {
    const gateway = gatewayWith();
    const answer = await gateway.run('subscription { added }');
    expect([codesOf(answer), answer.data, gateway.sent]).toEqual([['SUBSCRIPTION_OVER_HTTP'], undefined, []]);
    expect(answer.errors?.[0]?.message).toContain('graphql-transport-ws');
  });
});

describe('limits', () => {
  it('refuse what costs too much before it is planned, and charge only its text', async () => {
    const charged: number[] = [];
    const query = '{ item { many { many { many { name } } } } }';
    const gateway = gatewayWith({ limits: DEFAULT_DOCUMENT_LIMITS, engineLimits: { maxCost: 50, rateLimiter: { ...unlimited, take: (_who, units) => void charged.push(units) } } });
    const answer = await gateway.run(query);
    expect([codesOf(answer), gateway.planned, charged]).toEqual([['COST_LIMIT_EXCEEDED'], [], [Math.ceil(query.length / 5)]]);
  });

  it('charge a text and its plan once, and its cost each time', async () => {
    const charged: number[] = [];
    const gateway = gatewayWith({ engineLimits: { maxCost: 50, rateLimiter: { ...unlimited, take: (_who, units) => void charged.push(units) } } });
    await gateway.run('{ item { name } }');
    await gateway.run('{ item { name } }');
    expect(charged).toEqual([4, 1, 100, 1]);
  });

  it.each([['at once', 7], ['by another process', Promise.resolve({ retryAfterSeconds: 7 })]])('say when to come back: %s', async (_what, wait) => {
    const gateway = gatewayWith({ engineLimits: { maxCost: 50, rateLimiter: { ...unlimited, take: () => (typeof wait === 'number' ? { retryAfterSeconds: wait } : wait) } } });
    const answer = await gateway.run('{ name }');
    expect(answer).toMatchObject({ status: 429, retryAfterSeconds: 7, errors: [{ extensions: { code: 'RATE_LIMITED', retryAfterSeconds: 7 } }] });
    expect([answer.data, gateway.planned, gateway.served.documents.knows('{ name }')]).toEqual([undefined, [], false]);
  });
});

describe('where the schema is not to be seen', () => {
  it.each([['an enum', 'query ($v: Color) { name(of: $v) }', 'REDD'], ['an input', 'query ($v: Filter) { name(filter: $v) }', { txt: 'x' }]])('nothing is suggested for a variable: %s', async (_what, query, v) => {
    const messageOf = async (introspection: boolean): Promise<string | undefined> => (await gatewayWith({ introspection }).run(query, { v })).errors?.[0]?.message;
    expect([(await messageOf(true))?.includes('Did you mean'), (await messageOf(false))?.includes('Did you mean')]).toEqual([true, false]);
  });
});
