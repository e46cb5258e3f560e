import { describe, expect, it } from '@jest/globals';
import { Kind, buildSchema, parse, print, validate, type FragmentDefinitionNode } from 'graphql';
import { type AccessMask } from './access-rules.js';
import { cutOperation } from './cut-operation.js';

const schema = buildSchema(`
  interface Animal { name: String, owner: Person }
  type Dog implements Animal { name: String, owner: Person, bark: String }
  type Cat implements Animal { name: String, owner: Person }
  type Fish implements Animal { name: String, owner: Person }
  type Person { name: String!, salary: Int, pets: [Animal!]! }
  union Being = Dog | Person
  type House { owner: Person!, tenants: [Person!]!, guests: [Person]!, rooms: Int! }
  type Query { house: House, houses: [House!]!, animals: [Animal!]!, person: Person, beings: [Being!]!, secret: Int }
  type Mutation { adopt: Person, banish: Person }
`);

/** The operation that is left, its fragments, what was cut, and whether nothing is left to ask. */
const cut = (query: string, denied: readonly string[]) => {
  const document = parse(query);
  expect(validate(schema, document)).toEqual([]);
  const mask: AccessMask = { key: '', isDenied: (typeName, fieldName) => denied.includes(`${typeName}.${fieldName}`) };
  const operation = document.definitions.find((definition) => definition.kind === Kind.OPERATION_DEFINITION);
  if (operation === undefined) throw new Error('an operation');
  const fragments: Record<string, FragmentDefinitionNode> = {};
  for (const definition of document.definitions) if (definition.kind === Kind.FRAGMENT_DEFINITION) fragments[definition.name.value] = definition;
  const result = cutOperation(schema, operation, fragments, mask);
  return {
    left: [result.operation, ...result.fragments].map((definition) => print(definition).replace(/\s+/g, ' ')).join(' '),
    cuts: result.cuts.map(({ path, typeName, fieldName }) => `${path.join('.')}=${typeName}.${fieldName}`), isEmpty: result.isEmpty,
  };
};

describe('cutting an operation', () => {
  it('leaves one alone where nothing is denied', () => {
    expect(cut('{ person { ...P } } fragment P on Person { name }', ['Person.salary'])).toEqual({ left: '{ person { ...P } } fragment P on Person { name }', cuts: [], isEmpty: false });
  });

  it('takes out fields, by their response key', () => {
    expect(cut('{ person { name pay: salary salary } }', ['Person.salary'])).toEqual({ left: '{ person { name } }', cuts: ['person.pay=Person.salary', 'person.salary=Person.salary'], isEmpty: false });
  });

  it('keeps a parent whose fields are all denied, because only the fields are refused', () => {
    expect(cut('{ person { salary } animals { name } }', ['Person.salary'])).toMatchObject({ left: '{ person { __typename } animals { name } }', isEmpty: false });
  });

  it('has nothing to ask where only placeholders are left', () => {
    expect(cut('{ person { salary } secret }', ['Person.salary', 'Query.secret'])).toMatchObject({ cuts: ['person.salary=Person.salary', 'secret=Query.secret'], isEmpty: true });
    expect(cut('{ person { salary __typename } }', ['Person.salary'])).toMatchObject({ isEmpty: false });
    expect(cut('{ __typename secret }', ['Query.secret'])).toMatchObject({ left: '{ __typename }', isEmpty: false });
  });

  it('runs an allowed mutation whose answer is denied, and never a denied one', () => {
    expect(cut('mutation { adopt { salary } banish { name } }', ['Person.salary', 'Mutation.banish'])).toEqual({ left: 'mutation { adopt { __typename } }', cuts: ['adopt.salary=Person.salary', 'banish=Mutation.banish'], isEmpty: false });
    expect(cut('mutation { banish { name } }', ['Mutation.banish'])).toMatchObject({ isEmpty: true });
  });

  it('cuts a fragment for all its uses, and drops the spreads of one that is left empty', () => {
    expect(cut('{ a: person { ...P ...S } b: person { name ...S } } fragment P on Person { name salary } fragment S on Person { salary }', ['Person.salary'])).toEqual({
      left: '{ a: person { ...P } b: person { name } } fragment P on Person { name }', cuts: ['a.salary=Person.salary', 'a.salary=Person.salary', 'b.salary=Person.salary'], isEmpty: false,
    });
  });

  it('asks an interface\'s field of the implementations that allow it alone', () => {
    expect(cut('{ animals { name owner { name } } }', ['Cat.owner'])).toEqual({
      left: '{ animals { name ... on Dog { owner { name } } ... on Fish { owner { name } } } }', cuts: ['animals.owner=Cat.owner'], isEmpty: false,
    });
  });

  it('keeps arguments and directives of a field that it splits', () => {
    expect(cut('query($x: Boolean!) { animals { n: name @skip(if: $x) } }', ['Dog.name', 'Fish.name']).left).toBe('query ($x: Boolean!) { animals { ... on Cat { n: name @skip(if: $x) } } }');
  });

  it('refuses a field of an interface that denies it itself, whatever the implementations say', () => {
    expect(cut('{ animals { name ... on Dog { owner { name } } owner { name } } }', ['Animal.owner'])).toEqual({
      left: '{ animals { name ... on Dog { owner { name } } } }', cuts: ['animals.owner=Animal.owner'], isEmpty: false,
    });
  });

  it('cuts below unions, nested fragments and lists of either', () => {
    expect(cut('{ beings { __typename ... on Person { salary pets { ... on Dog { bark } name } } ... on Dog { ... { bark } } } }', ['Person.salary', 'Dog.bark'])).toEqual({
      left: '{ beings { __typename ... on Person { pets { name } } } }', cuts: ['beings.salary=Person.salary', 'beings.pets.bark=Dog.bark', 'beings.bark=Dog.bark'], isEmpty: false,
    });
  });

  it('knows how far the null of what it cut climbs', () => {
    const climbs = (query: string, denied: string): unknown => {
      const operation = parse(query).definitions[0];
      if (operation?.kind !== Kind.OPERATION_DEFINITION) throw new Error('an operation');
      return cutOperation(schema, operation, {}, { key: '', isDenied: (typeName, fieldName) => `${typeName}.${fieldName}` === denied }).cuts.map((each) => each.climbs);
    };
    expect(climbs('{ house { owner { salary } } }', 'Person.salary')).toEqual([0]);
    expect(climbs('{ house { rooms } }', 'House.rooms')).toEqual([1]);
    expect(climbs('{ house { owner { name } tenants { name } guests { name } } }', 'Person.name')).toEqual([2, 2, 1]);
    expect(climbs('{ houses { tenants { name } } }', 'Person.name')).toEqual([3]);
  });

  it('is not blown up by fragments that spread fragments', () => {
    const levels = 30;
    const fragments = Array.from({ length: levels }, (_, level) => `fragment F${level} on Person { ${level + 1 < levels ? `pets { owner { ...F${level + 1} } } other: pets { owner { ...F${level + 1} } }` : 'salary name'} }`);
    const { cuts } = cut(`{ person { ...F0 } } ${fragments.join(' ')}`, ['Person.salary']);
    expect(cuts).toHaveLength(100);
  });
});
