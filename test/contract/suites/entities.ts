import { ref, refs, type RecordFields } from '../support/records.js';
import { type ContractSuite } from '../support/suite.js';

export const parentCalls: ContractSuite = {
  feature: 'an entity that is reached only over its parent, and value types that several subgraphs fill',
  subgraphs: {
    a: 'type Query { products: [Product] direct: Product } type Product @key(fields: "id") @key(fields: "id pid") { id: ID! pid: ID! }',
    b: 'type Product @key(fields: "id pid") { id: ID! pid: ID! category: Category } type Category { details: Details @shareable id: ID! }  type Details { products: Int }',
    c: 'type Product @key(fields: "id") { id: ID! category: Category } type Category { id: ID! } '.replace('category: Category } type Category { id: ID! }', 'maker: Maker } type Maker { id: ID! details: MakerDetails } type MakerDetails { city: String lines: [Line] } type Line { product: Product text: String }'),
    d: 'type Query { lines: [Line] @shareable } type Line @shareable { product: Product text: String } type Product @key(fields: "id") { id: ID! }'.replace('type Query { lines: [Line] @shareable } type Line @shareable { product: Product text: String } ', 'type Query { ids: [Product!] } '),
  },
  records: {
    Query: { products: [ref('Product', '1'), null, ref('Product', '2')], direct: null, ids: refs('Product', '2') },
    Product: {
      1: { pid: 'p1', category: { id: 'c1', details: { products: 2 } }, maker: { id: 'm', details: { city: 'Ulm', lines: [{ product: ref('Product', '2'), text: 'see' }, null] } } },
      2: { pid: 'p2', category: null, maker: { id: 'n', details: null } },
    },
  },
  cases: [
    { query: '{ products { category { details { products } } } }', data: { products: [{ category: { details: { products: 2 } } }, null, { category: null }] } },
    { query: '{ products { maker { details { lines { text product { pid category { id } } } } } } ids { category { id } maker { id } } direct { category { id } } }', data: { products: [{ maker: { details: { lines: [{ text: 'see', product: { pid: 'p2', category: null } }, null] } } }, null, { maker: { details: null } }], ids: [{ category: null, maker: { id: 'n' } }], direct: null } },
  ],
};

const similar = { User: refs('User', 'u'), Admin: refs('Admin', 'a') };

export const childTypes: ContractSuite = {
  feature: 'one response name with types that differ between members of a union',
  subgraphs: {
    a: 'type Query { users: [User!]! } type User @key(fields: "id") { id: ID }',
    b: `
      type Query { accounts: [Account!]! }
      union Account = User | Admin
      type User @key(fields: "id") { id: ID name: String! similar: [Account!]! }
      type Admin { id: ID! name: String similar: [Account!]! }`,
  },
  records: {
    Query: { users: refs('User', 'u'), accounts: [...similar.User, ...similar.Admin] },
    User: { u: { name: 'u-name', similar: [...similar.User, ...similar.Admin] } }, Admin: { a: { name: 'a-name', similar: [...similar.User, ...similar.Admin] } },
  },
  cases: [
    { query: '{ users { id name } accounts { ... on User { uid: id uname: name } ... on Admin { id name } } }', data: { users: [{ id: 'u', name: 'u-name' }], accounts: [{ uid: 'u', uname: 'u-name' }, { id: 'a', name: 'a-name' }] } },
    { query: '{ accounts { ... on User { similar { ... on User { uname: name similar { ... on Admin { name } } } ... on Admin { id } } } ... on Admin { similar { ... on Admin { name } } } } }', data: { accounts: [{ similar: [{ uname: 'u-name', similar: [{}, { name: 'a-name' }] }, { id: 'a' }] }, { similar: [{}, { name: 'a-name' }] }] } },
  ],
};

export const corruptedNodes: ContractSuite = {
  feature: 'a shared root of an interface that each subgraph knows half of',
  subgraphs: {
    a: 'type Query { node(id: ID!): Node @shareable account(id: String!): Account } interface Node { id: ID! } type Account implements Node @key(fields: "id") { id: ID! username: String! } type Chat implements Node @key(fields: "id") { id: ID! @external account: Account! }',
    b: 'type Query { node(id: ID!): Node @shareable chat(id: String!): Chat } interface Node { id: ID! } type Account implements Node @key(fields: "id") { id: ID! @external chats: [Chat!]! } type Chat implements Node @key(fields: "id") { id: ID! text: String! }',
  },
  records: {
    Query: { node: ({ id }: { id: string }) => (id === 'a1' ? ref('Account', id) : ref('Chat', id)), account: ({ id }: { id: string }) => ref('Account', id), chat: ({ id }: { id: string }) => ref('Chat', id) },
    Account: { a1: { username: 'ann', chats: refs('Chat', 'c1') } }, Chat: { c1: { text: 'hello', account: ref('Account', 'a1') } },
  },
  cases: [
    { query: '{ account: node(id: "a1") { __typename } chat: node(id: "c1") { __typename } }', data: { account: { __typename: 'Account' }, chat: { __typename: 'Chat' } } },
    { query: '{ account: node(id: "a1") { ... on Account { id username } } chat: node(id: "c1") { ... on Chat { id text } } }', data: { account: { id: 'a1', username: 'ann' }, chat: { id: 'c1', text: 'hello' } } },
    { query: '{ account: node(id: "a1") { __typename ... on Chat { id } } chat: node(id: "c1") { ... on Account { id } } }', data: { account: { __typename: 'Account' }, chat: {} } },
    { query: '{ chat(id: "c1") { id text account { id chats { id } } } account(id: "a1") { username chats { text } } }', data: { chat: { id: 'c1', text: 'hello', account: { id: 'a1', chats: [{ id: 'c1' }] } }, account: { username: 'ann', chats: [{ text: 'hello' }] } } },
  ],
  notDifferential: 'composition lets through what cannot be planned',
};

export const nestedRequires: ContractSuite = {
  feature: '@requires of lists of entities, three subgraphs deep',
  subgraphs: {
    a: 'type Query { cart: Cart } type Cart @key(fields: "id") { id: ID! lines: [Line!]! } type Line { product: Product! quantity: Int } type Product @key(fields: "sku") { sku: ID! }',
    b: 'type Product @key(fields: "sku") { sku: ID! price: Int weight: Weight } type Weight { grams: Int unit: String }',
    c: `
      type Cart @key(fields: "id") { id: ID! lines: [Line!]! @external total: Int @requires(fields: "lines { product { price weight { grams } } quantity }") }
      type Line { product: Product! @external quantity: Int @external }
      type Product @key(fields: "sku") { sku: ID! price: Int @external weight: Weight @external } type Weight { grams: Int @external }`,
  },
  records: {
    Query: { cart: ref('Cart', 'x') },
    Cart: { x: {
      lines: [{ product: ref('Product', 's'), quantity: 2 }, { product: ref('Product', 't'), quantity: null }],
      total: (_args: unknown, { lines }: RecordFields, subgraph: string | undefined) => (subgraph === undefined ? 26 : (lines as readonly { product: { price: number; weight: { grams: number } | null }; quantity: number | null }[]).reduce((sum, { product, quantity }) => sum + product.price * (quantity ?? 1) + (product.weight?.grams ?? 0), 0)),
    } },
    Product: { s: { sku: 's', price: 10, weight: { grams: 1, unit: 'g' } }, t: { sku: 't', price: 5, weight: null } },
  },
  cases: [
    { query: '{ cart { total } }', data: { cart: { total: 26 } } },
    { query: '{ cart { lines { product { weight { unit } } } total } }', data: { cart: { lines: [{ product: { weight: { unit: 'g' } } }, { product: { weight: null } }], total: 26 } } },
  ],
};
