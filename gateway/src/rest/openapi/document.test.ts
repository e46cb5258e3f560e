import { describe, expect, it } from '@jest/globals';
import { silentLogger } from '@souk/telemetry';
import { parse } from 'graphql';
import { describedSupergraph, supergraphOf } from '../../../test/support/described-supergraph.js';
import { restApiOf } from '../rest-api.js';
import { restOperationOf } from '../rest-operation.js';
import { type ApiOperation, type OpenApiDocument } from './document.js';

const SUPERGRAPH = supergraphOf(`
  scalar Odd
  "How it is." enum Mood { "Fine." GOOD BAD }
  interface Pet { "Given." name: String! lives: Int }
  type Cat implements Pet { name: String! lives: Int mood: Mood! owner: Owner }
  type Dog implements Pet { name: String! lives: Int @deprecated(reason: "One.") odd: [Odd] }
  type Bird implements Pet { name: String! lives: Int }
  type Owner { pets: [Pet!]! }
  interface UserError { message: String! }
  type NotFoundError implements UserError { message: String! }
  type BusyError implements UserError { message: String! }
  union FeedResult = Cat | NotFoundError | BusyError
  input Food { "In grams." weight: Float! next: Food, moods: [Mood!] = [GOOD] }
  type Query { "A pet." pet("Its name." name: String!): Pet pets: [Pet!] secret: Owner @authenticated count: Int }
  type Mutation { feed(food: Food!): FeedResult! }`);

const documentOf = (operations: Readonly<Record<string, string>>): OpenApiDocument => {
  const read = Object.entries(operations).flatMap(([name, text]) => restOperationOf({ file: `/${name}.graphql`, text, document: parse(text), names: [] }) ?? []);
  return JSON.parse(restApiOf(read, describedSupergraph(SUPERGRAPH), silentLogger).document.bytes.toString()) as OpenApiDocument;
};

const operationOf = (text: string): ApiOperation => {
  const { get, post } = documentOf({ it: text }).paths['/it'] ?? {};
  const operation = get ?? post;
  if (operation === undefined) throw new Error(`${text} has no path.`);
  return operation;
};

const answerTo = (text: string): unknown => operationOf(text).responses['200']?.content?.['application/json']?.schema;

const object = (properties: Record<string, unknown>, required = Object.keys(properties), title?: string): unknown => ({ type: 'object', ...(title === undefined ? {} : { title }), properties, ...(required.length === 0 ? {} : { required }), additionalProperties: false });
const NAME = { type: 'string', description: 'Given.' };

describe('the schema of an answer', () => {
  it('is exact: names, types, null, and what depends on a type or a variable', () => {
    expect(answerTo('query It($all: Boolean!) { pet(name: "a") { __typename called: name ... on Cat { lives @include(if: $all) mood } ... on Dog { odd lives } } count }')).toEqual(object({
      pet: { anyOf: [
        { anyOf: [
          object({ __typename: { type: 'string', enum: ['Bird'] }, called: NAME }, undefined, 'Bird'),
          object({ __typename: { type: 'string', enum: ['Cat'] }, called: NAME, lives: { type: ['integer', 'null'], format: 'int32' }, mood: { $ref: '#/components/schemas/Mood' } }, ['__typename', 'called', 'mood'], 'Cat'),
          object({ __typename: { type: 'string', enum: ['Dog'] }, called: NAME, odd: { type: ['array', 'null'], items: { anyOf: [{ $ref: '#/components/schemas/Odd' }, { type: 'null' }] } }, lives: { type: ['integer', 'null'], format: 'int32', deprecated: true } }, undefined, 'Dog'),
        ] },
        { type: 'null' },
      ] },
      count: { type: ['integer', 'null'], format: 'int32' },
    }));
  });

  it('adds selections of one field up, and is one where types answer the same', () => {
    expect(answerTo('query It { secret { pets { name } ...More } } fragment More on Owner { pets { lives } }')).toEqual(object({ secret: object({ pets: { type: 'array', items: { anyOf: [
      object({ name: NAME, lives: { type: ['integer', 'null'], format: 'int32' } }, undefined, 'Bird | Cat'),
      object({ name: NAME, lives: { type: ['integer', 'null'], format: 'int32', deprecated: true } }, undefined, 'Dog'),
    ] } } }, undefined, 'Owner') }));
  });

  it('leaves out what is a problem: no pet, and refusals', () => {
    expect(answerTo('query It { pet(name: "a") { name } }')).toEqual(object({ pet: object({ name: NAME }, undefined, 'Bird | Cat | Dog') }));
    const { responses } = operationOf('mutation It($food: Food!) { feed(food: $food) { __typename ... on Cat { name } ... on UserError { message } } }');
    expect(responses['200']?.content?.['application/json']?.schema).toEqual(object({ feed: object({ __typename: { type: 'string', enum: ['Cat'] }, name: NAME }, undefined, 'Cat') }));
    expect(JSON.stringify(responses['404'])).toContain('"enum":["NotFoundError"]');
    expect(JSON.stringify(responses['422'])).toContain('"enum":["BusyError"]');
  });

  it('keeps refusals where nothing tells them from successes', () => {
    const { responses } = operationOf('mutation It($food: Food!) { feed(food: $food) { ... on Cat { name } ... on UserError { message } } }');
    expect([JSON.stringify(responses['200']).includes('BusyError'), responses['422']]).toEqual([true, { $ref: '#/components/responses/UnprocessableEntity' }]);
  });
});

describe('what is asked', () => {
  it('has the descriptions and defaults of the SDL', () => {
    expect(operationOf('# About\n# a pet.\nquery It($name: String! = "Tom") { pet(name: $name) { name } }')).toMatchObject({
      operationId: 'It', summary: 'About a pet.', description: 'A pet.', tags: ['queries'],
      parameters: [{ name: 'name', in: 'query', required: false, description: 'Its name.', schema: { type: 'string', default: 'Tom' } }],
    });
  });

  it('may refer to itself', () => {
    const document = documentOf({ feed: 'mutation Feed($food: Food!) { feed(food: $food) { __typename } }' });
    expect(document.paths['/feed']?.post?.requestBody?.content['application/json']?.schema).toEqual(object({ food: { $ref: '#/components/schemas/Food' } }));
    expect(document.components['schemas']?.['Food']).toEqual(object({
      weight: { type: 'number', format: 'double', description: 'In grams.' }, next: { anyOf: [{ $ref: '#/components/schemas/Food' }, { type: 'null' }] },
      moods: { type: ['array', 'null'], items: { $ref: '#/components/schemas/Mood' }, default: ['GOOD'] },
    }, ['weight']));
    expect(document.components['schemas']?.['Mood']).toEqual({ type: 'string', enum: ['GOOD', 'BAD'], description: 'How it is.\n\n- `GOOD`: Fine.' });
  });

  it('says who may', () => {
    expect([operationOf('query It { secret { pets { name } } }'), operationOf('query It { count }')].map(({ security, description }) => [security, description])).toEqual([[[{ bearer: [] }], 'Asks for a logged-in viewer.'], [undefined, undefined]]);
  });

  it('is an operation that can run, and no subscription', () => {
    expect(Object.keys(documentOf({ good: 'query Good { count }', bad: 'query Bad { nothing }', live: 'subscription Live { count }' }).paths)).toEqual(['/good']);
  });

  it.each([['two', 'query A { count } query B { count }'], ['Odd Name', 'query A { count }']])('is one operation under a name that is a path, not %s', (name, text) => {
    expect(() => documentOf({ [name]: text })).toThrow(`/${name}.graphql: expected`);
  });
});
