import { readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { Validator } from '@seriousme/openapi-schema-validator';
import { silentLogger } from '@souk/telemetry';
import { describedSupergraph } from '../../test/support/described-supergraph.js';
import { type OpenApiDocument } from './openapi/document.js';
import { restApiOf, type RestApi } from './rest-api.js';
import { readRestOperations, type RestOperation } from './rest-operation.js';

const SCHEMA = join(__dirname, '../../../schema');

let operations: readonly RestOperation[];
let api: RestApi;
let document: OpenApiDocument;
beforeAll(async () => {
  operations = await readRestOperations(join(SCHEMA, 'operations'));
  api = restApiOf(operations, describedSupergraph(await readFile(join(SCHEMA, 'supergraph.graphql'), 'utf8')), silentLogger);
  document = JSON.parse(api.document.bytes.toString()) as OpenApiDocument;
});

describe("REST of Souk's own operations", () => {
  it('has a path for each file but those of subscriptions', async () => {
    const texts = await Promise.all((await readdir(join(SCHEMA, 'operations'))).map(async (file) => [file, await readFile(join(SCHEMA, 'operations', file), 'utf8')] as const));
    const expected = texts.filter(([, text]) => !/^subscription /m.test(text)).map(([file]) => `/${file.replace('.graphql', '')}`);
    expect(Object.keys(document.paths).sort()).toEqual(expected.sort());
    expect(expected.length).toBeGreaterThan(10);
  });

  it('is described by a document that OpenAPI 3.1 allows', async () => {
    expect(await new Validator().validate(structuredClone(document) as unknown as Record<string, unknown>)).toEqual({ valid: true });
  });
});
