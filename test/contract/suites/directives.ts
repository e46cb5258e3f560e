import { ref } from '../support/records.js';
import { type ContractSuite } from '../support/suite.js';

export const executableDirectives: ContractSuite = {
  feature: 'directives of the subgraphs\' own on fields and fragments',
  subgraphs: {
    a: `
      directive @access(scope: Scope! = PUBLIC, tags: [String!] = ["a"]) on FIELD
      enum Scope { PUBLIC PRIVATE }
      type Query { a: String thing: Thing }
      type Thing @key(fields: "id") { id: ID! name: String }`,
    b: `
      directive @access(scope: Scope! = PUBLIC, tags: [String!] = ["a"]) on FIELD
      enum Scope { PUBLIC PRIVATE }
      type Query { b: String }
      type Thing @key(fields: "id") { id: ID! units: Int }`,
  },
  records: { Query: { a: 'a', b: 'b', thing: ref('Thing', 't') }, Thing: { t: { name: 'T', units: 1 } } },
  cases: [
    { query: '{ a @access b @access }', data: { a: 'a', b: 'b' } },
    { query: 'query ($s: Scope! = PRIVATE) { a @access(scope: $s) thing { name ...T units @access(scope: PRIVATE, tags: null) } } fragment T on Thing { id }', data: { a: 'a', thing: { name: 'T', id: 't', units: 1 } } },
  ],
};

export const introspection: ContractSuite = {
  feature: 'introspection beside data',
  subgraphs: { a: 'type Query { me: User } "Somebody." type User @key(fields: "id") { id: ID! name(short: Boolean = true): String @deprecated(reason: "old") }', b: 'type User @key(fields: "id") { id: ID! age: Int }' },
  records: { Query: { me: ref('User', 'u') }, User: { u: { name: 'Ute', age: 3 } } },
  cases: [
    { query: '{ __schema { queryType { name } mutationType { name } } me { age } }', data: { __schema: { queryType: { name: 'Query' }, mutationType: null }, me: { age: 3 } } },
    { query: 'query ($n: String!) { user: __type(name: $n) { kind description fields(includeDeprecated: true) { name isDeprecated args { name defaultValue } } } none: __type(name: "_Entity") { name } }', variables: { n: 'User' }, data: { user: { kind: 'OBJECT', description: 'Somebody.', fields: [{ name: 'id', isDeprecated: false, args: [] }, { name: 'name', isDeprecated: true, args: [{ name: 'short', defaultValue: 'true' }] }, { name: 'age', isDeprecated: false, args: [] }] }, none: null } },
    { query: 'query ($no: Boolean!) { __type(name: "User") @skip(if: $no) { name } ...I me { name } } fragment I on Query { s: __schema @include(if: $no) { types { __typename @skip(if: $no) } } }', variables: { no: true }, data: { s: { types: Array.from({ length: 14 }, () => ({})) }, me: { name: 'Ute' } } },
  ],
};
