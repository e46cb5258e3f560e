import { describe, expect, it } from '@jest/globals';
import { smallGateway } from '../../test/support/small-gateway.js';
import { answerText } from './answer.js';

/** What may come over a wire: a value nested deeper than a function that calls itself can follow. */
const nested = (levels: number): string => `${'['.repeat(levels)}${']'.repeat(levels)}`;

const LEVELS = 20_000;
const PLAIN_OBJECT: Readonly<Record<string, unknown>> = {};

const ask = async (query: string, a: unknown, b: unknown = {}, variables = {}) => {
  const gateway = smallGateway({
    a: { sdl: 'scalar Any type Query { item: Item items: [Item] any: Any } type Item @key(fields: "id") { id: ID! name: String child: Item }', says: () => a },
    b: { sdl: 'scalar Any type Item @key(fields: "id") { id: ID! price(of: Any): Int }', says: () => b },
  });
  return JSON.parse(answerText(await gateway.run(query, variables))) as { readonly data: unknown; readonly errors?: readonly { readonly message: string; readonly path?: readonly unknown[]; readonly extensions: Readonly<Record<string, unknown>> }[] };
};

describe('a client or a subgraph that means no good', () => {
  it('a client that calls a field __proto__ gets it, and no prototype changes', async () => {
    const { data } = await ask('{ __proto__: item { polluted: name __proto__: id } }', '{"data":{"__proto____souk":{"polluted":"yes","__proto____souk":"1"}}}');
    expect(JSON.stringify(data)).toBe('{"__proto__":{"polluted":"yes","__proto__":"1"}}');
    expect(PLAIN_OBJECT['polluted']).toBeUndefined();
  });

  it('a subgraph that sends __proto__ changes no prototype', async () => {
    expect(await ask('{ item { id } }', '{"data":{"item":{"id":"1"},"__proto__":{"polluted":"yes"}}}')).toEqual({ data: { item: { id: '1' } } });
    expect(PLAIN_OBJECT['polluted']).toBeUndefined();
  });

  it.each([null, 'text', [], { message: { toString: 1 } }, { extensions: 'x', path: 'y' }, { path: [[]], extensions: [] }])('errors of entities may be anything: %j', async (error) => {
    const { data, errors } = await ask('{ item { id price } }', { data: { item: { __typename: 'Item', id: '1' } } }, { data: { _entities: [{ price: 1 }] }, errors: [error] });
    expect(data).toEqual({ item: { id: '1', price: 1 } });
    expect(errors).toMatchObject([{ message: 'Internal server error', path: ['item'], extensions: { code: 'INTERNAL_SERVER_ERROR', serviceName: 'b' } }]);
  });

  it.each([
    ['a list', '{ items { id price } }', `{"data":{"items":${nested(LEVELS)}}}`],
    ['a scalar', '{ any }', `{"data":{"any":${nested(LEVELS)}}}`],
    ['a path of an error', '{ items { id } }', `{"data":null,"errors":[{"message":"x","extensions":{"code":"X"},"path":[${nested(LEVELS)}]}]}`],
  ])('%s nested without end fails, and nothing else', async (_what, query, said) => {
    const { errors } = await ask(query, said);
    expect(errors).toHaveLength(1);
  });
});
