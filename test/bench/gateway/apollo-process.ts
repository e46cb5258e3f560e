import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { ApolloGateway, RemoteGraphQLDataSource, type GraphQLDataSourceProcessOptions } from '@apollo/gateway';
import { ApolloServer } from '@apollo/server';
import { startStandaloneServer } from '@apollo/server/standalone';

// Vanilla: as @apollo/gateway's documentation sets it up, with the one header forwarded.
interface Context { readonly authorization?: string }

class ForwardingDataSource extends RemoteGraphQLDataSource {
  override willSendRequest({ request, context }: GraphQLDataSourceProcessOptions): void {
    const { authorization } = context as Context;
    if (authorization) request.http?.headers.set('authorization', authorization);
  }
}

const { values: { supergraph = '', port = '' } } = parseArgs({ options: { supergraph: { type: 'string' }, port: { type: 'string' } } });
const gateway = new ApolloGateway({ supergraphSdl: readFileSync(supergraph, 'utf8'), buildService: ({ url = '' }) => new ForwardingDataSource({ url }) });
const server = new ApolloServer<Context>({ gateway });
await startStandaloneServer(server, { listen: { port: Number(port), host: '127.0.0.1' }, context: ({ req: { headers: { authorization } } }) => Promise.resolve(authorization ? { authorization } : {}) });
