import { ref, refs } from '../support/records.js';
import { type ContractSuite } from '../support/suite.js';

export const unions: ContractSuite = {
  feature: 'unions that subgraphs know different members of',
  subgraphs: {
    a: `
      type Query { media: Media @shareable aOnly: Media viewer: Viewer @shareable }
      type Viewer { media: Media @shareable song: Media @shareable book: Book @shareable }
      union Media = Book | Song
      type Book @key(fields: "id") { id: ID! title: String! @shareable a: String }
      type Song @key(fields: "id") { id: ID! title: String! @shareable }`,
    b: `
      type Query { media: Media @shareable bOnly: [Media] viewer: Viewer @shareable }
      type Viewer { media: Media @shareable song: Media @shareable book: Book @shareable }
      union Media = Book | Movie | Song
      type Book @key(fields: "id") { id: ID! title: String! @shareable b(loud: Boolean! = false): String }
      type Song @key(fields: "id") { id: ID! title: String! @shareable beats: Int! }
      type Movie @key(fields: "id") { id: ID! title: String! @shareable minutes: Int }`,
  },
  records: {
    Query: { media: ref('Book', 'x'), aOnly: ref('Song', 's'), bOnly: [ref('Movie', 'm'), null, ref('Book', 'x')], viewer: { media: ref('Book', 'x'), song: ref('Song', 's'), book: ref('Book', 'x') } },
    Book: { x: { title: 'X', a: 'a', b: ({ loud }: { loud: boolean }) => (loud ? 'B!' : 'b') } }, Song: { s: { title: 'S', beats: 120 } }, Movie: { m: { title: 'M', minutes: 90 } },
  },
  cases: [
    { query: '{ media { ... on Movie { title } } }', data: { media: {} } },
    { query: '{ media { __typename ... on Book { title a b(loud: true) } ... on Movie { title } } }', data: { media: { __typename: 'Book', title: 'X', a: 'a', b: 'B!' } } },
    { query: '{ aOnly { ... on Song { beats title } } bOnly { __typename ... on Movie { minutes } ... on Book { a } } }', data: { aOnly: { beats: 120, title: 'S' }, bOnly: [{ __typename: 'Movie', minutes: 90 }, null, { __typename: 'Book', a: 'a' }] } },
    { query: '{ viewer { media { ... on Movie { title } } song { ... on Song { title beats } ... on Book { title } } book { ... on Media { ... on Book { b } } } } }', data: { viewer: { media: {}, song: { title: 'S', beats: 120 }, book: { b: 'b' } } }, vanilla: 'a fragment on a union is lost where the type is known' },
    { name: 'fragments in each other that contradict', query: '{ media { ... on Book { ... on Media { ... on Song { title } ... on Book { id } } } } }', data: { media: { id: 'x' } }, vanilla: 'the planner throws' },
  ],
};

export const interfaces: ContractSuite = {
  feature: 'interfaces and unions that are implemented in several subgraphs',
  subgraphs: {
    a: `
      type Query { products: [Appliance] nodes: [Node] toasters: [Toaster] node(id: ID!): Node }
      union Appliance = Oven | Toaster
      interface Node { id: ID! }
      interface Warranted { warranty: Int }
      type Oven @key(fields: "id") { id: ID! }
      type Toaster implements Node & Warranted @key(fields: "id") { id: ID! warranty: Int similar: [Node!] }`,
    b: `
      interface Node { id: ID! }
      interface Warranted { warranty: Int }
      type Oven implements Node & Warranted @key(fields: "id") { id: ID! warranty: Int parts: [Warranted] }`,
  },
  records: {
    Query: { products: [ref('Oven', 'o1'), null, ref('Toaster', 't1')], nodes: refs('Toaster', 't1', 't2'), toasters: refs('Toaster', 't1'), node: ({ id }: { id: string }) => ref('Toaster', id) },
    Oven: { o1: { warranty: 1, parts: [ref('Oven', 'o1')] } }, Toaster: { t1: { warranty: 3, similar: refs('Toaster', 't2') }, t2: { warranty: null, similar: null } },
  },
  cases: [
    { query: '{ products { ... on Node { id } } }', data: { products: [{ id: 'o1' }, null, { id: 't1' }] } },
    { query: '{ products { ... on Warranted { warranty } __typename } }', data: { products: [{ warranty: 1, __typename: 'Oven' }, null, { warranty: 3, __typename: 'Toaster' }] } },
    { query: '{ nodes { ... on Toaster { warranty } ... on Oven { id } } }', data: { nodes: [{ warranty: 3 }, { warranty: null }] } },
    { query: '{ toasters { ...T ...N } } fragment T on Toaster { id similar { ...N } } fragment N on Node { id __typename ... on Warranted { warranty } }', data: { toasters: [{ id: 't1', similar: [{ id: 't2', __typename: 'Toaster', warranty: null }], __typename: 'Toaster', warranty: 3 }] } },
    { query: '{ node(id: "t2") { ... on Oven { warranty } } none: node(id: "x") { id } }', data: { node: {}, none: null } },
    { query: '{ products { ... on Oven { parts { __typename warranty ... on Node { id } } } } }', data: { products: [{ parts: [{ __typename: 'Oven', warranty: 1, id: 'o1' }] }, null, {}] } },
  ],
};

export const interfaceFields: ContractSuite = {
  feature: 'fields of an interface that other subgraphs than the asked one resolve',
  subgraphs: {
    products: `
      type Query { products: [Product] similar(id: ID!): [Product] }
      interface Product { id: ID! size: Size createdBy: User hidden: Boolean @inaccessible }
      type Book implements Product @key(fields: "id") { id: ID! size: Size createdBy: User hidden: Boolean @inaccessible pages: Int }
      type Magazine implements Product @key(fields: "id") { id: ID! size: Size createdBy: User hidden: Boolean @inaccessible issue: Int }
      type Size { label: String weight: Float }
      type User @key(fields: "email") { email: ID! made: Int }`,
    reviews: `
      interface Product { id: ID! reviews: [Review!]! }
      type Book implements Product @key(fields: "id") { id: ID! reviews: [Review!]! reviewCount: Int! }
      type Magazine implements Product @key(fields: "id") { id: ID! reviews: [Review!]! }
      type Review { id: Int! product: Product }`,
    stock: `
      interface Product { id: ID! units: Int delivery(zip: String): Delivery }
      type Book implements Product @key(fields: "id") { id: ID! size: Size @external units: Int delivery(zip: String): Delivery @requires(fields: "size { label weight }") }
      type Magazine implements Product @key(fields: "id") { id: ID! size: Size @external units: Int delivery(zip: String): Delivery @requires(fields: "size { label weight }") }
      type Size @shareable { label: String @external weight: Float @external }
      type Delivery { days: String }`.replace('type Size @shareable', 'type Size'),
    users: 'type User @key(fields: "email") { email: ID! name: String }',
  },
  records: {
    Query: { products: [ref('Book', 'b'), ref('Magazine', 'm')], similar: ({ id }: { id: string }) => (id === 'b' ? refs('Magazine', 'm') : []) },
    Book: { b: { size: { label: 'S', weight: 0.5 }, createdBy: ref('User', 'u'), hidden: false, pages: 9, reviews: [{ id: 1, product: ref('Book', 'b') }], reviewCount: 1, units: 2, delivery: ({ zip }: { zip?: string }) => ({ days: `1 ${zip ?? ''}` }) } },
    Magazine: { m: { size: null, createdBy: null, hidden: true, issue: 7, reviews: [{ id: 2, product: null }, { id: 3, product: ref('Magazine', 'm') }], units: 0, delivery: null } },
    User: { u: { email: 'u', made: 3, name: 'Ute' } },
  },
  cases: [
    { query: '{ products { id size { label weight } } }', data: { products: [{ id: 'b', size: { label: 'S', weight: 0.5 } }, { id: 'm', size: null }] } },
    { query: '{ products { reviews { id } units } }', data: { products: [{ reviews: [{ id: 1 }], units: 2 }, { reviews: [{ id: 2 }, { id: 3 }], units: 0 }] } },
    { query: 'query ($zip: String = "12") { products { delivery(zip: $zip) { days } } similar(id: "b") { id delivery { days } } }', data: { products: [{ delivery: { days: '1 12' } }, { delivery: null }], similar: [{ id: 'm', delivery: null }] } },
    { query: '{ products { author: createdBy { email name made } ... on Magazine { issue } ... on Book { reviewCount } } }', data: { products: [{ author: { email: 'u', name: 'Ute', made: 3 }, reviewCount: 1 }, { author: null, issue: 7 }] } },
    { query: '{ products { reviews { product { units ... on Book { pages } ... on Magazine { issue } } } } }', data: { products: [{ reviews: [{ product: { units: 2, pages: 9 } }] }, { reviews: [{ product: null }, { product: { units: 0, issue: 7 } }] }] } },
    { query: 'query ($b: Boolean = true, $m: Boolean!) { products { id ... on Book @include(if: $b) { pages ... on Book @skip(if: $b) { units } } ... on Magazine @skip(if: $m) { issue } } }', variables: { m: false }, data: { products: [{ id: 'b', pages: 9 }, { id: 'm', issue: 7 }] } },
  ],
  notDifferential: 'composition needs inputs that the generator of data does not see',
};

export const typenames: ContractSuite = {
  feature: '__typename everywhere',
  subgraphs: {
    a: 'type Query { product: Product user: User union: Thing } union Thing = User | Tea interface Product { id: ID! } type User @key(fields: "id") { id: ID! } type Tea implements Product @key(fields: "id") { id: ID! }',
    b: 'type Tea @key(fields: "id") { id: ID! grams: Int } type User @key(fields: "id") { id: ID! name: String friends: [User!] } type Mutation { touch: User }',
  },
  records: { Query: { product: ref('Tea', 't'), user: ref('User', 'u'), union: ref('Tea', 't') }, Mutation: { touch: ref('User', 'u') }, Tea: { t: { grams: 5 } }, User: { u: { name: 'U', friends: [] } } },
  cases: [
    { query: '{ __typename }', data: { __typename: 'Query' } },
    { query: '{ __typename root: __typename user { __typename id } }', data: { __typename: 'Query', root: 'Query', user: { __typename: 'User', id: 'u' } } },
    { query: '{ user { t: __typename name u: __typename } }', data: { user: { t: 'User', name: 'U', u: 'User' } } },
    { query: '{ product { __typename } union { __typename ... on Tea { type: __typename grams } } }', data: { product: { __typename: 'Tea' }, union: { __typename: 'Tea', type: 'Tea', grams: 5 } } },
    { query: '{ product { ... on Product { __typename ... on Tea { __typename kind: __typename } } } }', data: { product: { __typename: 'Tea', kind: 'Tea' } } },
    { query: 'mutation { __typename touch { __typename id } }', data: { __typename: 'Mutation', touch: { __typename: 'User', id: 'u' } } },
    { query: 'query ($no: Boolean = true) { __typename @skip(if: $no) user { __typename @include(if: $no) friends { __typename } } }', data: { user: { __typename: 'User', friends: [] } } },
    { query: '{ ... { __typename } ...Q } fragment Q on Query { user { __typename } }', data: { __typename: 'Query', user: { __typename: 'User' } } },
  ],
};
