import { fails, ref, refs } from '../support/records.js';
import { type ContractSuite } from '../support/suite.js';

/** A field that follows from the record's other fields. */
const of = <Known, Value>(compute: (record: Known) => Value) => (_args: unknown, record: Known): Value => compute(record);

export const requiresFields: ContractSuite = {
  feature: '@requires: one field, several, and of what another @requires brought',
  subgraphs: {
    catalog: 'type Query { products: [Product!]! } type Product @key(fields: "id") { id: ID! price: Float weight: Int name: String! }',
    shipping: `
      type Query { parcels: [Parcel!] }
      type Parcel { product: Product fee: Int }
      type Product @key(fields: "id") { id: ID! price: Float @external weight: Int @external isHeavy: Boolean @requires(fields: "weight") cost: Float @requires(fields: "price weight") }`,
    ads: `
      type Product @key(fields: "id") { id: ID! cost: Float @external isHeavy: Boolean @external name: String! @external
        slogan(loud: Boolean = false): String @requires(fields: "cost name") isOffer: Boolean @requires(fields: "isHeavy") }`,
  },
  records: {
    Query: { products: refs('Product', '1', '2', '3'), parcels: [{ product: ref('Product', '2'), fee: 1 }, { product: null, fee: null }] },
    Product: Object.fromEntries([['1', 10, 5, 'Tea'], ['2', 20, 50, 'Pot'], ['3', 30, null, 'Air']].map(([id, price, weight, name]) => [id, {
      price, weight, name,
      isHeavy: of(({ weight: own }: { weight: number | null }) => (own === null ? null : own > 10)),
      cost: of(({ price: paid, weight: own }: { price: number; weight: number | null }) => paid * (own ?? 0)),
      slogan: ({ loud }: { loud: boolean }, { cost, name: called }: { cost: unknown; name: string }) => `${called} for ${String(typeof cost === 'function' ? (cost as (args: unknown, record: unknown) => number)({}, { price, weight }) : cost)}${loud ? '!' : ''}`,
      isOffer: (_args: unknown, { isHeavy }: { isHeavy: unknown }) => (typeof isHeavy === 'function' ? (isHeavy as (args: unknown, record: unknown) => unknown)({}, { weight }) : isHeavy) === false,
    }])),
  },
  cases: [
    { query: '{ products { isHeavy cost } }', data: { products: [{ isHeavy: false, cost: 50 }, { isHeavy: true, cost: 1000 }, { isHeavy: null, cost: 0 }] } },
    { query: '{ products { slogan } }', data: { products: [{ slogan: 'Tea for 50' }, { slogan: 'Pot for 1000' }, { slogan: 'Air for 0' }] } },
    { query: '{ products { isOffer slogan(loud: true) weight } }', data: { products: [{ isOffer: true, slogan: 'Tea for 50!', weight: 5 }, { isOffer: false, slogan: 'Pot for 1000!', weight: 50 }, { isOffer: false, slogan: 'Air for 0!', weight: null }] } },
    { name: 'from within the subgraph that requires', query: '{ parcels { product { isHeavy slogan } fee } }', data: { parcels: [{ product: { isHeavy: true, slogan: 'Pot for 1000' }, fee: 1 }, { product: null, fee: null }] } },
    { name: 'required fields under another name', query: '{ products { price: name weight: price cost } }', data: { products: [{ price: 'Tea', weight: 10, cost: 50 }, { price: 'Pot', weight: 20, cost: 1000 }, { price: 'Air', weight: 30, cost: 0 }] }, vanilla: 'takes the client\'s field for the required one' },
    { name: 'skipped by a variable', query: 'query ($no: Boolean!) { products { name slogan @include(if: $no) isOffer @skip(if: $no) } }', variables: { no: false }, data: { products: [{ name: 'Tea', isOffer: true }, { name: 'Pot', isOffer: false }, { name: 'Air', isOffer: false }] }, vanilla: 'wants what the skipped one requires, too' },
  ],
};

export const requiresCircular: ContractSuite = {
  feature: '@requires in a circle between subgraphs',
  subgraphs: {
    a: 'type Query { posts: [Post] } type Post @key(fields: "id") { id: ID! isNovice: Boolean! @external isExpert: Boolean! @requires(fields: "isNovice") } type Author @key(fields: "id") { id: ID! years: Int! name: String! }',
    b: 'type Post @key(fields: "id") { id: ID! author: Author! isNovice: Boolean! @requires(fields: "author { years }") isExpert: Boolean! @external rank: Int! @requires(fields: "isExpert") } type Author @key(fields: "id") { id: ID! years: Int! @external }',
  },
  records: {
    Query: { posts: refs('Post', 'p', 'q') },
    Post: { p: { author: ref('Author', 'n'), isNovice: true, isExpert: false, rank: 1 }, q: { author: ref('Author', 'e'), isNovice: false, isExpert: true, rank: 9 } },
    Author: { n: { years: 0, name: 'New' }, e: { years: 20, name: 'Eve' } },
  },
  cases: [
    { query: '{ posts { isNovice } }', data: { posts: [{ isNovice: true }, { isNovice: false }] } },
    { query: '{ posts { isExpert } }', data: { posts: [{ isExpert: false }, { isExpert: true }] } },
    { query: '{ posts { rank author { name } } }', data: { posts: [{ rank: 1, author: { name: 'New' } }, { rank: 9, author: { name: 'Eve' } }] } },
  ],
  notDifferential: 'the planner asks for isNovice before it has what that requires, where a third field requires both',
};

const comments = (id: string) => ({ limit }: { limit: number }): readonly unknown[] => refs('Comment', `${id}1`, `${id}2`, `${id}3`).slice(0, limit);

export const requiresArguments: ContractSuite = {
  feature: '@requires with arguments, beside the same field of a client with others',
  subgraphs: {
    a: `
      type Query { feed: [Post] }
      type Post @key(fields: "id") { id: ID! title(length: Int! = 3): String }`,
    b: 'type Comment @key(fields: "id") { id: ID! writer: ID text: String }',
    c: `
      type Post @key(fields: "id") { id: ID! comments(limit: Int!): [Comment] lead: ID @requires(fields: "comments(limit: 2) { writer }") }
      type Comment @key(fields: "id") { id: ID! writer: ID @external isSpam: Boolean! @requires(fields: "writer") }`,
    d: `
      type Post @key(fields: "id") { id: ID! title(length: Int! = 3): String @external long: String @requires(fields: "title(length: 9)") short: String @requires(fields: "title(length: 2)") }`,
  },
  records: {
    Query: { feed: refs('Post', 'p', 'q') },
    Post: Object.fromEntries(['p', 'q'].map((id) => [id, {
      title: ({ length }: { length: number }) => `Title of ${id}`.slice(0, length),
      comments: comments(id), lead: `w-${id}2`,
      long: (_args: unknown, { title }: { title: unknown }) => (typeof title === 'function' ? 'Title of ' : title),
      short: (_args: unknown, { title }: { title: unknown }) => (typeof title === 'function' ? 'Ti' : title),
    }])),
    Comment: Object.fromEntries(['p', 'q'].flatMap((post) => [1, 2, 3].map((number) => [`${post}${number}`, { writer: `w-${post}${number}`, text: `${post} ${number}`, isSpam: number === 3 }]))),
  },
  cases: [
    { query: '{ feed { lead } }', data: { feed: [{ lead: 'w-p2' }, { lead: 'w-q2' }] } },
    { query: '{ feed { lead comments(limit: 1) { id } } }', data: { feed: [{ lead: 'w-p2', comments: [{ id: 'p1' }] }, { lead: 'w-q2', comments: [{ id: 'q1' }] }] }, vanilla: 'the planner drops the client\'s field' },
    { query: 'query ($limit: Int! = 1) { feed { lead ...A ...B } } fragment A on Post { comments(limit: $limit) { id } } fragment B on Post { comments(limit: $limit) { text } }', data: { feed: [{ lead: 'w-p2', comments: [{ id: 'p1', text: 'p 1' }] }, { lead: 'w-q2', comments: [{ id: 'q1', text: 'q 1' }] }] }, vanilla: 'the planner drops the client\'s field' },
    { query: '{ feed { comments(limit: 3) { isSpam } } }', data: { feed: [{ comments: [{ isSpam: false }, { isSpam: false }, { isSpam: true }] }, { comments: [{ isSpam: false }, { isSpam: false }, { isSpam: true }] }] } },
    { name: 'one field required twice, with other arguments', query: '{ feed { long short title } }', data: { feed: [{ long: 'Title of ', short: 'Ti', title: 'Tit' }, { long: 'Title of ', short: 'Ti', title: 'Tit' }] }, vanilla: 'the planner drops all but one' },
  ],
  notDifferential: 'the planner asks for one of two @requires with other arguments only',
};

const zip = of(({ place }: { place: { __typename: string; zip?: number; city?: { name: string } } | null }) => (place === null ? 'nowhere' : `${place.__typename}:${String(place.zip ?? place.city?.name)}`));

export const requiresFragments: ContractSuite = {
  feature: '@requires of interfaces and unions, with fragments',
  subgraphs: {
    people: `
      type Query { people: [Person] }
      type Person @key(fields: "id") { id: ID! place: Place contact: Contact }
      interface Place { id: ID! }
      type House implements Place { id: ID! zip: Int }
      type Flat implements Place { id: ID! city: City floor: Int! }
      type City { name: String }
      union Contact = Mail | Phone
      type Mail { address: String! }
      type Phone { number: Int! }`,
    post: `
      type Person @key(fields: "id") { id: ID! place: Place @external contact: Contact @external
        label: String @requires(fields: "place { __typename ... on House { zip } ... on Flat { city { name } } }")
        reach: String @requires(fields: "contact { __typename ... on Mail { address } ... on Phone { number } }") }
      interface Place { id: ID! }
      type House implements Place { id: ID! @external zip: Int @external }
      type Flat implements Place { id: ID! @external city: City @external }
      type City { name: String @external }
      union Contact = Mail | Phone
      type Mail { address: String! @external }
      type Phone { number: Int! @external }`,
  },
  records: {
    Query: { people: refs('Person', '1', '2', '3') },
    Person: {
      1: { place: { __typename: 'House', id: 'h', zip: 12 }, contact: { __typename: 'Mail', address: 'x@y' }, label: zip, reach: of(({ contact }: { contact: { address: string } }) => contact.address) },
      2: { place: { __typename: 'Flat', id: 'f', city: { name: 'Ulm' }, floor: 2 }, contact: { __typename: 'Phone', number: 7 }, label: zip, reach: of(({ contact }: { contact: { number: number } }) => String(contact.number)) },
      3: { place: null, contact: null, label: zip, reach: null },
    },
  },
  cases: [
    { query: '{ people { label reach } }', data: { people: [{ label: 'House:12', reach: 'x@y' }, { label: 'Flat:Ulm', reach: '7' }, { label: 'nowhere', reach: null }] } },
    { query: '{ people { place { id ... on Flat { floor city { __typename } } } label } }', data: { people: [{ place: { id: 'h' }, label: 'House:12' }, { place: { id: 'f', floor: 2, city: { __typename: 'City' } }, label: 'Flat:Ulm' }, { place: null, label: 'nowhere' }] } },
    { name: 'under names that the requirement uses', query: '{ people { place: contact { __typename } contact: label } }', data: { people: [{ place: { __typename: 'Mail' }, contact: 'House:12' }, { place: { __typename: 'Phone' }, contact: 'Flat:Ulm' }, { place: null, contact: 'nowhere' }] }, vanilla: 'the planner throws' },
  ],
};

export const requiresFailing: ContractSuite = {
  feature: '@requires of a field that fails',
  subgraphs: {
    a: 'type Query { items: [Item] } type Item @key(fields: "id") { id: ID! size: Int price: Int! }',
    b: 'type Item @key(fields: "id") { id: ID! size: Int @external price: Int! @external fits: Boolean @requires(fields: "size") tax: Int @requires(fields: "price") name: String }',
  },
  records: {
    Query: { items: refs('Item', '1', '2') },
    Item: {
      1: { size: fails('No size'), price: 3, fits: of(({ size }: { size: number | null | undefined }) => size === null), tax: 1, name: 'one' },
      2: { size: 2, price: fails('No price'), fits: true, tax: 2, name: 'two' },
    },
  },
  cases: [
    { name: 'it is null there, and the error is told', query: '{ items { fits name } }', data: { items: [{ fits: true, name: 'one' }, { fits: true, name: 'two' }] }, errors: ['items/0/size'], notMerged: 'nobody asked for the field that fails' },
    { name: 'one that is non-null takes its entity away, because its subgraph gives none', query: '{ items { id tax } }', data: { items: [{ id: '1', tax: 1 }, null] }, errors: ['items/1/price'], notMerged: 'nobody asked for the field that fails' },
  ],
  notDifferential: 'required fields do not fail in generated data',
};
