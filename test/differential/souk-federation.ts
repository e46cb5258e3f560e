import { parse } from 'graphql';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { federationOf, type Federation } from '../contract/support/federation.js';

const ROOT = join(__dirname, '../..');
const SUBGRAPHS = ['catalog', 'logistics', 'order', 'user'] as const;

/** Souk's own supergraph as it is committed, and the schemas that it was composed of. */
export const soukFederation = (): Federation =>
  federationOf(readFileSync(join(ROOT, 'schema/supergraph.graphql'), 'utf8'), SUBGRAPHS.map((name) => ({ name, typeDefs: parse(readFileSync(join(ROOT, 'subgraphs', name, 'schema.graphql'), 'utf8'), { noLocation: true }) })));
