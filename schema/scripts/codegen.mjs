// Makes what is generated and committed: resolver types per subgraph, the pages' typed operations, and RPC code from protobuf.
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { delimiter, dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { codegen } from '@graphql-codegen/core';
import * as typedDocumentNode from '@graphql-codegen/typed-document-node';
import * as typescript from '@graphql-codegen/typescript';
import * as typescriptOperations from '@graphql-codegen/typescript-operations';
import * as typescriptResolvers from '@graphql-codegen/typescript-resolvers';
import { parse } from 'graphql';

process.chdir(fileURLToPath(new URL('../..', import.meta.url)));

const scalars = {
  ID: { input: 'string', output: 'string' },
  BigInt: { input: 'number', output: 'number' },
  DateTime: { input: 'Date', output: 'Date' },
  Decimal: 'string',
  CountryCode: 'string',
  Locale: 'string',
};

/** Clients see instants as text. */
const clientScalars = { ...scalars, DateTime: 'string' };

const write = (filename, content) => {
  mkdirSync(dirname(filename), { recursive: true });
  writeFileSync(filename, content);
  console.log(`generated ${filename}`);
};

const subgraphTypes = async (name) => {
  const filename = `subgraphs/${name}/src/generated/graphql.ts`;
  const mappers = JSON.parse(readFileSync(`subgraphs/${name}/codegen.json`, 'utf8')).mappers;
  const content = await codegen({
    filename,
    schema: parse(readFileSync(`subgraphs/${name}/schema.graphql`, 'utf8')),
    documents: [],
    config: { federation: true, useTypeImports: true, enumsAsTypes: true, immutableTypes: true, defaultMapper: 'Partial<{T}>', contextType: '../context.js#Context', mappers, scalars, emitLegacyCommonJSImports: false, avoidOptionals: { inputValue: false } },
    plugins: [{ typescript: {} }, { resolvers: {} }],
    pluginMap: { typescript, resolvers: typescriptResolvers },
  });
  write(filename, content);
};

const webOperations = async () => {
  const filename = 'web/src/generated/operations.ts';
  const documents = readdirSync('schema/operations').filter((file) => file.endsWith('.graphql')).sort()
    .map((file) => ({ location: file, document: parse(readFileSync(`schema/operations/${file}`, 'utf8')) }));
  const content = await codegen({
    filename,
    schema: parse(readFileSync('schema/api.graphql', 'utf8')),
    documents,
    config: { useTypeImports: true, enumsAsTypes: true, immutableTypes: true, scalars: clientScalars, emitLegacyCommonJSImports: false },
    plugins: [{ operations: {} }, { document: {} }],
    pluginMap: { operations: typescriptOperations, document: typedDocumentNode },
  });
  write(filename, content);
};

for (const name of readdirSync('subgraphs').sort()) if (existsSync(`subgraphs/${name}/schema.graphql`)) await subgraphTypes(name);
if (existsSync('schema/api.graphql')) await webOperations();

const bin = fileURLToPath(new URL('../../node_modules/.bin', import.meta.url));
execFileSync('buf', ['generate'], { cwd: 'schema/rpc', stdio: 'inherit', env: { ...process.env, PATH: `${bin}${delimiter}${process.env.PATH}` } });
console.log('generated schema/rpc/generated');
