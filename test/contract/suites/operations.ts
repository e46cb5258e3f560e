import { fails, ref, refs, type RecordFields } from '../support/records.js';
import { type ContractSuite } from '../support/suite.js';

const echo = (args: Readonly<Record<string, unknown>>): string => JSON.stringify(args);

export const variables: ContractSuite = {
  feature: 'variables: default, null, absent, coerced',
  subgraphs: {
    a: `
      scalar Any
      input Point { x: Int! = 1 y: Int tags: [String!] deep: Point }
      enum Color { RED GREEN }
      type Query { echo(int: Int = 7, text: String, list: [Int], point: Point, color: Color = RED, any: Any, id: ID, float: Float, flag: Boolean! = true): String thing: Thing }
      type Thing @key(fields: "id") { id: ID! }`,
    b: 'input Point { x: Int! = 1 y: Int tags: [String!] deep: Point } scalar Any type Thing @key(fields: "id") { id: ID! echo(int: Int = 7, point: Point, any: Any, list: [Int]): String }',
  },
  records: { Query: { echo, thing: ref('Thing', 't') }, Thing: { t: { echo } } },
  cases: [
    { query: '{ echo }', data: { echo: '{"int":7,"color":"RED","flag":true}' } },
    { query: 'query ($i: Int) { echo(int: $i) }', variables: {}, data: { echo: '{"int":7,"color":"RED","flag":true}' } },
    { query: 'query ($i: Int) { echo(int: $i) }', variables: { i: null }, data: { echo: '{"int":null,"color":"RED","flag":true}' } },
    { query: 'query ($i: Int = 3) { echo(int: $i) thing { echo(int: $i) } }', variables: {}, data: { echo: '{"int":3,"color":"RED","flag":true}', thing: { echo: '{"int":3}' } } },
    { query: 'query ($i: Int = 3) { thing { echo(int: $i) } }', variables: { i: null }, data: { thing: { echo: '{"int":null}' } } },
    { query: 'query ($i: Int) { thing { echo(int: $i) } }', variables: {}, data: { thing: { echo: '{"int":7}' } } },
    { name: 'one value for a list', query: 'query ($l: [Int]) { echo(list: $l) one: echo(list: 4) thing { echo(list: $l) } }', variables: { l: 5 }, data: { echo: '{"int":7,"list":[5],"color":"RED","flag":true}', one: '{"int":7,"list":[4],"color":"RED","flag":true}', thing: { echo: '{"int":7,"list":[5]}' } } },
    { name: 'defaults inside an input', query: 'query ($p: Point, $y: Int) { echo(point: $p) thing { echo(point: { y: $y, deep: { tags: ["a"] } }) } }', variables: { p: { y: 2, deep: {} } }, data: { echo: '{"int":7,"point":{"x":1,"y":2,"deep":{"x":1}},"color":"RED","flag":true}', thing: { echo: '{"int":7,"point":{"x":1,"deep":{"x":1,"tags":["a"]}}}' } } },
    { query: 'query ($any: Any, $id: ID) { echo(any: $any, id: $id) thing { echo(any: $any) } }', variables: { any: { a: [1, null, { b: 'x"' }] }, id: 12 }, data: { echo: '{"int":7,"color":"RED","any":{"a":[1,null,{"b":"x\\""}]},"id":"12","flag":true}', thing: { echo: '{"int":7,"any":{"a":[1,null,{"b":"x\\""}]}}' } } },
    { query: 'query ($x: Int!) { echo(any: { a: $x, b: [$x, "t", null, true] }) thing { echo(any: { c: $x }) } }', variables: { x: 3 }, data: { echo: '{"int":7,"color":"RED","any":{"a":3,"b":[3,"t",null,true]},"flag":true}', thing: { echo: '{"int":7,"any":{"c":3}}' } } },
    { query: 'query ($c: Color = GREEN, $f: Float!, $b: Boolean = false) { echo(color: $c, float: $f, flag: $b) }', variables: { f: 2 }, data: { echo: '{"int":7,"color":"GREEN","float":2,"flag":false}' } },
  ],
  notDifferential: 'echoes of large inputs say nothing more',
};

export const conditions: ContractSuite = {
  feature: '@skip and @include',
  subgraphs: {
    a: 'type Query { product: Product user: User! } type Product @key(fields: "id") { id: ID! price: Float } type User @key(fields: "id") { id: ID! name: String }',
    b: 'type Product @key(fields: "id") { id: ID! price: Float @external isDear: Boolean! @requires(fields: "price") } type User @key(fields: "id") { id: ID! cart: Cart orders: [Order!]! } type Cart { total: Int } type Order { number: Int }',
    c: 'type Product @key(fields: "id") { id: ID! isDear: Boolean! @external yes: Boolean! @requires(fields: "isDear") never: Boolean! @requires(fields: "isDear") }',
  },
  records: {
    Query: { product: ref('Product', 'p'), user: ref('User', 'u') },
    Product: { p: { price: 699.5, isDear: (_args: unknown, { price }: RecordFields) => Number(price) > 500, yes: true, never: fails('never asked') } },
    User: { u: { name: 'Ute', cart: { total: 3 }, orders: [{ number: 1 }] } },
  },
  cases: [
    { query: 'query ($no: Boolean = false) { product { price never @include(if: $no) } }', data: { product: { price: 699.5 } } },
    { query: 'query ($yes: Boolean = true) { product { price never @skip(if: $yes) yes @include(if: $yes) } }', data: { product: { price: 699.5, yes: true } } },
    { query: 'query ($no: Boolean!) { product { price yes @skip(if: $no) } }', variables: { no: false }, data: { product: { price: 699.5, yes: true } } },
    { query: 'query ($a: Boolean!, $b: Boolean!) { product { yes @skip(if: $a) @include(if: $b) isDear @include(if: $a) } }', variables: { a: false, b: true }, data: { product: { yes: true } } },
    { query: '{ product { never @skip(if: true) yes @include(if: true) isDear @skip(if: false) ... @include(if: false) { never } } }', data: { product: { yes: true, isDear: true } } },
    { name: 'an object of which nothing is left', query: 'query ($with: Boolean!) { user { cart @include(if: $with) { total } } product { yes @include(if: $with) } }', variables: { with: false }, data: { user: {}, product: {} }, vanilla: 'skips the fetch of the object itself' },
    { name: 'an operation of which nothing is left', query: 'query ($with: Boolean!) { product @include(if: $with) { price } }', variables: { with: false }, data: {} },
    { name: 'the same field with and without', query: 'query ($s: Boolean!) { user { orders { number } ...O @skip(if: $s) orders @include(if: $s) { __typename } } } fragment O on User { name cart { total } }', variables: { s: true }, data: { user: { orders: [{ number: 1, __typename: 'Order' }] } } },
    { query: 'query ($s: Boolean!) { ...Q @skip(if: $s) ... on Query @include(if: $s) { user { name } } } fragment Q on Query { product { price } }', variables: { s: true }, data: { user: { name: 'Ute' } } },
  ],
};

let counter = 0;

export const mutations: ContractSuite = {
  feature: 'mutations run one after the other, over several subgraphs',
  subgraphs: {
    a: 'type Query { counter: Int } type Mutation { set(to: Int!): Int add(by: Int!): Int fail(it: Boolean): Int product(name: String): Product! } type Product @key(fields: "id") { id: ID! name: String }',
    b: 'type Mutation { multiply(by: Int!): Int read: Result! } type Result { value: Int! product: Product } type Product @key(fields: "id") { id: ID! units: Int }',
  },
  records: {
    Query: { counter: () => counter },
    Mutation: {
      set: ({ to }: { to: number }) => (counter = to), add: ({ by }: { by: number }) => (counter += by), multiply: ({ by }: { by: number }) => (counter *= by),
      fail: fails('No'), product: () => ref('Product', 'p'), read: () => ({ value: counter, product: ref('Product', 'p') }),
    },
    Product: { p: { name: 'P', units: () => counter } },
  },
  cases: [
    { query: 'mutation { start: set(to: 5) ten: multiply(by: 2) twelve: add(by: 2) last: multiply(by: 3) }', data: { start: 5, ten: 10, twelve: 12, last: 36 } },
    { name: 'what follows from one comes before the next', query: 'mutation { set(to: 1) product { units name } multiply(by: 3) after: product { units } read { value product { units name } } last: multiply(by: 9) }', data: { set: 1, product: { units: 1, name: 'P' }, multiply: 3, after: { units: 3 }, read: { value: 3, product: { units: 3, name: 'P' } }, last: 27 } },
    { name: 'one that fails stops no other', query: 'mutation { set(to: 3) fail multiply(by: 2) more: fail add(by: 1) }', data: { set: 3, fail: null, multiply: 6, more: null, add: 7 }, errors: ['fail', 'more'] },
    { query: 'mutation ($no: Boolean!) { set(to: 4) multiply(by: 10) @skip(if: $no) add(by: 1) }', variables: { no: true }, data: { set: 4, add: 5 } },
  ],
};

export const failures: ContractSuite = {
  feature: 'errors: null climbs to where it may stand, paths have indexes and aliases',
  subgraphs: {
    a: 'type Query { items: [Item] strict: [Item!] must: Item! } type Item @key(fields: "id") { id: ID! name: String! parent: Item }',
    b: 'type Item @key(fields: "id") { id: ID! price: Float! stock: Int tags: [String!] lines: [Line!]! boxes: [[Int!]] } type Line { text: String! }',
  },
  records: {
    Query: { items: refs('Item', '1', '2', '3'), strict: refs('Item', '1', '2'), must: ref('Item', '2') },
    Item: {
      1: { name: 'one', parent: ref('Item', '2'), price: 1, stock: fails('No stock'), tags: ['a'], lines: [{ text: 'x' }], boxes: [[1], null, []] },
      2: { name: 'two', parent: null, price: fails('No price'), stock: 2, tags: () => ['a', new Error('bad tag')], lines: [{ text: 'x' }, { text: fails('No text') }], boxes: () => [[1, new Error('bad box')], [2]] },
      3: { name: fails('No name'), parent: null, price: 3, stock: 3, tags: null, lines: [], boxes: null },
    },
  },
  cases: [
    { query: '{ items { stock } }', data: { items: [{ stock: null }, { stock: 2 }, { stock: 3 }] }, errors: ['items/0/stock'] },
    { query: '{ items { id price } }', data: { items: [{ id: '1', price: 1 }, null, { id: '3', price: 3 }] }, errors: ['items/1/price'] },
    { query: '{ strict { id p: price } }', data: { strict: null }, errors: ['strict/1/p'] },
    { query: '{ must { price } }', data: null, errors: ['must/price'] },
    { query: '{ all: items { n: name } }', data: { all: [{ n: 'one' }, { n: 'two' }, null] }, errors: ['all/2/n'] },
    { query: '{ items { tags } }', data: { items: [{ tags: ['a'] }, { tags: null }, { tags: null }] }, errors: ['items/1/tags/1'] },
    { query: '{ items { l: lines { t: text } } }', data: { items: [{ l: [{ t: 'x' }] }, null, { l: [] }] }, errors: ['items/1/l/1/t'] },
    { query: '{ items { boxes } }', data: { items: [{ boxes: [[1], null, []] }, { boxes: [null, [2]] }, { boxes: null }] }, errors: ['items/1/boxes/0/1'] },
    { name: 'the same entity at several places: an error at each', query: '{ items { parent { stock p: price } } strict { id } must { s: stock } }', data: { items: [{ parent: null }, { parent: null }, { parent: null }], strict: [{ id: '1' }, { id: '2' }], must: { s: 2 } }, errors: ['items/0/parent/p'] },
    { name: 'an entity and its own parent', query: '{ items { parent { price } price } }', data: { items: [{ parent: null, price: 1 }, null, { parent: null, price: 3 }] }, errors: ['items/0/parent/price', 'items/1/price'] },
  ],
};
