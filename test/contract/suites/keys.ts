import { ref, refs } from '../support/records.js';
import { type ContractSuite } from '../support/suite.js';

export const multipleKeys: ContractSuite = {
  feature: 'an entity with several keys',
  subgraphs: {
    catalog: `
      type Query { products: [Product!]! product(id: ID!): Product }
      type Product @key(fields: "id") @key(fields: "sku") { id: ID! sku: String! name: String }`,
    stock: 'type Product @key(fields: "sku") { sku: String! units: Int! }',
    reviews: `
      type Query { bestReview: Review }
      type Product @key(fields: "id") { id: ID! reviews(first: Int = 2): [Review!]! }
      type Review { text: String product: Product! }`,
  },
  records: {
    Query: {
      products: refs('Product', '1', '2'), product: ({ id }: { id: string }) => ref('Product', id),
      bestReview: { text: 'Good', product: ref('Product', '2') },
    },
    Product: {
      1: { sku: 'A1', name: 'Tea', units: 3, reviews: ({ first }: { first: number }) => [{ text: 'Fine', product: ref('Product', '1') }, { text: 'Meh', product: ref('Product', '1') }].slice(0, first) },
      2: { sku: 'B2', name: 'Cup', units: 0, reviews: [] },
    },
  },
  cases: [
    { query: '{ products { name units reviews { text } } }', data: { products: [{ name: 'Tea', units: 3, reviews: [{ text: 'Fine' }, { text: 'Meh' }] }, { name: 'Cup', units: 0, reviews: [] }] } },
    { name: 'goes from one key to another over a third subgraph', query: '{ bestReview { product { units } } }', data: { bestReview: { product: { units: 0 } } } },
    { name: 'keys that nobody asked for stay out of the answer', query: '{ product(id: "1") { units } }', data: { product: { units: 3 } } },
    { name: 'an entity that is not there', query: '{ product(id: "9") { name units } }', data: { product: null } },
    { name: 'a chain and back', query: '{ products { reviews(first: 1) { product { sku units reviews { product { name } } } } } }', data: { products: [{ reviews: [{ product: { sku: 'A1', units: 3, reviews: [{ product: { name: 'Tea' } }, { product: { name: 'Tea' } }] } }] }, { reviews: [] }] } },
    { name: 'one entity at many places under aliases', query: '{ a: product(id: "1") { n: name units } b: product(id: "1") { name: sku u: units units } c: product(id: "2") { units } }', data: { a: { n: 'Tea', units: 3 }, b: { name: 'A1', u: 3, units: 3 }, c: { units: 0 } } },
    { name: 'the same field with other arguments under aliases', query: 'query ($n: Int) { product(id: "1") { one: reviews(first: 1) { text } none: reviews(first: 0) { text } some: reviews(first: $n) { text } } }', variables: {}, data: { product: { one: [{ text: 'Fine' }], none: [], some: [{ text: 'Fine' }, { text: 'Meh' }] } } },
  ],
};

export const compoundKeys: ContractSuite = {
  feature: 'compound and nested keys',
  subgraphs: {
    links: `
      type Query { top: [Item] }
      type Item @key(fields: "id") @key(fields: "id maker { id country { code } }") { id: ID! maker: Maker! }
      type Maker @key(fields: "id") { id: ID! country: Country! }
      type Country @shareable { code: ID! }`,
    prices: `
      type Item @key(fields: "id maker { id country { code } }") { id: ID! maker: Maker! price: Price }
      type Maker { id: ID! @shareable country: Country! @shareable }
      type Country @shareable { code: ID! }
      type Price { amount: Float! }`,
    makers: 'type Maker @key(fields: "id") { id: ID! name: String! items: [Item!]! } type Item @key(fields: "id", resolvable: false) { id: ID! }',
  },
  records: {
    Query: { top: [ref('Item', '1'), null, ref('Item', '2')] },
    Item: {
      1: { maker: ref('Maker', 'm'), price: { amount: 1.5 } },
      2: { maker: ref('Maker', 'n'), price: null },
    },
    Maker: { m: { country: { code: 'BR' }, name: 'Mia', items: refs('Item', '1') }, n: { country: { code: 'DE' }, name: 'Nils', items: refs('Item', '2') } },
  },
  cases: [
    { query: '{ top { id price { amount } } }', data: { top: [{ id: '1', price: { amount: 1.5 } }, null, { id: '2', price: null }] } },
    { name: 'parts of the key beside other fields of the same object', query: '{ top { maker { name id } price { amount } } }', data: { top: [{ maker: { name: 'Mia', id: 'm' }, price: { amount: 1.5 } }, null, { maker: { name: 'Nils', id: 'n' }, price: null }] } },
    { query: '{ top { maker { items { price { amount } maker { country { code } } } } } }', data: { top: [{ maker: { items: [{ price: { amount: 1.5 }, maker: { country: { code: 'BR' } } }] } }, null, { maker: { items: [{ price: null, maker: { country: { code: 'DE' } } }] } }] } },
  ],
};

const GOES_BY_A_DEAD_KEY = 'the planner goes by a key that is not resolvable there';

export const keysMashup: ContractSuite = {
  feature: 'a mash-up of keys that are resolvable here and not there',
  subgraphs: {
    a: `
      type Part @key(fields: "id", resolvable: true) @key(fields: "number", resolvable: false) @key(fields: "place { hall row }", resolvable: false) @key(fields: "id place { row shelf }", resolvable: false) {
        id: ID! number: ID! place: Place! name: String!
      }
      type Place { hall: ID! row: ID! shelf: ID! }`,
    b: `
      type Query { box: Box }
      type Box @key(fields: "id") { id: ID! parts: [Part!]! }
      type Part @key(fields: "place { hall row }", resolvable: false) @key(fields: "id place { row shelf }", resolvable: true) @key(fields: "number", resolvable: false) @key(fields: "id", resolvable: false) {
        id: ID! number: ID! place: Place! name: String! @external label: String! @requires(fields: "name")
      }
      type Place { hall: ID! row: ID! shelf: ID! }`,
  },
  records: {
    Query: { box: ref('Box', 'x') },
    Box: { x: { parts: refs('Part', '1', '2') } },
    Part: {
      1: { number: 'n1', place: { hall: 'h', row: 'r', shelf: 's' }, name: 'Bolt', label: (_args: unknown, { name }: { name: string }) => `<${name}>` },
      2: { number: 'n2', place: { hall: 'h', row: 'q', shelf: 's' }, name: 'Nut', label: (_args: unknown, { name }: { name: string }) => `<${name}>` },
    },
  },
  cases: [
    { query: '{ box { id parts { id name label } } }', data: { box: { id: 'x', parts: [{ id: '1', name: 'Bolt', label: '<Bolt>' }, { id: '2', name: 'Nut', label: '<Nut>' }] } }, vanilla: GOES_BY_A_DEAD_KEY },
    { query: '{ box { parts { label } } }', data: { box: { parts: [{ label: '<Bolt>' }, { label: '<Nut>' }] } }, vanilla: GOES_BY_A_DEAD_KEY },
  ],
  notDifferential: GOES_BY_A_DEAD_KEY,
};

export const nullKeys: ContractSuite = {
  feature: 'entities that are null, and keys that are null',
  subgraphs: {
    a: 'type Query { shelves: [Shelf] } type Shelf { book: Book } type Book @key(fields: "upc") { upc: ID! }',
    b: 'type Book @key(fields: "id") @key(fields: "upc") { id: ID! upc: ID! }',
    c: 'type Book @key(fields: "id") { id: ID! author: Author } type Author @key(fields: "id") { id: ID name: String }',
    d: 'type Author @key(fields: "id") { id: ID born: Int }',
  },
  records: {
    Query: { shelves: [{ book: ref('Book', '1') }, { book: null }, null, { book: ref('Book', '2') }, { book: ref('Book', '3') }, { book: ref('Book', '4') }] },
    Book: {
      1: { upc: 'u1', author: ref('Author', 'al') }, 2: { upc: 'u2', author: null },
      // b does not know it: it can be reached no further.
      3: { upc: (_args: unknown, _record: unknown, subgraph: string | undefined) => (subgraph === 'b' ? 'other' : 'u3'), author: null },
      4: { upc: 'u4', author: { __typename: 'Author', id: null, name: 'Nobody' } },
    },
    Author: { al: { name: 'Alice', born: 1980 } },
  },
  cases: [
    { query: '{ shelves { book { upc author { name } } } }', data: { shelves: [{ book: { upc: 'u1', author: { name: 'Alice' } } }, { book: null }, null, { book: { upc: 'u2', author: null } }, { book: { upc: 'u3', author: null } }, { book: { upc: 'u4', author: { name: 'Nobody' } } }] } },
    { name: 'a null key in a list of good ones', query: '{ shelves { book { author { born } } } }', data: { shelves: [{ book: { author: { born: 1980 } } }, { book: null }, null, { book: { author: null } }, { book: { author: null } }, { book: { author: { born: null } } }] }, notMerged: 'null' },
  ],
  notDifferential: 'generated keys are never null',
};
