import { ref, refs } from '../support/records.js';
import { type ContractSuite } from '../support/suite.js';

export const provides: ContractSuite = {
  feature: '@provides: a field that is external, but comes along this way',
  subgraphs: {
    accounts: 'type Query { me: User } type User @key(fields: "id") { id: ID! name: String @shareable username: String address: Address @shareable } type Address { street: String city: City @shareable } type City { name: String zip: Int @shareable }',
    reviews: `
      type Query { latest: [Review] worst: Review }
      type Review @key(fields: "id") { id: ID! body: String author: User @provides(fields: "name address { city { zip } }") rater: User }
      type User @key(fields: "id") { id: ID! name: String @external address: Address @external reviews: [Review] }
      type Address { city: City @external } type City { zip: Int @external }`,
  },
  records: {
    Query: { me: ref('User', 'u'), latest: refs('Review', 'r', 's'), worst: ref('Review', 's') },
    Review: { r: { body: 'Good', author: ref('User', 'u'), rater: ref('User', 'v') }, s: { body: null, author: null, rater: ref('User', 'u') } },
    User: { u: { name: 'Ute', username: 'ute', address: { street: 'S', city: { name: 'Ulm', zip: 89 } }, reviews: refs('Review', 'r', 's') }, v: { name: 'Vi', username: 'vi', address: null, reviews: [] } },
  },
  cases: [
    { query: '{ latest { author { name } } }', data: { latest: [{ author: { name: 'Ute' } }, { author: null }] } },
    { query: '{ latest { author { name username } rater { name username } } }', data: { latest: [{ author: { name: 'Ute', username: 'ute' }, rater: { name: 'Vi', username: 'vi' } }, { author: null, rater: { name: 'Ute', username: 'ute' } }] } },
    { query: '{ latest { author { address { city { zip name } street } } } }', data: { latest: [{ author: { address: { city: { zip: 89, name: 'Ulm' }, street: 'S' } } }, { author: null }] } },
    { query: '{ me { reviews { author { address { city { zip } } reviews { body } } } } }', data: { me: { reviews: [{ author: { address: { city: { zip: 89 } }, reviews: [{ body: 'Good' }, { body: null }] } }, { author: null }] } } },
  ],
};

export const providesExactly: ContractSuite = {
  feature: '@provides on interfaces and unions, and what is provided is taken from there',
  subgraphs: {
    shop: `
      type Query { all: [Product] @provides(fields: "... on Book { title } ... on Film { title }") pick: Pick @provides(fields: "... on Book { title }") plain: Product }
      interface Product { id: ID! }
      union Pick = Book | Film
      type Book implements Product @key(fields: "id") { id: ID! title: String @external }
      type Film implements Product @key(fields: "id") { id: ID! title: String @external }`,
    owner: `
      type Book @key(fields: "id") { id: ID! title: String @shareable pages: Int }
      type Film @key(fields: "id") { id: ID! title: String @shareable }`,
  },
  records: {
    Query: { all: [ref('Book', 'b'), ref('Film', 'f')], pick: ref('Film', 'f'), plain: ref('Book', 'b') },
    Book: { b: { title: 'Emma', pages: 9 } }, Film: { f: { title: 'Alien' } },
  },
  cases: [
    { query: '{ all { id ... on Book { title pages } ... on Film { title } } }', data: { all: [{ id: 'b', title: 'Emma', pages: 9 }, { id: 'f', title: 'Alien' }] } },
    { query: '{ pick { ... on Book { title } ... on Film { title } } plain { ... on Book { title } } }', data: { pick: { title: 'Alien' }, plain: { title: 'Emma' } } },
  ],
};

export const externalExtends: ContractSuite = {
  feature: 'Federation 1: extend type and @external',
  subgraphs: {
    a: '# federation 1\ntype Query { randomUser: User } type User @key(fields: "id") { id: ID! @external rid: ID } extend type Extra @key(fields: "id") { id: ID! @external more: Int }'.replace('type User', 'extend type User'),
    b: '# federation 1\nextend type Query { userById(id: ID): User extra: Extra } type User @key(fields: "id") { id: ID! name: String! nickname: String } type Extra @key(fields: "id") { id: ID! size: Int }',
  },
  records: { Query: { randomUser: ref('User', 'u'), userById: ({ id }: { id: string }) => ref('User', id), extra: ref('Extra', 'e') }, User: { u: { name: 'Ute', nickname: null, rid: 'rid-u' } }, Extra: { e: { size: 1, more: 2 } } },
  cases: [
    { query: '{ randomUser { id name } }', data: { randomUser: { id: 'u', name: 'Ute' } } },
    { query: '{ userById(id: "u") { id name nickname rid } }', data: { userById: { id: 'u', name: 'Ute', nickname: null, rid: 'rid-u' } } },
    { query: '{ extra { size more } none: userById(id: "x") { rid } }', data: { extra: { size: 1, more: 2 }, none: null } },
  ],
};
