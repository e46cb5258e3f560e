import { ref, type RecordFields } from '../support/records.js';
import { type ContractSuite } from '../support/suite.js';

const media = {
  Book: { b1: { title: 'Emma', pages: 400, rating: 5, note: ({ loud }: { loud?: boolean }) => (loud === true ? 'B1!' : 'b1') } },
  Film: { f1: { title: 'Alien', minutes: 117, rating: 4, note: ({ loud }: { loud?: boolean }) => (loud === true ? 'F1!' : 'f1') } },
};

export const interfaceObjects: ContractSuite = {
  feature: '@interfaceObject: fields for every implementation of an interface',
  subgraphs: {
    library: `
      type Query { media: [Media] book: Book }
      interface Media @key(fields: "id") { id: ID! title: String! }
      type Book implements Media @key(fields: "id") { id: ID! title: String! pages: Int }
      type Film implements Media @key(fields: "id") { id: ID! title: String! minutes: Int }`,
    ratings: `
      type Query { best: [Media!]! shelf: Shelf }
      type Shelf { top: Media others: [Media] }
      type Media @key(fields: "id") @interfaceObject { id: ID! rating: Int! note(loud: Boolean): String }`,
  },
  records: { Query: { media: [ref('Book', 'b1'), null, ref('Film', 'f1')], book: ref('Book', 'b1'), best: [ref('Film', 'f1'), ref('Book', 'b1')], shelf: { top: ref('Book', 'b1'), others: [ref('Film', 'f1'), null] } }, ...media },
  cases: [
    { query: '{ media { id title rating } }', data: { media: [{ id: 'b1', title: 'Emma', rating: 5 }, null, { id: 'f1', title: 'Alien', rating: 4 }] } },
    { query: '{ best { id rating } }', data: { best: [{ id: 'f1', rating: 4 }, { id: 'b1', rating: 5 }] } },
    { query: '{ best { title } }', data: { best: [{ title: 'Alien' }, { title: 'Emma' }] } },
    { name: 'the real type name', query: '{ best { __typename type: __typename rating } }', data: { best: [{ __typename: 'Film', type: 'Film', rating: 4 }, { __typename: 'Book', type: 'Book', rating: 5 }] } },
    { query: '{ best { ... on Book { pages } ... on Film { minutes rating } } }', data: { best: [{ minutes: 117, rating: 4 }, { pages: 400 }] } },
    { name: 'a field of the interface object under a type\'s condition', query: '{ best { id ... on Book { rating note(loud: true) } } }', data: { best: [{ id: 'f1' }, { id: 'b1', rating: 5, note: 'B1!' }] } },
    { query: '{ best { ... on Book { __typename } } }', data: { best: [{}, { __typename: 'Book' }] } },
    { query: '{ book { title rating note } }', data: { book: { title: 'Emma', rating: 5, note: 'b1' } } },
    { name: 'with arguments from variables', query: 'query ($loud: Boolean) { media { note(loud: $loud) quiet: note } }', variables: { loud: true }, data: { media: [{ note: 'B1!', quiet: 'b1' }, null, { note: 'F1!', quiet: 'f1' }] } },
    { query: '{ shelf { top { title ... on Film { minutes } } others { __typename rating } } }', data: { shelf: { top: { title: 'Emma' }, others: [{ __typename: 'Film', rating: 4 }, null] } } },
  ],
};

export const nonResolvableInterfaceObjects: ContractSuite = {
  feature: 'interface objects whose implementations cannot be resolved',
  subgraphs: {
    a: 'type Query { a: Node product: Product! } interface Node @key(fields: "id") { id: ID! } type Product @key(fields: "id", resolvable: false) @interfaceObject { id: ID! }',
    b: `
      type Query { b: Node }
      type Node @key(fields: "id", resolvable: false) @interfaceObject { id: ID! field: String }
      interface Product @key(fields: "id") { id: ID! name: String }
      type Bread implements Product @key(fields: "id") { id: ID! name: String }`,
  },
  records: { Query: { a: { __typename: 'Nothing', id: 'n' }, b: { __typename: 'Node', id: 'n', field: 'foo' }, product: ref('Bread', 'p') }, Bread: { p: { name: 'Rye' } } },
  cases: [
    { query: '{ b { id field } }', data: { b: { id: 'n', field: 'foo' } }, notMerged: 'Node has no types' },
    { query: '{ b { id } }', data: { b: { id: 'n' } }, notMerged: 'Node has no types' },
    { name: 'nothing can resolve it: an error, and no data', query: '{ a { field } }', data: null, errors: ['(no path)'], notMerged: 'Node has no types', vanilla: 'says null without an error' },
    { query: '{ a { id } }', data: { a: null }, errors: ['a'], notMerged: 'Node has no types' },
    { query: '{ product { id } }', data: { product: { id: 'p' } } },
    { query: '{ product { id name } }', data: { product: { id: 'p', name: 'Rye' } } },
    { query: '{ product { ... on Bread { id } } }', data: { product: { id: 'p' } } },
  ],
  notDifferential: 'nothing implements the interface',
};

export const indirectInterfaceObjects: ContractSuite = {
  feature: '@interfaceObject reached over an entity of another subgraph',
  subgraphs: {
    media: `
      type Query { media: Media }
      interface Media @key(fields: "id") { id: ID! title: String! }
      type Video implements Media @key(fields: "id") { id: ID! title: String! length: Int! }
      type Article implements Media @key(fields: "id") { id: ID! title: String! words: Int! }`,
    authors: 'type Query { author: Author } type Author @key(fields: "id") { id: ID! name: String } type Media @key(fields: "id") @interfaceObject { id: ID! authorName: String! author: Author }',
    lists: 'type Query { list: List } type List @key(fields: "id") { id: ID! name: String media: Media items: [Media!] } type Media @key(fields: "id", resolvable: false) @interfaceObject { id: ID! }',
  },
  records: {
    Query: { media: ref('Video', 'v'), author: ref('Author', 'x'), list: ref('List', 'l') },
    Video: { v: { title: 'Run', length: 3, authorName: 'Xi', author: ref('Author', 'x') } }, Article: { w: { title: 'Read', words: 9, authorName: 'Yo', author: null } },
    Author: { x: { name: 'Xi' } }, List: { l: { name: 'Mine', media: ref('Video', 'v'), items: [ref('Article', 'w'), ref('Video', 'v')] } },
  },
  cases: [
    { query: '{ media { id title ... on Video { length authorName } ... on Article { words } } author { id name } list { id name media { id ... on Video { length } } } }', data: { media: { id: 'v', title: 'Run', length: 3, authorName: 'Xi' }, author: { id: 'x', name: 'Xi' }, list: { id: 'l', name: 'Mine', media: { id: 'v', length: 3 } } } },
    { query: '{ list { items { __typename authorName author { name } ... on Article { words } } } }', data: { list: { items: [{ __typename: 'Article', authorName: 'Yo', author: null, words: 9 }, { __typename: 'Video', authorName: 'Xi', author: { name: 'Xi' } }] } } },
  ],
};

const username = (_args: unknown, { name, id }: RecordFields): string => (name === undefined ? 'not told' : `${String(name)}@${String(id)}`);

export const interfaceObjectRequires: ContractSuite = {
  feature: '@interfaceObject with @requires of a field of the interface',
  subgraphs: {
    a: `
      type Query { users: [Named!]! }
      interface Named @key(fields: "id") { id: ID! name: String }
      type User implements Named @key(fields: "id") { id: ID! name: String age: Int }
      type Robot implements Named @key(fields: "id") { id: ID! name: String }`,
    b: 'type Query { others: [Named] } type Named @key(fields: "id") @interfaceObject { id: ID! name: String @external username: String @requires(fields: "name") }',
  },
  records: {
    Query: { users: [ref('User', 'u'), ref('Robot', 'r')], others: [ref('Robot', 'r'), null, ref('User', 'u')] },
    User: { u: { name: 'Ute', age: 11, username } }, Robot: { r: { name: 'R2', username } },
  },
  cases: [
    { query: '{ others { id name username } }', data: { others: [{ id: 'r', name: 'R2', username: 'R2@r' }, null, { id: 'u', name: 'Ute', username: 'Ute@u' }] } },
    { query: '{ users { id name username } }', data: { users: [{ id: 'u', name: 'Ute', username: 'Ute@u' }, { id: 'r', name: 'R2', username: 'R2@r' }] } },
    { query: '{ others { ... on User { age } } users { ... on User { age } } }', data: { others: [{}, null, { age: 11 }], users: [{ age: 11 }, {}] } },
    { query: '{ others { ... on User { age id name username } id name } }', data: { others: [{ id: 'r', name: 'R2' }, null, { age: 11, id: 'u', name: 'Ute', username: 'Ute@u' }] } },
    { query: '{ users { ... on User { age id name username } id name } }', data: { users: [{ age: 11, id: 'u', name: 'Ute', username: 'Ute@u' }, { id: 'r', name: 'R2' }] }, vanilla: 'sends an object without a key' },
  ],
};
