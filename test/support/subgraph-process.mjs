// One of two subgraphs that share an entity, in a process of its own: a test can stop it without its knowing. `node subgraph-process.mjs catalog|review` prints its port.
import { createServer } from 'node:http';
import { buildSubgraphSchema } from '@apollo/subgraph';
import { graphql, parse } from 'graphql';

const LINK = 'extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key"])';
const IDS = ['1', '2', '3'];

const SUBGRAPHS = {
  catalog: {
    typeDefs: `${LINK}
      type Product @key(fields: "id") { id: ID!, name: String! }
      type Query { products: [Product!]!, answeredBy(afterMs: Int! = 0): Int! }`,
    resolvers: {
      Query: {
        products: () => IDS.map((id) => ({ id })),
        answeredBy: (_root, { afterMs }) => new Promise((resolve) => { setTimeout(() => resolve(process.pid), afterMs); }),
      },
      Product: { __resolveReference: ({ id }) => ({ id }), name: ({ id }) => `Product ${id}` },
    },
  },
  review: {
    typeDefs: `${LINK}
      type Product @key(fields: "id") { id: ID!, rating: Float }
      type Query { averageRating: Float }`,
    resolvers: {
      Query: { averageRating: () => 4.5 },
      Product: { __resolveReference: ({ id }) => ({ id }), rating: ({ id }) => Number(id) },
    },
  },
};

const { typeDefs, resolvers } = SUBGRAPHS[process.argv[2]];
const schema = buildSubgraphSchema([{ typeDefs: parse(typeDefs), resolvers }]);

const server = createServer((request, response) => {
  const chunks = [];
  request.on('data', (chunk) => chunks.push(chunk)).on('end', () => {
    const { query: source, variables: variableValues, operationName } = JSON.parse(Buffer.concat(chunks).toString());
    graphql({ schema, source, variableValues, operationName }).then((answer) => response.setHeader('content-type', 'application/json').end(JSON.stringify(answer)));
  });
});
server.listen(0, '127.0.0.1', () => process.stdout.write(`${server.address().port}\n`));
