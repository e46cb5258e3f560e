// Composes subgraphs/*/schema.graphql into schema/supergraph.graphql (what the gateway runs) and schema/api.graphql (what clients see).
import { existsSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { composeServices } from '@apollo/composition';
import { Supergraph } from '@apollo/federation-internals';
import { lexicographicSortSchema, parse, printSchema } from 'graphql';

process.chdir(fileURLToPath(new URL('../..', import.meta.url)));

/** Level of hints that a person must see; `INFO` and below tell of what is merely so. */
const WARN = 60;

const names = readdirSync('subgraphs').filter((name) => existsSync(`subgraphs/${name}/schema.graphql`)).sort();
const services = names.map((name) => ({ name, url: `http://${name}/graphql`, typeDefs: parse(readFileSync(`subgraphs/${name}/schema.graphql`, 'utf8')) }));
const result = composeServices(services);
if (result.errors) {
  for (const error of result.errors) console.error(`${error.extensions?.code}: ${error.message}`);
  process.exit(1);
}
for (const hint of result.hints ?? []) if (hint.definition.level.value >= WARN) console.warn(`hint ${hint.definition.code}: ${hint.message}`);

const api = Supergraph.build(withoutSecurityPurpose(result.supergraphSdl)).apiSchema().toGraphQLJSSchema();
writeFileSync('schema/supergraph.graphql', `${result.supergraphSdl}\n`);
writeFileSync('schema/api.graphql', `${printSchema(lexicographicSortSchema(api))}\n`);
console.log(`composed ${names.length} subgraphs: schema/supergraph.graphql, schema/api.graphql`);

/** `Supergraph.build` refuses security features that it does not execute itself; the gateway enforces them. */
function withoutSecurityPurpose(sdl) {
  return sdl.replace(/, for: SECURITY\)/g, ')');
}
