import { ref, refs, type RecordFields } from '../support/records.js';
import { type ContractSuite } from '../support/suite.js';

/** What that subgraph says differs from what the others say. */
const by = (answers: Readonly<Record<string, unknown>>) => (_args: unknown, _record: RecordFields, subgraph: string | undefined): unknown => answers[subgraph ?? 'reference'];

/** What @apollo/gateway does with what clients may not see. */
const vanilla = 'says so in extensions.valueCompletion';

export const overrides: ContractSuite = {
  feature: '@override: a field moves to another subgraph',
  subgraphs: {
    a: `
      type Query { posts: [Post] old: [Post] }
      type Post @key(fields: "id") { id: ID! title: String createdAt: String author: User views: Int }
      type User @key(fields: "id") { id: ID! name: String }`,
    b: `
      type Query { recent: [Post] old: [Post] @override(from: "a") }
      type Post @key(fields: "id") { id: ID! createdAt: String @override(from: "a") views: Int @override(from: "gone") @shareable author: User @override(from: "a") byline: String @requires(fields: "title") title: String @external }
      type User @key(fields: "id") { id: ID! }`.replace('views: Int @override(from: "gone") @shareable ', ''),
  },
  records: {
    Query: { posts: refs('Post', '1'), recent: refs('Post', '2'), old: by({ a: [], b: refs('Post', '1'), reference: refs('Post', '1') }) },
    Post: {
      1: { title: 'One', createdAt: by({ a: 'wrong', b: 'b1', reference: 'b1' }), author: by({ a: null, b: ref('User', 'u'), reference: ref('User', 'u') }), views: 1, byline: (_args: unknown, { title }: RecordFields) => `by ${String(title)}` },
      2: { title: 'Two', createdAt: by({ a: 'wrong', b: 'b2', reference: 'b2' }), author: null, views: 2, byline: (_args: unknown, { title }: RecordFields) => `by ${String(title)}` },
    },
    User: { u: { name: 'Ute' } },
  },
  cases: [
    { query: '{ posts { id createdAt } }', data: { posts: [{ id: '1', createdAt: 'b1' }] } },
    { query: '{ recent { createdAt title views } }', data: { recent: [{ createdAt: 'b2', title: 'Two', views: 2 }] } },
    { query: '{ old { id author { name } } }', data: { old: [{ id: '1', author: { name: 'Ute' } }] } },
    { query: '{ posts { byline author { id name } } recent { byline author { id } } }', data: { posts: [{ byline: 'by One', author: { id: 'u', name: 'Ute' } }], recent: [{ byline: 'by Two', author: null }] } },
  ],
};

export const progressiveOverrides: ContractSuite = {
  feature: '@override with a label that nobody switched on',
  subgraphs: {
    a: 'type Query { post: Post } type Post @key(fields: "id") { id: ID! title: String }',
    b: 'type Post @key(fields: "id") { id: ID! title: String @override(from: "a", label: "percent(0)") text: String }',
  },
  records: { Query: { post: ref('Post', '1') }, Post: { 1: { title: by({ a: 'old', b: 'new', reference: 'old' }), text: 'Text' } } },
  cases: [{ query: '{ post { title text } }', data: { post: { title: 'old', text: 'Text' } } }],
};

export const sharedFields: ContractSuite = {
  feature: '@shareable fields and roots that several subgraphs answer in part',
  subgraphs: {
    names: 'type Query { product: Product @shareable products: [Product!]! @shareable } type Product @shareable { id: ID! name: Name } type Name { id: ID! text: String! }'.replace('type Product @shareable { id: ID! name: Name }', 'type Product { id: ID! @shareable name: Name }'),
    prices: 'type Query { product: Product @shareable products: [Product!]! @shareable } type Product { id: ID! @shareable price: Price } type Price { id: ID! amount: Int! }',
    categories: 'type Query { product: Product @shareable products: [Product!]! @shareable } type Product { id: ID! @shareable category: Category } type Category { id: ID! name: String! }',
  },
  records: {
    Query: { product: ref('Product', '1'), products: refs('Product', '1', '2') },
    Product: { 1: { name: { id: 'n1', text: 'One' }, price: { id: 'p1', amount: 10 }, category: { id: 'c1', name: 'Cat' } }, 2: { name: null, price: { id: 'p2', amount: 20 }, category: null } },
  },
  cases: [
    { query: '{ product { id name { id text } category { id name } price { id amount } } }', data: { product: { id: '1', name: { id: 'n1', text: 'One' }, category: { id: 'c1', name: 'Cat' }, price: { id: 'p1', amount: 10 } } } },
    { query: '{ products { id name { text } category { name } price { amount } } }', data: { products: [{ id: '1', name: { text: 'One' }, category: { name: 'Cat' }, price: { amount: 10 } }, { id: '2', name: null, category: null, price: { amount: 20 } }] } },
    { query: 'query ($p: Boolean!) { product { price @include(if: $p) { amount } name { text } } }', variables: { p: true }, data: { product: { price: { amount: 10 }, name: { text: 'One' } } } },
  ],
};

export const inaccessible: ContractSuite = {
  feature: '@inaccessible: used by the gateway, hidden from clients',
  subgraphs: {
    a: `
      type Query { users: [User!]! byRole(role: Role): [User!]! }
      type User @key(fields: "id") { id: ID! @inaccessible role: Role must: Role! roles: [[Role]] email: String friend: Friend @inaccessible }
      type Friend @inaccessible { name: String }
      enum Role { ADMIN USER ROBOT @inaccessible }`,
    b: `
      type User @key(fields: "id") { id: ID! @inaccessible email: String @external name(full: Boolean = false, secret: Int @inaccessible): String mail: String @requires(fields: "email") }`,
  },
  records: {
    Query: { users: refs('User', '1', '2', '3'), byRole: ({ role }: { role?: string }) => (role === 'ADMIN' ? refs('User', '1') : []) },
    User: {
      1: { role: 'ADMIN', must: 'ADMIN', roles: [['ROBOT', 'USER']], email: 'a@b', friend: null, name: ({ full }: { full: boolean }) => (full ? 'Ann Ax' : 'Ann'), mail: (_args: unknown, { email }: RecordFields) => `<${String(email)}>` },
      2: { role: 'USER', must: 'USER', roles: null, email: null, friend: null, name: 'Bob', mail: null }, 3: { role: 'ROBOT', must: 'ROBOT', roles: [null], email: null, friend: null, name: 'R2', mail: null },
    },
  },
  cases: [
    { query: '{ users { name mail } }', data: { users: [{ name: 'Ann', mail: '<a@b>' }, { name: 'Bob', mail: null }, { name: 'R2', mail: null }] } },
    { query: '{ byRole(role: ADMIN) { role name(full: true) } }', data: { byRole: [{ role: 'ADMIN', name: 'Ann Ax' }] } },
    { name: 'a hidden value is null', query: '{ users { name role } }', data: { users: [{ name: 'Ann', role: 'ADMIN' }, { name: 'Bob', role: 'USER' }, { name: 'R2', role: null }] }, vanilla },
    { name: 'a hidden value is an error where null may not stand', query: '{ users { must roles } }', data: null, errors: ['users/2/must'], vanilla },
    { name: 'a hidden value within lists is null', query: '{ byRole(role: ADMIN) { roles } }', data: { byRole: [{ roles: [[null, 'USER']] }] }, vanilla },
    { name: 'introspection does not show it', query: '{ __type(name: "User") { fields { name } } hidden: __type(name: "Friend") { name } role: __type(name: "Role") { enumValues { name } } }', data: { __type: { fields: [{ name: 'role' }, { name: 'must' }, { name: 'roles' }, { name: 'email' }, { name: 'name' }, { name: 'mail' }] }, hidden: null, role: { enumValues: [{ name: 'ADMIN' }, { name: 'USER' }] } } },
  ],
};

const withHiddenType = (rootFields: string): ContractSuite['subgraphs'] => ({
  a: `
    type Query { ${rootFields} }
    interface Node { id: ID! name: String }
    union Found = Shown | Hidden
    type Shown implements Node @key(fields: "id") { id: ID! name: String }
    type Hidden implements Node @key(fields: "id") @inaccessible { id: ID! name: String }`,
  b: `
    type Shown @key(fields: "id") { id: ID! size: Int }
    type Hidden @key(fields: "id") @inaccessible { id: ID! size: Int }`,
});
const SHOWN_AND_HIDDEN = { Shown: { s: { name: 'S', size: 1 } }, Hidden: { h: { name: 'H', size: 2 } } };

export const inaccessibleTypes: ContractSuite = {
  feature: '@inaccessible types of interfaces and unions: an object of one is null for clients',
  subgraphs: withHiddenType('node: Node nodes: [Node] found: [Found]'),
  records: { Query: { node: ref('Hidden', 'h'), nodes: [ref('Shown', 's'), ref('Hidden', 'h')], found: [ref('Hidden', 'h'), ref('Shown', 's')] }, ...SHOWN_AND_HIDDEN },
  cases: [
    { query: '{ node { name } }', data: { node: null }, vanilla },
    { query: '{ node { __typename id } }', data: { node: null }, vanilla },
    { query: '{ nodes { name ... on Shown { size } } }', data: { nodes: [{ name: 'S', size: 1 }, null] }, vanilla },
    { query: '{ found { ... on Shown { size } } }', data: { found: [null, { size: 1 }] }, vanilla },
  ],
};

export const inaccessibleTypesNotNull: ContractSuite = {
  feature: '@inaccessible types where null may not stand: an object of one is an error',
  subgraphs: withHiddenType('nodes: [Node] strict: [Node!] must: Node! found: Found'),
  notDifferential: 'an error within a hidden object is hidden too, but only where null did not climb over the object within its subgraph',
  records: { Query: { nodes: [ref('Shown', 's'), ref('Hidden', 'h')], strict: [ref('Shown', 's'), ref('Hidden', 'h')], must: ref('Hidden', 'h'), found: null }, ...SHOWN_AND_HIDDEN },
  cases: [
    { query: '{ nodes { id } strict { name } }', data: { nodes: [{ id: 's' }, null], strict: null }, errors: ['strict/1'], vanilla },
    { query: '{ must { id } }', data: null, errors: ['must'], vanilla },
  ],
};

export const enumIntersection: ContractSuite = {
  feature: 'enums and inputs that are merged',
  subgraphs: {
    a: `
      type Query { users(type: UserType): [User!] find(filter: Filter): [User] }
      input Filter { first: Int! type: UserType only: Only @inaccessible skip: Int }
      input Only { x: Int }
      type User @key(fields: "id") { id: ID! type: UserType }
      enum UserType { REGULAR ANONYMOUS @inaccessible ADMIN }`,
    b: `
      type Query { usersB: [User!] seek(filter: Filter): [User] }
      input Filter { first: Int! type: UserType }
      type User @key(fields: "id") { id: ID! type: UserType @shareable }
      enum UserType { REGULAR ADMIN }`.replace('type: UserType @shareable', 'kind: UserType'),
  },
  records: {
    Query: { users: ({ type }: { type?: string }) => (type === 'REGULAR' ? refs('User', '1') : refs('User', '1', '2')), usersB: refs('User', '1', '2'), find: ({ filter }: { filter: { first: number } }) => refs('User', '1', '2').slice(0, filter.first), seek: ({ filter }: { filter: { first: number } | null }) => (filter === null ? null : refs('User', '2', '1').slice(0, filter.first)) },
    User: { 1: { type: 'REGULAR', kind: 'ADMIN' }, 2: { type: 'ANONYMOUS', kind: 'REGULAR' } },
  },
  cases: [
    { query: '{ users { id } }', data: { users: [{ id: '1' }, { id: '2' }] } },
    { query: '{ users { id type } }', data: { users: [{ id: '1', type: 'REGULAR' }, { id: '2', type: null }] }, vanilla },
    { query: '{ usersB { kind type } }', data: { usersB: [{ kind: 'ADMIN', type: 'REGULAR' }, { kind: 'REGULAR', type: null }] }, vanilla },
    { query: '{ users(type: REGULAR) { id type } }', data: { users: [{ id: '1', type: 'REGULAR' }] } },
    { query: 'query ($f: Filter) { find(filter: $f) { id } seek(filter: $f) { kind } }', variables: { f: { first: 1, type: 'REGULAR' } }, data: { find: [{ id: '1' }], seek: [{ kind: 'REGULAR' }] } },
    { query: 'query ($n: Int!, $t: UserType = ADMIN) { find(filter: { first: $n, type: $t }) { id } seek(filter: null) { id } }', variables: { n: 2 }, data: { find: [{ id: '1' }, { id: '2' }], seek: null } },
  ],
};
