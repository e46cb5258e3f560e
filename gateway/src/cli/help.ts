import { DEFAULT_HOST, DEFAULT_PORT } from './parse-arguments.js';

export const HELP = `npm run gateway -- --supergraph FILE [flags]: the gateway alone, over any Federation 2 supergraph.

  --supergraph FILE       SDL of the supergraph; a changed file is loaded, a broken one refused
  --port N                ${DEFAULT_PORT} unless given; 0 takes a free one
  --host H                ${DEFAULT_HOST} unless given
  --subgraph NAME=URL     GraphQL address of that subgraph, instead of the one in the supergraph; may be repeated
  --forward-header NAME   passes this header of the client on to subgraphs; may be repeated
  --introspection         answers __schema and __type
  --no-limits             no limits on depth, cost and rate
  --help                  this text

Variables: SOUK_JWKS (public keys as JSON: access tokens are checked; without it everybody is anonymous), LOG_LEVEL (warn).
`;
